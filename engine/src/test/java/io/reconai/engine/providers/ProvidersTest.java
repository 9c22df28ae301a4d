package io.reconai.engine.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.AddressObservation;
import io.reconai.engine.asset.Announcement;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.ProviderUse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which provider stands behind an address and a name, and by which fact.
class ProvidersTest {

    private static final Providers SHIPPED = Providers.shipped();
    private static final Host HOST = Host.of(new DomainName("www.acme.test"), new DomainName("acme.test"));

    private static Evidence evidence(List<AddressObservation> addresses, List<DnsLookup> dns) {
        return Evidence.builder("s", ScanMode.PASSIVE, HOST, Instant.EPOCH)
                .dns(dns)
                .addresses(addresses)
                .build();
    }

    private static Evidence at(String address, Long... asns) {
        var announced = new Announcement("0.0.0.0/0", List.of(asns), "", "");
        return evidence(List.of(new AddressObservation(address, "", "", announced)), List.of());
    }

    private static DnsLookup lookup(String name, String type, List<String> chain, String... data) {
        return new DnsLookup(
                name,
                type,
                "127.0.0.1:53",
                "udp",
                DnsOutcome.NOERROR,
                false,
                true,
                true,
                chain,
                Arrays.stream(data)
                        .map(text -> new DnsRecordData(name, type, 60, text))
                        .toList(),
                List.of(),
                1);
    }

    private static List<String> found(Evidence evidence) {
        return SHIPPED.of(evidence).stream().map(ProviderUse::provider).toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        first of a range                 | 104.16.0.0      | 64500  | cloudflare
        last of a range                  | 104.23.255.255  | 64500  | cloudflare
        trap: one before                 | 104.15.255.255  | 64500  |
        IPv6                             | 2606:4700::1111 | 64500  | cloudflare
        trap: mapped into IPv6           | 2001:db8::6810  | 64500  |
        a CDN within its owner's cloud   | 13.32.1.1       | 16509  | cloudfront
        the rest of that cloud           | 3.5.1.1         | 16509  | aws
        by its number alone              | 203.0.113.1     | 14061  | digitalocean
        trap: a number that begins so    | 203.0.113.1     | 140611 |
        trap: a site in a cloud's range  | 185.199.108.153 | 54113  | github-pages
        nobody's                         | 203.0.113.1     | 64500  |
        """)
    void behindAnAddress(String why, String address, long asn, String expected) {
        assertThat(found(at(address, asn))).containsExactlyElementsOf(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        a name below the ending           | d1.cloudfront.net           | cloudfront
        the ending itself                 | cloudfront.net              | cloudfront
        with its dot                      | acme.herokudns.com.         | heroku
        the longer ending                 | x.cloudapp.azure.com        | azure
        trap: the ending within a label   | notcloudfront.net           |
        trap: the ending in the middle    | cloudfront.net.evil.example |
        trap: one's own name              | www.acme.test               |
        mail                              | autodiscover.outlook.com    | microsoft-mail
        """)
    void behindAnAlias(String why, String target, String expected) {
        var chain = evidence(List.of(), List.of(lookup("www.acme.test", "A", List.of(target))));
        var record = evidence(List.of(), List.of(lookup("www.acme.test", "CNAME", List.of(), target)));
        var others = evidence(List.of(), List.of(lookup("mx.acme.test", "A", List.of(target))));
        for (var evidence : List.of(chain, record)) {
            assertThat(found(evidence)).containsExactlyElementsOf(expected == null ? List.of() : List.of(expected));
        }
        assertThat(found(others)).as("another name's alias").isEmpty();
    }

    @Test
    void everyProofPointsAtWhatShowsItAndNamesItsSource() {
        var evidence = evidence(
                List.of(
                        new AddressObservation("203.0.113.1", "", "", null),
                        new AddressObservation("151.101.1.1", "", "", null),
                        new AddressObservation(
                                "203.0.113.2",
                                "",
                                "",
                                new Announcement("203.0.113.0/24", List.of(1L, 24940L), "", ""))),
                List.of(
                        lookup("www.acme.test", "A", List.of("x.acme.test", "acme.map.fastly.net"), "151.101.1.1"),
                        lookup("www.acme.test", "AAAA", List.of("x.acme.test", "acme.map.fastly.net"))));
        var document = Json.mapper().valueToTree(evidence);
        var uses = SHIPPED.of(evidence);
        assertThat(uses)
                .extracting(use -> use.subject() + " " + use.provider() + " "
                        + use.evidence().pointer())
                .containsExactly(
                        "151.101.1.1 fastly /addresses/1/address",
                        "203.0.113.2 hetzner /addresses/2/announcement/asns/1",
                        "acme.map.fastly.net fastly /dns/0/cname_chain/1");
        assertThat(uses).allSatisfy(use -> {
            assertThat(document.at(JsonPointer.compile(use.evidence().pointer()))
                            .isMissingNode())
                    .isFalse();
            assertThat(use.evidence().excerpt())
                    .startsWith(use.subject())
                    .contains("https://")
                    .contains("(20");
        });
    }

    @Test
    void nothingIsConcludedFromNothing() {
        assertThat(found(evidence(List.of(), List.of()))).isEmpty();
    }

    @Property(tries = 2_000)
    void anyTextIsNoProviderOrOneThatItEndsIn(@ForAll String target) {
        var evidence = evidence(
                List.of(new AddressObservation(target, "", "", null)),
                List.of(lookup("www.acme.test", "A", List.of(target))));
        assertThat(SHIPPED.of(evidence)).allMatch(use -> target.startsWith(use.subject()));
    }

    /// Ranges that do not end with an octet, over the border of one, and of every address.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        first of a wide range            | 60.0.0.0        | wide
        last of a wide range             | 63.255.255.255  | wide
        trap: one before                 | 59.255.255.255  | all
        trap: one after                  | 64.0.0.0        | all
        the narrower, though named later | 61.7.0.1        | narrow
        an octet as a whole              | 61.6.0.1        | wide
        trap: IPv6 of the same octet     | 3d07::1         |
        IPv6                             | 2001:db8::1     | six
        """)
    void theNarrowestRangeCounts(String why, String address, String expected) {
        var source = "  source 2026-11 https://x.test/\n";
        var providers = Providers.of("all | A | cloud\n" + source + "  range 0.0.0.0/0\n"
                + "wide | W | cloud\n" + source + "  range 60.0.0.0/6\n"
                + "narrow | N | cdn\n" + source + "  range 61.7.0.0/16\n"
                + "six | S | cdn\n" + source + "  range 2001:db8::/32\n");
        assertThat(providers.of(at(address)).stream().map(ProviderUse::provider))
                .containsExactlyElementsOf(expected == null ? List.of() : List.of(expected));
    }

    /// No ending lies within another provider's, and every provider has something to be recognised by.
    @Test
    void theListIsInOrder() throws Exception {
        try (var in = Providers.class.getResourceAsStream("providers.txt")) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            var facts = new ProviderReader().read(lines);
            var begun = lines.stream().filter(line -> line.matches("[a-z].*")).count();
            assertThat(facts.stream()
                            .map(fact -> fact.provider().id())
                            .distinct()
                            .count())
                    .isEqualTo(begun)
                    .isGreaterThan(60);
            assertThat(facts).hasSizeGreaterThan(250);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  asn 1",
                "x | X | cdn\n  asn 1",
                "x | X | boat",
                "x | X",
                "X | X | cdn",
                "x | X | cdn\nx | Y | cdn",
                "x | X | cdn\n  source 2026-13 https://x.test/",
                "x | X | cdn\n  source 2026-11 http://x.test/",
                "x | X | cdn\n  source 2026-11 https://x.test/\n  asn 0",
                "x | X | cdn\n  source 2026-11 https://x.test/\n  asn 4294967296",
                "x | X | cdn\n  source 2026-11 https://x.test/\n  asn 1 1",
                "x | X | cdn\n  source 2026-11 https://x.test/\n  range 10.0.0.1/8",
                "x | X | cdn\n  source 2026-11 https://x.test/\n  range 10.0.0.0/33",
                "x | X | cdn\n  source 2026-11 https://x.test/\n  alias net",
                "x | X | cdn\n  source 2026-11 https://x.test/\n  alias Up.test",
                "x | X | cdn\n  source 2026-11 https://x.test/\n  boat 1",
            })
    void whatIsNotAsItShouldBeIsNamed(String text) {
        assertThatThrownBy(() -> Providers.of(text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("providers.txt:");
    }
}
