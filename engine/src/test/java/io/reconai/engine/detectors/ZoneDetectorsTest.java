package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.takeover.DnsProviders;
import io.reconai.engine.takeover.Services;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a zone is kept: its timers and its keeper, its name servers, the authorities that it lets issue, its aliases.
class ZoneDetectorsTest {

    private static final String TIMERS = " 1 7200 3600 1209600 3600";

    private static final NameServerDetector SERVERS =
            new NameServerDetector(new NameServerTakeoverDetector(DnsProviders.shipped()));
    private static final NameServerSpreadDetector SPREAD = new NameServerSpreadDetector();
    private static final AliasDetector ALIASES = new AliasDetector(new AliasTakeoverDetector(Services.shipped()));

    // SOA

    /// Refresh, retry, expire and minimum; the bounds themselves are right.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7200 3600 1209600 3600 | ''",
                "1200 1199 604800 86400 | ''",
                "43200 3600 2419200 0 | ''",
                "1199 600 604800 86400 | refresh",
                "43201 600 604800 86400 | refresh",
                "1200 1200 604800 86400 | refresh",
                "7200 3600 604799 86400 | expire",
                "7200 3600 2419201 86400 | expire",
                "7200 3600 604800 86401 | minimum",
                "0 0 0 4294967295 | expire refresh minimum",
                "7200 3600 1209600 | ''",
            })
    void timers(String timers, String expected) {
        var sample = Samples.apex().dns("acme.test", "SOA", "ns1.acme.test hostmaster.acme.test 1 " + timers);
        assertThat(found(sample, new SoaDetector())).isEqualTo(expected);
    }

    /// The keeper's mailbox, what is known of the domain's MX, A and AAAA, and whether mail is lost.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hostmaster.keeper.test | NODATA NODATA NODATA | true",
                "hostmaster.keeper.test | NXDOMAIN NXDOMAIN NXDOMAIN | true",
                "first\\046last.keeper.test | NXDOMAIN NXDOMAIN NXDOMAIN | true",
                "hostmaster.keeper.test | NOERROR NODATA NODATA | false",
                // Without MX mail goes to the address.
                "hostmaster.keeper.test | NODATA NOERROR NODATA | false",
                "hostmaster.keeper.test | NODATA NODATA NOERROR | false",
                "hostmaster.keeper.test | SERVFAIL NODATA NODATA | false",
                "hostmaster.keeper.test | NODATA TIMEOUT NODATA | false",
                "hostmaster@keeper.test | NOERROR NOERROR NOERROR | true",
                "hostmaster@keeper.test. | NOERROR NOERROR NOERROR | true",
                ". | NXDOMAIN NXDOMAIN NXDOMAIN | false",
            })
    void keeper(String mailbox, String outcomes, boolean lost) {
        var sample = Samples.apex().dns("acme.test", "SOA", "ns1.acme.test " + mailbox + TIMERS);
        var each = outcomes.split(" ");
        var types = List.of("MX", "A", "AAAA");
        for (var i = 0; i < each.length; i++) {
            var outcome = DnsOutcome.valueOf(each[i]);
            sample.dns(
                    "keeper.test",
                    types.get(i),
                    outcome,
                    outcome == DnsOutcome.NOERROR ? new String[] {"x"} : new String[0]);
        }
        assertThat(found(sample, new SoaDetector())).isEqualTo(lost ? "rname" : "");
    }

    @Test
    void aKeeperThatNobodyAskedForIsNotJudged() {
        var sample = Samples.apex().dns("acme.test", "SOA", "ns1.acme.test hostmaster.keeper.test" + TIMERS);
        assertThat(found(sample, new SoaDetector())).isEmpty();
    }

    // CAA

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 issue \"ca.test\" |",
                "0 issue \";\" |",
                "0 issue \"\" |",
                "128 ISSUE \"ca.test; account=1\" |",
                "0 tbs \"x\" |",
                "128 tbs \"x\" | invalid",
                "129 tbs \"x\" | invalid",
                "256 issue \"ca.test\" | invalid",
                "0 issue \"not a domain\" | invalid",
                "0 issuewild \"-ca.test\" | invalid",
                "0 iodef \"not a domain\" |",
                "0 issue ca.test | invalid",
            })
    void authorities(String record, @Nullable String expected) {
        assertThat(found(Samples.apex().dns("acme.test", "CAA", record), new CaaDetector()))
                .isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void authoritiesAreMissingWhereTheirAbsenceIsKnown() {
        assertThat(found(Samples.apex().dns("acme.test", "CAA"), new CaaDetector()))
                .isEqualTo("missing");
        assertThat(found(Samples.host("www.acme.test").dns("www.acme.test", "CAA"), new CaaDetector()))
                .isEmpty();
    }

    /// What came of asking for CAA, SOA and A, and whether CAA alone fails.
    @ParameterizedTest
    @CsvSource({
        "SERVFAIL, NOERROR, NOERROR, true",
        "SERVFAIL, NOERROR, NODATA, true",
        "SERVFAIL, SERVFAIL, NOERROR, false",
        "SERVFAIL, NOERROR, SERVFAIL, false",
        "SERVFAIL, NOERROR, TIMEOUT, false",
        "TIMEOUT, NOERROR, NOERROR, false",
        "REFUSED, NOERROR, NOERROR, false",
    })
    void failsAtAuthorities(DnsOutcome caa, DnsOutcome soa, DnsOutcome address, boolean found) {
        var sample = Samples.apex()
                .dns("acme.test", "CAA", caa)
                .dns("acme.test", "SOA", soa)
                .dns("acme.test", "A", address);
        assertThat(found(sample, new CaaDetector())).isEqualTo(found ? "lookup-failing" : "");
    }

    // Name servers

    private static Samples zone(String... servers) {
        return Samples.apex().dns("acme.test", "NS", servers);
    }

    private static Samples two() {
        return zone("ns1.acme.test", "ns2.acme.test");
    }

    @Test
    void oneServerIsAlone() {
        assertThat(found(zone("ns1.acme.test"), SERVERS)).isEqualTo("single");
        assertThat(found(two(), SERVERS)).isEmpty();
        assertThat(found(
                        two().dns("ns1.acme.test", "A", "203.0.113.1").dns("ns2.acme.test", "A", "203.0.113.1"),
                        SERVERS))
                .isEqualTo("single");
        assertThat(found(two().dns("ns1.acme.test", "A", "203.0.113.1"), SERVERS))
                .as("the other's addresses are not known")
                .isEmpty();
        assertThat(found(
                        two().dns("ns1.acme.test", "A", "203.0.113.1").dns("ns2.acme.test", "AAAA", "2001:db8::1"),
                        SERVERS))
                .isEmpty();
    }

    @Test
    void serversHaveNamesThatExist() {
        assertThat(found(two().dns("ns1.acme.test", "A").dns("ns1.acme.test", "AAAA"), SERVERS))
                .isEqualTo("dangling");
        assertThat(found(two().dns("ns1.acme.test", "A").dns("ns1.acme.test", "AAAA", "2001:db8::1"), SERVERS))
                .isEmpty();
        assertThat(found(two().dns("ns1.acme.test", "A").dns("ns1.acme.test", "AAAA", DnsOutcome.TIMEOUT), SERVERS))
                .isEmpty();
        assertThat(found(two().dns("ns2.acme.test", "CNAME", "ns2.elsewhere.test"), SERVERS))
                .isEqualTo("cname");
    }

    /// What two servers answer, in the order of their addresses.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.1 NOERROR | 198.51.100.1 NOERROR | ''",
                "203.0.113.1 NOERROR | 198.51.100.1 REFUSED | lame",
                "203.0.113.1 SERVFAIL | 198.51.100.1 REFUSED | all-lame",
                "203.0.113.1 NOERROR | 198.51.100.1 TIMEOUT | unreachable",
                // Nothing answers: the way there may be shut.
                "203.0.113.1 TIMEOUT | 198.51.100.1 TIMEOUT | ''",
                "203.0.113.1 NOERROR | [2001:db8::1] TIMEOUT | ''",
                "[2001:db8::2] NOERROR | [2001:db8::1] TIMEOUT | unreachable",
                "203.0.113.1 NOERROR | 198.51.100.1 UNREACHABLE | ''",
                "203.0.113.1 NOERROR | 198.51.100.1 BLOCKED | ''",
            })
    void answers(String first, String second, String expected) {
        var sample = two();
        for (var server : List.of(first, second)) {
            var parts = server.split(" ");
            sample.server("acme.test", parts[0], DnsOutcome.valueOf(parts[1]));
        }
        assertThat(found(sample, SERVERS)).isEqualTo(expected);
    }

    @Test
    void packetsGetLost() {
        var sample = two().server("acme.test", "203.0.113.1", DnsOutcome.NOERROR)
                .server("acme.test", "198.51.100.1", DnsOutcome.TIMEOUT);
        assertThat(SERVERS.detect(sample.evidence()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.confidence()).isEqualTo(Confidence.FIRM));
    }

    /// IPv4 and IPv6 addresses of two servers, `-` for none.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.1 203.0.113.2 | - - | true",
                "203.0.113.1 203.0.112.2 | - - | false",
                "203.0.113.1 203.0.113.2 | 2001:db8::1 2001:db8::2 | true",
                "203.0.113.1 203.0.113.2 | 2001:db8::1 2001:db8:1::2 | false",
                "203.0.113.1 198.51.100.2 | 2001:db8::1 2001:db8::2 | false",
                "- - | 2001:db8::1 2001:db8::2 | true",
                // One address is another finding; none is none.
                "203.0.113.1 203.0.113.1 | - - | false",
                "- - | - - | false",
                "203.0.113.1 203.0.113.2 | ? - | false",
                "203.0.113.1 ? | - - | false",
            })
    void spread(String ipv4, String ipv6, boolean together) {
        var sample = at(ipv4.split(" "), ipv6.split(" "));
        assertThat(found(sample, SPREAD)).isEqualTo(together ? "same-network" : "");
    }

    /// Two servers with these addresses, `-` for none and `?` for what is not known.
    private static Samples at(String[] ipv4, String[] ipv6) {
        var sample = two();
        for (var type : List.of("A", "AAAA")) {
            var each = type.equals("A") ? ipv4 : ipv6;
            for (var i = 0; i < 2; i++) {
                var server = "ns" + (i + 1) + ".acme.test";
                switch (each[i]) {
                    case "-" -> sample.dns(server, type);
                    case "?" -> sample.dns(server, type, DnsOutcome.TIMEOUT);
                    default -> sample.dns(server, type, each[i]);
                }
            }
        }
        return sample;
    }

    /// IPv4 and IPv6 addresses of two servers, and the autonomous systems of each address: `+` between those of
    /// one, `?` where it is not known.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.1 198.51.100.2 | - - | 64500 64500 | same-as",
                "203.0.113.1 198.51.100.2 | - - | 64500 64501 | ''",
                "203.0.113.1 198.51.100.2 | 2001:db8::1 2001:db8::2 | 64500 64500 64500 64500 | same-as",
                "203.0.113.1 - | - 2001:db8::2 | 64500 64500 | same-network",
                // Whoever cannot reach the one takes the other family.
                "203.0.113.1 198.51.100.2 | 2001:db8::1 2001:db8::2 | 64500 64500 64501 64501 | ''",
                "203.0.113.1 198.51.100.2 | - - | 64500 ? | ''",
                "203.0.113.1 198.51.100.2 | - - | 64500 | ''",
                "203.0.113.1 198.51.100.2 | - - | '' | ''",
                // Two systems announce it: one of them may fail.
                "203.0.113.1 198.51.100.2 | - - | 64500+64501 64500+64501 | ''",
                "203.0.113.1 198.51.100.2 | ? - | 64500 64500 | ''",
                // Worse is said of these.
                "203.0.113.1 203.0.113.2 | - - | 64500 64500 | same-network",
                "203.0.113.1 203.0.113.1 | - - | 64500 | ''",
                "203.0.113.1 - | - - | 64500 | ''",
            })
    void systems(String ipv4, String ipv6, String systems, String expected) {
        var sample = at(ipv4.split(" "), ipv6.split(" "));
        var addresses = Stream.of(ipv4.split(" "), ipv6.split(" "))
                .flatMap(Stream::of)
                .filter(address -> address.length() > 1)
                .distinct()
                .toList();
        var each = systems.isEmpty() ? new String[0] : systems.split(" ");
        for (var i = 0; i < each.length; i++) {
            var numbers = each[i].equals("?") ? new String[0] : each[i].split("\\+");
            sample.network(
                    addresses.get(i), Stream.of(numbers).map(Long::valueOf).toArray(Long[]::new));
        }
        assertThat(found(sample, SPREAD)).isEqualTo(expected);
    }

    @Test
    void everyAddressProvesThatOneSystemHoldsThem() {
        var sample = at(new String[] {"203.0.113.1", "198.51.100.2"}, new String[] {"-", "-"})
                .network("198.51.100.2", 64_500L)
                .network("203.0.113.1", 64_500L);
        assertThat(SPREAD.detect(sample.evidence())).singleElement().satisfies(finding -> assertThat(finding.evidence())
                .containsExactly(
                        new Proof(
                                "/name_server_networks/1/announcement",
                                "203.0.113.1 in 203.0.113.1/24 of AS64500 LAB, US"),
                        new Proof(
                                "/name_server_networks/0/announcement",
                                "198.51.100.2 in 198.51.100.2/24 of AS64500 LAB, US")));
    }

    /// One server is alone, which is another finding, however many addresses it has.
    @Test
    void oneServerIsNotSpread() {
        var sample = zone("ns1.acme.test")
                .dns("ns1.acme.test", "A", "203.0.113.1", "198.51.100.1")
                .dns("ns1.acme.test", "AAAA")
                .network("203.0.113.1", 64_500L)
                .network("198.51.100.1", 64_500L);
        assertThat(found(sample, SPREAD)).isEmpty();
    }

    /// The first server's address, and where it has none of IPv4, that it is a server.
    @ParameterizedTest
    @CsvSource({"203.0.113.1, /dns/1/answers/0 203.0.113.1", "-, /dns/0/answers/0 ns1.acme.test"})
    void oneNetworkIsProvedByTheFirstServer(String first, String expected) {
        var sample = at(new String[] {first, "203.0.113.2"}, new String[] {"2001:db8::1", "2001:db8::2"});
        assertThat(SPREAD.detect(sample.evidence()).getFirst().evidence())
                .extracting(proof -> proof.pointer() + " " + proof.excerpt().replaceAll(".* ", ""))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ada.ns.cloudflare.com, false",
        "ns-1.awsdns-01.co.uk, false",
        "dns1.p01.nsone.net, false",
        "ns.notcloudflare.com, true",
        "cloudflare.com.acme.test, true",
    })
    void oneNetworkMayBeInManyPlaces(String server, boolean found) {
        var sample = zone("ns1.acme.test", server);
        for (var name : List.of("ns1.acme.test", server)) {
            sample.dns(name, "A", name.equals(server) ? "203.0.113.2" : "203.0.113.1")
                    .dns(name, "AAAA");
        }
        assertThat(found(sample, SPREAD)).isEqualTo(found ? "same-network" : "");
    }

    @Test
    void oneSystemMayBeInManyPlaces() {
        var sample = zone("pdns1.ultradns.net", "pdns2.ultradns.net");
        for (var server : List.of("pdns1.ultradns.net 203.0.113.1", "pdns2.ultradns.net 198.51.100.1")) {
            var parts = server.split(" ");
            sample.dns(parts[0], "A", parts[1]).dns(parts[0], "AAAA").network(parts[1], 64_500L);
        }
        assertThat(found(sample, SPREAD)).isEmpty();
    }

    // Aliases

    @Test
    void aRegisteredDomainIsNoAlias() {
        assertThat(found(Samples.apex().dns("acme.test", "CNAME", "acme.pages.test"), ALIASES))
                .isEqualTo("at-apex");
        assertThat(found(Samples.apex().dns("acme.test", "CNAME"), ALIASES)).isEmpty();
        assertThat(found(Samples.host("www.acme.test").dns("www.acme.test", "CNAME", "acme.pages.test"), ALIASES))
                .isEmpty();
    }

    private static String found(Samples sample, Detector detector) {
        return String.join(
                " ",
                sample.found(detector).stream()
                        .map(id -> id.replaceAll("^dns\\.[a-z]+\\.", ""))
                        .toList());
    }
}
