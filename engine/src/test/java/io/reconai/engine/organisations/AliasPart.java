package io.reconai.engine.organisations;

import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainStanding;
import io.reconai.engine.asset.DomainStanding.Registry;
import io.reconai.engine.asset.WildcardVerdict;
import io.reconai.engine.web.VirtualHosting;
import java.util.List;
import java.util.random.RandomGenerator;

/// Where a name leads: to addresses, or by an alias to something that others hold.
final class AliasPart {

    private static final List<Choice> ADDRESSES = Choice.table("dns.address.", """
        203.0.113.7             |
        192.0.2.7               |
        203.0.113.7,198.51.100.7 |
        8.8.8.8                 |
        10.20.30.40             | private
        172.16.0.1              | private
        172.32.0.1              |
        192.168.1.1             | private
        100.64.0.1              | private
        127.0.0.1               | private
        169.254.1.1             | private
        203.0.113.7,10.0.0.1    | private
        """);

    /// Targets that do not exist: what the resolver says, and what the second one says.
    private static final List<Choice> MISSING = Choice.table("", """
        cdn-x9.azureedge.net                    | NXDOMAIN NXDOMAIN | takeover.cname
        cdn-x9.azureedge.net                    | NXDOMAIN NOERROR  | dns.cname.dangling
        cdn-x9.azureedge.net                    | NODATA NXDOMAIN   |
        cdn-x9.azureedge.net                    | SERVFAIL SERVFAIL | dns.dangling.unknown
        x9.trafficmanager.net                   | NXDOMAIN NXDOMAIN | takeover.cname
        x9.azurewebsites.net                    | NXDOMAIN NXDOMAIN | takeover.cname
        x9-a1b2c3d4e5.westeurope-01.azurewebsites.net | NXDOMAIN NXDOMAIN | dns.dangling
        shop.eu-west-1.elasticbeanstalk.com     | NXDOMAIN NXDOMAIN | takeover.cname
        shop.eba-x7m.eu-west-1.elasticbeanstalk.com | NXDOMAIN NXDOMAIN | dns.dangling
        lb-1.eu-west-1.elb.amazonaws.com        | NXDOMAIN NXDOMAIN | dns.dangling
        d111.cloudfront.net                     | NXDOMAIN NXDOMAIN | dns.dangling
        evil-azureedge.net                      | NXDOMAIN NXDOMAIN | dns.cname.dangling
        www.partner.example                     | NXDOMAIN NXDOMAIN | dns.cname.dangling
        www.partner.example                     | SERVFAIL SERVFAIL | dns.dangling.unknown
        inner.DOMAIN                            | NXDOMAIN NXDOMAIN | dns.cname.dangling
        inner.DOMAIN                            | TIMEOUT TIMEOUT   |
        """);

    /// Targets that answer: the status and text for the host, and the text for a name that nobody has.
    private static final List<Choice> ANSWERING = Choice.table("", """
        x9.surge.sh     | 404 project not found                       | project not found | takeover.cname http.page.not-judged
        x9.surge.sh     | 404 not here                                | project not found | http.page.not-judged
        x9.surge.sh     | 503 busy                                    | busy              | dns.dangling.unknown http.page.not-judged
        x9.github.io    | 404 There isn't a GitHub Pages site here.   | There isn't a GitHub Pages site here. | takeover.cname http.page.not-judged
        x9.bitbucket.io | 404 Repository not found                    | Repository not found | takeover.cname http.page.not-judged
        x9.fastly.net   | 500 Fastly error: unknown domain:           | Fastly error: unknown domain: | dns.dangling http.page.not-judged
        x9.cargo.site   | 404 404 Not Found                           | other             | http.page.not-judged
        x9.readme.io    | 404 no such page                            | The creators of this project are still working on making everything perfect! | http.page.not-judged
        NAME.s3-website-us-east-1.amazonaws.com  | 404 NoSuchBucket The specified bucket does not exist | NoSuchBucket The specified bucket does not exist | takeover.cname http.page.not-judged
        other.s3-website-us-east-1.amazonaws.com | 404 NoSuchBucket The specified bucket does not exist | NoSuchBucket The specified bucket does not exist | dns.dangling http.page.not-judged
        NAME.s3-website.eu-west-1.amazonaws.com  | 404 NoSuchWebsiteConfiguration | NoSuchBucket The specified bucket does not exist | http.page.not-judged
        """);

    /// DNS and the registry on the domain of the target.
    private static final List<Choice> DOMAINS = Choice.table("", """
        NXDOMAIN | NOT_FOUND  | takeover.domain
        NXDOMAIN | UNKNOWN    | takeover.domain
        NXDOMAIN | REGISTERED | dns.cname.dangling
        TIMEOUT  | UNKNOWN    | dns.cname.dangling
        """);

    private AliasPart() {}

    static void addAddress(HostDraft host, RandomGenerator dice) {
        var choice = Choice.pick(ADDRESSES, dice);
        host.chose("addresses", choice);
        host.lookup(host.name(), "A", choice.first().split(","));
        host.lookup(host.name(), "AAAA");
    }

    static void add(HostDraft host, RandomGenerator dice) {
        switch (dice.nextInt(5)) {
            case 0 -> missing(host, Choice.pick(MISSING, dice));
            case 1 -> answering(host, Choice.pick(ANSWERING, dice));
            case 2 -> freeDomain(host, Choice.pick(DOMAINS, dice));
            case 3 -> circle(host);
            default -> claimed(host, dice);
        }
    }

    private static void missing(HostDraft host, Choice choice) {
        host.chose("alias to what is missing", choice);
        var target = choice.first().replace("DOMAIN", host.domain().value());
        var outcomes = Choice.words(choice.second());
        host.lookup(host.name(), "A", DnsOutcome.valueOf(outcomes.getFirst()), List.of(target), List.of());
        host.again(target, DnsOutcome.valueOf(outcomes.getLast()));
    }

    private static void answering(HostDraft host, Choice choice) {
        host.chose("alias to a service", choice);
        var target = choice.first().replace("NAME", host.name());
        alias(host, target);
        var status = Integer.parseInt(choice.second().substring(0, 3));
        var url = "http://" + host.name() + "/";
        host.asked(
                "root",
                url,
                false,
                Page.html(status, choice.second().substring(4)).answer());
        host.asked(
                VirtualHosting.BY_UNKNOWN_NAME,
                "http://nobody-9.invalid/",
                false,
                Page.html(status, choice.third()).answer());
    }

    private static void freeDomain(HostDraft host, Choice choice) {
        host.chose("alias into a domain", choice);
        var outcome = DnsOutcome.valueOf(choice.first());
        host.lookup(host.name(), "A", DnsOutcome.NXDOMAIN, List.of("www.lapsed-brand.com"), List.of());
        host.standing(new DomainStanding(
                "lapsed-brand.com",
                outcome,
                outcome,
                List.of("192.0.2.53:53", "192.0.2.54:53"),
                Registry.valueOf(choice.second()),
                choice.second().equals("REGISTERED") ? List.of("active") : List.of()));
    }

    private static void circle(HostDraft host) {
        host.chose("alias", "in a circle");
        host.lookup(host.name(), "A", DnsOutcome.SERVFAIL, List.of("a.other.example", host.name()), List.of());
        host.expect("dns.cname.loop");
    }

    /// Somebody has the name, and the site there is the host's own. A wildcard beside it changes nothing.
    private static void claimed(HostDraft host, RandomGenerator dice) {
        host.chose("alias", "to a service where the name is theirs");
        alias(
                host,
                List.of("x9.github.io", "x9.surge.sh", "d111.cloudfront.net").get(dice.nextInt(3)));
        host.wildcard(new WildcardVerdict(
                host.domain(), List.of("203.0.113.200"), List.of("qx7." + host.domain()), "other_answer"));
        SitePart.addPage(host, dice);
    }

    private static void alias(HostDraft host, String target) {
        host.lookup(host.name(), "A", DnsOutcome.NOERROR, List.of(target), List.of(HostDraft.ADDRESS));
    }
}
