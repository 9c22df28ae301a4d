package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.SoaRereading;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two readings of a zone's servers.
class ZoneVersionDetectorTest {

    private static final ZoneVersionDetector DETECTOR = new ZoneVersionDetector();

    /// What each server had in the first and in the second reading, as `server=serial`; `@` leads the primary
    /// that it names, `?` is silence, `-` an answer without records; and which one lags.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        it keeps what it has                   | 1=20 2=10           | 1=20 2=10           | 2
        the first one keeps what it has        | 1=10 2=20           | 1=10 2=20           | 1
        it gets further, and not far enough    | 1=20 2=10           | 1=40 2=15           | 2
        one of three                           | 1=20 2=20 3=10      | 1=20 2=20 3=10      | 3
        after the last number comes the first  | 1=5 2=4294967290    | 1=5 2=4294967290    | 2
        trap: the last number is not the later | 1=4294967290 2=5    | 1=4294967290 2=5    | 1
        trap: agreed from the beginning        | 1=20 2=20           | 1=20 2=20           |
        trap: agreed, and not afterwards       | 1=20 2=20           | 1=30 2=20           |
        trap: it had only just been changed    | 1=20 2=10           | 1=20 2=20           |
        trap: changed all the time             | 1=100 2=98          | 1=160 2=158         |
        trap: it has just what was there then  | 1=100 2=98          | 1=160 2=100         |
        a copy of more than the pause ago      | 1=100 2=98          | 1=160 2=99          | 2
        trap: each is late in its turn         | 1=20 2=10           | 1=20 2=30           |
        trap: the primary went back            | 1=20 2=10           | 1=10 2=10           |
        trap: half of all numbers apart        | 1=0 2=2147483648    | 1=0 2=2147483648    |
        trap: silent at first                  | 1=20 2=?            | 1=20 2=10           |
        trap: silent afterwards                | 1=20 2=10           | 1=20 2=?            |
        trap: the other one silent afterwards  | 1=20 2=10           | 1=? 2=10            |
        trap: it no longer knows the zone      | 1=20 2=10           | 1=20 2=-            |
        trap: not asked again                  | 1=20 2=10           | 1=20                |
        trap: two primaries                    | 1=20@a.test 2=10@b.test | 1=20@a.test 2=10@b.test |
        trap: another primary by now           | 1=20 2=10           | 1=20 2=10@b.test    |
        two providers, one with an old copy    | 1=9@a.test 2=20 3=10 | 1=9@a.test 2=20 3=10 | 3
        trap: no number                        | 1=20 2=x            | 1=20 2=x            |
        """)
    void versions(String why, String first, String second, @Nullable String lagging) {
        var evidence = evidence(first, second);
        assertThat(DETECTOR.detect(evidence).stream()
                        .map(finding -> finding.evidence().getFirst().excerpt())
                        .map(excerpt -> excerpt.replaceFirst("^203\\.0\\.113\\.(\\d+):.*", "$1"))
                        .toList())
                .isEqualTo(lagging == null ? List.of() : List.of(lagging));
    }

    @Test
    void withoutASecondReadingNothingIsSaid() {
        assertThat(DETECTOR.detect(read("1=20 2=10").evidence())).isEmpty();
    }

    @Test
    void whatAResolverSaysIsNoReading() {
        var sample = Samples.apex()
                .dns("acme.test", "SOA", soa("20"))
                .direct("203.0.113.2", "udp", "acme.test", "SOA", DnsOutcome.NOERROR, soa("10"));
        assertThat(DETECTOR.detect(again(sample, "1=20 2=10"))).isEmpty();
    }

    @Test
    void bothReadingsProveIt() {
        var finding = DETECTOR.detect(evidence("1=20 2=10", "1=21 2=10")).getFirst();
        assertThat(finding.location()).isEqualTo("acme.test");
        assertThat(finding.evidence())
                .containsExactly(
                        new Proof(
                                "/soa_rereading/lookups/1/answers/0",
                                "203.0.113.2:53 has serial 10, 60 s after 203.0.113.1:53 had 20"),
                        new Proof("/soa_rereading/lookups/0/answers/0", "203.0.113.1:53 has serial 21"));
    }

    private static Evidence evidence(String first, String second) {
        return again(read(first), second);
    }

    private static Evidence again(Samples first, String second) {
        return first.evidence().toBuilder()
                .soaRereading(new SoaRereading(60_400, read(second).evidence().dns()))
                .build();
    }

    private static Samples read(String servers) {
        var sample = Samples.apex();
        for (var server : servers.split(" ")) {
            var parts = server.split("=");
            var address = "203.0.113." + parts[0];
            switch (parts[1]) {
                case "?" -> sample.direct(address, "udp", "acme.test", "SOA", DnsOutcome.TIMEOUT);
                case "-" -> sample.direct(address, "udp", "acme.test", "SOA", DnsOutcome.NODATA);
                default -> sample.direct(address, "udp", "acme.test", "SOA", DnsOutcome.NOERROR, soa(parts[1]));
            }
        }
        return sample;
    }

    /// @param held `serial` or `serial@primary`
    private static String soa(String held) {
        var parts = held.split("@");
        var primary = parts.length > 1 ? parts[1] : "ns1.acme.test";
        return primary + " hostmaster.acme.test " + parts[0] + " 7200 3600 1209600 3600";
    }
}
