package io.reconai.lab;

import io.reconai.lab.Site.Answer;
import java.util.ArrayList;
import java.util.List;

/// Hosts that rely on what others hold: aliases to services, some of which say that the name is nobody's, targets and
/// records in domains that are not registered, and pages that mention buckets. And those that only look so.
final class TakeoverHosts {

    private static final String DOMAIN = Organisation.DOMAIN;
    private static final String SURGE = "198.51.100.150";
    private static final String PAGES = "198.51.100.151";
    private static final String FASTLY = "198.51.100.152";
    private static final String NAME_SERVER = "203.0.113.53";

    /// Name servers of a provider of DNS, which know no zone of the organisation.
    static final List<String> PROVIDERS_SERVERS = List.of("198.51.100.161", "198.51.100.162", "198.51.100.163");

    private static final String NO_PROJECT = "project not found";
    private static final String NO_PAGES = "There isn't a GitHub Pages site here.";

    private final List<HostEntry> hosts = new ArrayList<>();

    TakeoverHosts() {
        addServices();
        addMissing();
        addWildcard();
        addDomains();
        addDelegations();
        addBuckets();
    }

    List<HostEntry> hosts() {
        return hosts;
    }

    private HostEntry host(String label, String... addresses) {
        var host = new HostEntry(label + "." + DOMAIN, addresses);
        hosts.add(host);
        return host;
    }

    /// An alias to a service, whose servers answer.
    private HostEntry alias(String label, String address, Site site) {
        return host(label, address).withoutAddressRecords().plain(site).forAnyName();
    }

    private static Site unknown(int status, String text) {
        return request -> Answer.html(status, "<html><body><h1>" + text + "</h1></body></html>");
    }

    private void addServices() {
        alias("claim-70", SURGE, unknown(404, NO_PROJECT))
                .finds("takeover.cname", "the service has no project of this name, and anybody can make one")
                .finds("http.page.not-judged", "an error page tells little of protections")
                .trap("dns.cname.dangling", "the target exists");
        var mine = "claim-78." + DOMAIN;
        var blog = Sites.page("Blog", "<p>Pages says \"" + NO_PAGES + "\" of names that are free.</p>");
        Site pages = request -> request.host().equals(mine)
                ? Sites.protectedPage(blog).answer(request)
                : unknown(404, NO_PAGES).answer(request);
        alias("claim-71", PAGES, pages)
                .finds("takeover.cname", "no site of this name; the domain may be verified")
                .finds("http.page.not-judged", "an error page");
        alias("claim-78", PAGES, pages)
                .finds("http.https.unavailable", "a page over http, port 443 is closed")
                .trap("takeover.cname", "a page of its own that quotes the words");
        alias("claim-72", FASTLY, unknown(500, "Fastly error: unknown domain: claim-72.acme.test"))
                .finds("dns.dangling", "the provider verifies domains")
                .finds("http.page.not-judged", "an error page");
        host("claim-77", "198.51.100.153")
                .plain(Sites.protectedPage(Sites.page("News", "<p>" + NO_PROJECT + "</p>")))
                .finds("http.https.unavailable", "a page over http, port 443 is closed")
                .trap("takeover.cname", "words of a service, and no alias");
    }

    private void addMissing() {
        host("claim-73")
                .withoutAddressRecords()
                .finds("takeover.cname", "the name can be had at the provider")
                .trap("dns.cname.dangling", "said by the takeover");
        host("claim-74")
                .withoutAddressRecords()
                .finds("dns.dangling", "a name with a hash, which nobody can choose")
                .trap("takeover.cname", "nobody can choose the name");
        host("claim-75").withoutAddressRecords().finds("takeover.domain", "neither DNS nor the registry knows it");
        host("claim-76")
                .withoutAddressRecords()
                .finds("dns.cname.dangling", "the target is missing from a registered domain")
                .trap("takeover.domain", "the domain is delegated although the registry does not know it");
    }

    private void addWildcard() {
        host("claim-79", "198.51.100.154")
                .web(Sites.careful(Sites.page("Shops", "<p>One each.</p>")))
                .finds("dns.wildcard.present", "any name below is an alias")
                .finds("takeover.wildcard", "the service has no project of this name");
        alias("shop.claim-79", SURGE, unknown(404, NO_PROJECT))
                .finds("http.page.not-judged", "an error page")
                .trap("takeover.cname", "the wildcard's, said there once");
    }

    private void addDomains() {
        host("claim-80", "198.51.100.155")
                .service(22, Banners.ssh())
                .finds("takeover.mx", "the exchanger's domain is not registered")
                .finds("takeover.spf", "nor is the one that may send");
        var page = "<script src=\"https://cdn.gone-scripts.test/app.js\"></script>"
                + "<a href=\"https://www.gone-links.test/\">a link</a>";
        host("claim-81", "198.51.100.156")
                .web(Sites.careful(Sites.page("Widgets", page)))
                .finds("takeover.script", "whose script it is, whoever registers the domain decides");
    }

    /// Zones of their own that their servers do not know.
    private void addDelegations() {
        host("claim-86")
                .withoutAddressRecords()
                .finds("takeover.ns", "delegated to a provider that does not know the zone, where anybody can add it")
                .trap("dns.ns.all-lame", "said by the takeover");
        host("claim-87")
                .withoutAddressRecords()
                .finds("dns.ns.all-lame", "delegated to servers of nobody's choosing that do not know the zone")
                .trap("takeover.ns", "not a provider where zones are added");
        host("claim-88").withoutAddressRecords().finds("takeover.ns", "delegated into a domain that is not registered");
    }

    private void addBuckets() {
        host("claim-82", "198.51.100.157")
                .web(Sites.careful(Sites.page(
                        "Media",
                        "<p>https://acme-showroom.s3.amazonaws.com/logo.png"
                                + " https://acmefiles.blob.core.windows.net/web/app.css</p>")))
                .finds("bucket.public-list", "everybody may list what the page mentions")
                .finds("bucket.public-list", "and the container too");
        host("claim-83", "198.51.100.158")
                .web(Sites.careful(Sites.page(
                        "Vault",
                        "<p>https://acme-secret.s3.amazonaws.com/a https://storage.googleapis.com/acme-moved/b"
                                + " https://s3.amazonaws.com/acme-moved/c</p>")))
                .trap("bucket.public-list", "private, and in another region")
                .trap("bucket.missing-but-referenced", "both exist");
        host("claim-84", "198.51.100.159")
                .web(Sites.careful(Sites.page("Old", "<p>https://acme-gone.s3.amazonaws.com/lib.js</p>")))
                .finds("bucket.missing-but-referenced", "nobody has it");
    }

    /// The aliases, and the zones of those that they lead to.
    void fill(ZoneData zones) {
        for (var zone : List.of(
                "surge.sh",
                "github.io",
                "fastly.net",
                "azureedge.net",
                "azurewebsites.net",
                "blob.core.windows.net",
                "acme-second.test",
                "acme-down.test",
                "gone-links.test")) {
            zones.add(zone, "SOA", "ns." + zone + ". hostmaster." + zone + ". 1 7200 3600 1209600 3600");
            zones.add(zone, "NS", "ns." + zone + ".");
            zones.add("ns." + zone, "A", NAME_SERVER);
        }
        alias(zones, "claim-70", "acme-claim.surge.sh", SURGE);
        alias(zones, "*.claim-79", "acme-shops.surge.sh", SURGE);
        alias(zones, "claim-71", "acme-docs.github.io", PAGES);
        alias(zones, "claim-78", "acme-blog.github.io", PAGES);
        alias(zones, "claim-72", "acme.fastly.net", FASTLY);
        zones.add("claim-73." + DOMAIN, "CNAME", "acme-files.azureedge.net.");
        zones.add("claim-74." + DOMAIN, "CNAME", "acme-app-a1b2c3d4e5.westeurope-01.azurewebsites.net.");
        zones.add("claim-75." + DOMAIN, "CNAME", "portal.gone-supplier.test.");
        zones.add("claim-76." + DOMAIN, "CNAME", "portal.acme-second.test.");
        zones.add("claim-85." + DOMAIN, "CNAME", "portal.acme-down.test.");
        zones.breakZone("acme-down.test");
        zones.add("claim-80." + DOMAIN, "MX", "10 mx.gone-mail.test.");
        zones.add("claim-80." + DOMAIN, "TXT", "\"v=spf1 include:_spf.gone-sender.test -all\"");
        for (var i = 0; i < PROVIDERS_SERVERS.size(); i++) {
            zones.add("ns" + (i + 1) + ".digitalocean.com", "A", PROVIDERS_SERVERS.get(i));
        }
        zones.loseZone(
                "claim-86." + DOMAIN,
                List.of("ns1.digitalocean.com.", "ns2.digitalocean.com.", "ns3.digitalocean.com."));
        zones.loseZone("claim-87." + DOMAIN, List.of("ns9.acme-second.test."));
        zones.loseZone("claim-88." + DOMAIN, List.of("ns1.gone-dns.test.", "ns2.gone-dns.test."));
        zones.add("ns9.acme-second.test", "A", PROVIDERS_SERVERS.getFirst());
        zones.add("acmefiles.blob.core.windows.net", "A", SURGE);
    }

    private static void alias(ZoneData zones, String label, String target, String address) {
        zones.add(label + "." + DOMAIN, "CNAME", target + ".");
        zones.add(target, "A", address);
    }

    /// Names that certificates hold although they cannot be resolved.
    List<Truth.Name> trapNames() {
        return List.of(new Truth.Name("claim-85." + DOMAIN, "an alias into a zone of its own that is down"));
    }
}
