package io.reconai.engine.organisations;

import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainRegistration;
import io.reconai.engine.asset.WildcardVerdict;
import io.reconai.engine.asset.ZoneTransferAttempt;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// What is said of the zone as a whole: its servers, timers, certificate authorities, signatures and registration.
final class ZonePart {

    /// The records, and whether they keep Let's Encrypt from issuing.
    private static final List<Choice> AUTHORITIES = Choice.table("dns.caa.", """
        0 issue "letsencrypt.org"                        |         |
        0 issue "letsencrypt.org; accounturi=https://a/" |         |
        0 ISSUE "LetsEncrypt.org"                        |         |
        0 issue "ca.example"                             | REFUSED |
        0 issue ";"                                      | REFUSED |
        0 issuewild "ca.example"                         |         |
        0 tbs "x"                                        |         |
        128 tbs "x"                                      |         | invalid
        0 issue "not a domain"                           |         | invalid
        0 iodef "mailto:a@b.example"                     |         |
                                                         |         | missing
        NXDOMAIN                                         |         | missing
        SERVFAIL                                         |         | lookup-failing
        TIMEOUT                                          |         |
        """);

    /// Refresh, retry, expire, minimum.
    private static final List<Choice> TIMERS = Choice.table("dns.soa.", """
        7200 3600 1209600 3600     |
        1200 600 604800 86400      |
        43200 7200 2419200 300     |
        1199 600 1209600 3600      | refresh
        43201 600 1209600 3600     | refresh
        7200 7200 1209600 3600     | refresh
        7200 3600 604799 3600      | expire
        7200 3600 2419201 3600     | expire
        7200 3600 1209600 86401    | minimum
        600 600 100 90000          | refresh expire minimum
        """);

    /// The name servers of the zone, and how each answers for it.
    private static final List<Choice> SERVERS = Choice.table("dns.ns.", """
        ns1.HOST ns2.HOST   | AA AA            |
        ns1.HOST ns2.HOST   | AA TIMEOUT       | unreachable
        ns1.HOST ns2.HOST   | TIMEOUT TIMEOUT  |
        ns1.HOST ns2.HOST   | AA REFUSED       | lame
        ns1.HOST ns2.HOST   | AA CACHE         | lame
        ns1.HOST ns2.HOST   | SERVFAIL REFUSED | all-lame
        ns1.HOST far.HOST   | AA AA            | same-as
        ns1.HOST ns2.HOST   | AA OLD           | serial-differs
        ns1.HOST ns2.HOST   | AA FETCHED       |
        ns1.HOST ns2.HOST   | AA OWN           |
        ns1.HOST            | AA               | single
        ns1.HOST twin.HOST  | AA AA            | single
        ns1.HOST alias.HOST | AA AA            | cname
        ns1.HOST gone.HOST  | AA               | dangling
        ns1.HOST slow.HOST  | AA               |
        """);

    /// How asking for the whole zone ended, and how many records came.
    private static final List<Choice> TRANSFERS = Choice.table("dns.ns.", """
        refused       | 0      |
        timed_out     | 0      |
        failed        | 0      |
        transferred   | 25     | axfr-open
        limit_reached | 100000 | axfr-open
        limit_reached | 1      |
        """);

    /// Days left, status.
    private static final List<Choice> REGISTRATIONS = Choice.table("domain.", """
        300 | client transfer prohibited                   |
        31  | client transfer prohibited                   |
        30  | client transfer prohibited                   | expiring
        -2  | client transfer prohibited                   | expiring
        -2  | client transfer prohibited,auto renew period |
        300 | active                                       | no-transfer-lock
        5   | active                                       | expiring no-transfer-lock
        300 |                                              |
        """);

    private static final List<Choice> WILDCARDS = Choice.table("dns.wildcard.", """
                           |
        203.0.113.200      | present
        pages.cdn7.example | present
        """);

    private ZonePart() {}

    static void add(HostDraft host, RandomGenerator dice) {
        AliasPart.addAddress(host, dice);
        servers(host, dice);
        authorities(host, dice);
        timers(host, dice);
        signatures(host, dice);
        transfers(host, dice);
        registration(host, dice);
        var wildcard = Choice.pick(WILDCARDS, dice);
        host.chose("wildcard", wildcard);
        host.wildcard(new WildcardVerdict(
                host.domain(), Choice.words(wildcard.first()), List.of("qx7." + host.name()), "parent"));
    }

    private static void servers(HostDraft host, RandomGenerator dice) {
        var choice = Choice.pick(SERVERS, dice);
        host.chose("name servers", choice);
        var suffix = ".dns" + host.name();
        var servers = Choice.words(choice.first()).stream()
                .map(name -> name.replace(".HOST", suffix))
                .toList();
        host.lookup(host.name(), "NS", servers.toArray(String[]::new));
        address(host, "ns1" + suffix, "203.0.113.53");
        address(host, "ns2" + suffix, "198.51.100.53");
        address(host, "twin" + suffix, "203.0.113.53");
        address(host, "alias" + suffix, "198.51.100.54");
        address(host, "far" + suffix, "192.0.2.53");
        host.lookup("alias" + suffix, "CNAME", "ns2" + suffix);
        host.network("203.0.113.53", 64_500);
        host.network("192.0.2.53", 64_500);
        host.network("198.51.100.53", 64_501);
        for (var type : List.of("A", "AAAA")) {
            host.lookup("gone" + suffix, type, DnsOutcome.NXDOMAIN, List.of(), List.of());
            host.lookup("slow" + suffix, type, DnsOutcome.TIMEOUT, List.of(), List.of());
        }
        var soa = soa(host, "ns1" + suffix, 2);
        var old = soa(host, "ns1" + suffix, 1);
        for (var answer : Choice.words(choice.second())) {
            switch (answer) {
                case "AA" -> host.direct("203.0.113.53:53", host.name(), DnsOutcome.NOERROR, true, soa);
                case "OLD" -> readTwice(host, soa, old, old);
                case "FETCHED" -> readTwice(host, soa, old, soa);
                case "OWN" -> {
                    var own = soa(host, "ns2" + suffix, 1);
                    readTwice(host, soa, own, own);
                }
                case "CACHE" -> host.direct("203.0.113.53:53", host.name(), DnsOutcome.NOERROR, false, soa);
                default -> host.direct("198.51.100.53:53", host.name(), DnsOutcome.valueOf(answer), false, List.of());
            }
        }
    }

    private static List<String> soa(HostDraft host, String primary, int serial) {
        return List.of(primary + " hostmaster." + host.name() + " " + serial + " 7200 3600 1209600 3600");
    }

    /// The second server's SOA in the first reading and in the second, which is made of both servers.
    private static void readTwice(HostDraft host, List<String> ofFirst, List<String> before, List<String> after) {
        host.direct("198.51.100.53:53", host.name(), DnsOutcome.NOERROR, true, before);
        host.directAgain("203.0.113.53:53", ofFirst);
        host.directAgain("198.51.100.53:53", after);
    }

    private static void address(HostDraft host, String name, String address) {
        host.lookup(name, "A", address);
        host.lookup(name, "AAAA");
    }

    private static void authorities(HostDraft host, RandomGenerator dice) {
        var choice = Choice.pick(AUTHORITIES, dice);
        host.chose("CAA", choice);
        host.allowsLetsEncrypt(!choice.second().equals("REFUSED"));
        if (choice.first().matches("[A-Z]+")) {
            host.lookup(host.name(), "CAA", DnsOutcome.valueOf(choice.first()), List.of(), List.of());
        } else {
            host.lookup(host.name(), "CAA", choice.first().isEmpty() ? new String[0] : new String[] {choice.first()});
        }
    }

    private static void timers(HostDraft host, RandomGenerator dice) {
        var choice = Choice.pick(TIMERS, dice);
        host.chose("SOA", choice);
        host.lookup(host.name(), "SOA", "ns1.dns.example hostmaster." + host.name() + " 2026010101 " + choice.first());
    }

    /// Unsigned is a zone without keys and without DS; keys that the parent does not know help nobody.
    private static void signatures(HostDraft host, RandomGenerator dice) {
        var keys = dice.nextInt(3);
        var delegation = dice.nextInt(3);
        host.chose("DNSSEC", "keys " + keys + ", DS " + delegation);
        signature(host, "DNSKEY", keys, "257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0d");
        signature(host, "DS", delegation, "4711 13 2 0123456789abcdef");
        if (keys == 1 && delegation == 1) {
            host.expect("dns.dnssec.unsigned");
        }
        if (keys == 0 && delegation == 1) {
            host.expect("dns.dnssec.no-ds");
        }
    }

    private static void signature(HostDraft host, String type, int what, String record) {
        switch (what) {
            case 0 -> host.lookup(host.name(), type, record);
            case 1 -> host.lookup(host.name(), type);
            default -> host.lookup(host.name(), type, DnsOutcome.SERVFAIL, List.of(), List.of());
        }
    }

    private static void transfers(HostDraft host, RandomGenerator dice) {
        var choice = Choice.pick(TRANSFERS, dice);
        host.chose("transfer", choice);
        host.transfer(new ZoneTransferAttempt(
                "ns1.dns.example",
                "203.0.113.53:53",
                choice.first(),
                Integer.parseInt(choice.second()),
                List.of(host.name())));
    }

    private static void registration(HostDraft host, RandomGenerator dice) {
        var choice = Choice.pick(REGISTRATIONS, dice);
        host.chose("registration", choice);
        host.registered(new DomainRegistration(
                host.name(),
                "rdap",
                "Registrar",
                null,
                HostDraft.NOW.plus(Duration.ofDays(Long.parseLong(choice.first()))),
                null,
                Arrays.stream(choice.second().split(","))
                        .filter(word -> !word.isEmpty())
                        .toList(),
                List.of(),
                null));
    }
}
