package io.reconai.engine.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.Announcement;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.ServerNetwork;
import io.reconai.engine.asset.SoaRereading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedQuestionsTest {

    private static final DomainName DOMAIN = new DomainName("acme.test");

    /// What came of asking a resolver and a name server itself, and whether that is an answer.
    @ParameterizedTest
    @CsvSource({
        "NOERROR, true, true",
        "NXDOMAIN, true, true",
        // A name server says so of itself, a resolver of its way there.
        "REFUSED, false, true",
        "REFERRAL, false, true",
        "SERVFAIL, false, false",
        "TIMEOUT, false, false",
    })
    void answered(DnsOutcome outcome, boolean byResolver, boolean byServer) {
        assertThat(isAnswered(outcome, true)).isEqualTo(byResolver);
        assertThat(isAnswered(outcome, false)).isEqualTo(byServer);
    }

    /// Whoever has mended it has other servers: one question for all, answered when all are known.
    @ParameterizedTest
    @CsvSource({"203.0.113.1, true, true", "198.51.100.1, true, true", "203.0.113.1, false, false"})
    void networksOfNameServers(String other, boolean isKnown, boolean isAnswered) {
        var announcement = new Announcement("203.0.113.0/24", List.of(64_500L), "", "");
        var before = networks(new ServerNetwork("203.0.113.1", announcement));
        var after = networks(
                new ServerNetwork("192.0.2.1", announcement), new ServerNetwork(other, isKnown ? announcement : null));
        var question = before.behind("/name_server_networks/0/announcement")
                .orElseThrow()
                .fingerprint();
        assertThat(before.answered()).contains(question);
        assertThat(after.answered().contains(question)).isEqualTo(isAnswered);
    }

    @Test
    void nothingIsKnownOfNameServersThatNobodyAskedAbout() {
        var question = networks(new ServerNetwork("203.0.113.1", null))
                .behind("/name_server_networks/0/announcement")
                .orElseThrow()
                .fingerprint();
        assertThat(networks().answered()).doesNotContain(question);
    }

    /// How two servers answer for the zone's SOA, serials or silence, in the first and the second reading;
    /// and whether that shows how things are.
    @ParameterizedTest
    @CsvSource({
        "1 1, '', true",
        "1, '', true",
        "1 REFUSED, '', true",
        "'', '', false",
        "1 TIMEOUT, '', false",
        "2 1, '', false",
        "2 1, 2 2, true",
        "2 1, 2 1, true",
        "2 1, 2 TIMEOUT, false",
    })
    void versionsOfTheZone(String first, String second, boolean isAnswered) {
        var question = versions("2 1", "2 1")
                .behind("/soa_rereading/lookups/1/answers/0")
                .orElseThrow()
                .fingerprint();
        assertThat(versions(first, second).answered().contains(question)).isEqualTo(isAnswered);
    }

    private static AskedQuestions versions(String first, String second) {
        var builder = Evidence.builder("scan", ScanMode.ACTIVE, Host.of(DOMAIN, DOMAIN), Instant.EPOCH)
                .dns(reading(first));
        var evidence = second.isEmpty()
                ? builder.build()
                : builder.soaRereading(new SoaRereading(60_000, reading(second)))
                        .build();
        return new AskedQuestions(evidence, Hashing.murmur3_128());
    }

    private static List<DnsLookup> reading(String servers) {
        var lookups = new ArrayList<DnsLookup>();
        for (var said : servers.isEmpty() ? new String[0] : servers.split(" ")) {
            var outcome = said.length() > 1 ? DnsOutcome.valueOf(said) : DnsOutcome.NOERROR;
            var soa = "ns1.acme.test hostmaster.acme.test " + said + " 7200 3600 1209600 3600";
            lookups.add(new DnsLookup(
                    DOMAIN.value(),
                    "SOA",
                    "192.0.2." + (lookups.size() + 1) + ":53",
                    "udp",
                    outcome,
                    outcome == DnsOutcome.NOERROR,
                    false,
                    false,
                    List.of(),
                    outcome == DnsOutcome.NOERROR
                            ? List.of(new DnsRecordData(DOMAIN.value(), "SOA", 300, soa))
                            : List.of(),
                    List.of(),
                    1));
        }
        return lookups;
    }

    private static AskedQuestions networks(ServerNetwork... networks) {
        var evidence = Evidence.builder("scan", ScanMode.ACTIVE, Host.of(DOMAIN, DOMAIN), Instant.EPOCH)
                .nameServerNetworks(List.of(networks))
                .build();
        return new AskedQuestions(evidence, Hashing.murmur3_128());
    }

    private static boolean isAnswered(DnsOutcome outcome, boolean recursionDesired) {
        var lookup = new DnsLookup(
                DOMAIN.value(),
                "NS",
                "192.0.2.1:53",
                "udp",
                outcome,
                false,
                false,
                recursionDesired,
                List.of(),
                List.of(),
                List.of(),
                1);
        var evidence = Evidence.builder("scan", ScanMode.ACTIVE, Host.of(DOMAIN, DOMAIN), Instant.EPOCH)
                .dns(List.of(lookup))
                .build();
        var asked = new AskedQuestions(evidence, Hashing.murmur3_128());
        return asked.answered()
                .contains(asked.behind("/dns/0/outcome").orElseThrow().fingerprint());
    }
}
