package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.EvidenceBuilder;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.ZoneTransferAttempt;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A whole zone that anybody gets, and nothing less.
class ZoneTransferDetectorTest {

    private static final DomainName DOMAIN = new DomainName("acme.test");

    private static EvidenceBuilder evidence() {
        return Evidence.builder("scan", ScanMode.ACTIVE, Host.of(DOMAIN, DOMAIN), Instant.EPOCH);
    }

    private static ZoneTransferAttempt attempt(String server, String outcome, int records) {
        return new ZoneTransferAttempt(server, "192.0.2.1:53", outcome, records, List.of("acme.test", "db.acme.test"));
    }

    @ParameterizedTest
    @CsvSource({
        "transferred, 40, true",
        "transferred, 2, true",
        "limit_reached, 100000, true",
        "limit_reached, 3, true",
        "limit_reached, 2, false",
        "refused, 0, false",
        "timed_out, 0, false",
        "blocked, 0, false",
        "failed, 12, false",
    })
    void aWholeZoneCounts(String outcome, int records, boolean isOpen) {
        var seen = evidence()
                .zoneTransfers(List.of(attempt("ns1.acme.test", outcome, records)))
                .build();
        assertThat(new ZoneTransferDetector().detect(seen)).hasSize(isOpen ? 1 : 0);
    }

    @Test
    void eachServerIsProved() {
        var seen = evidence()
                .zoneTransfers(
                        List.of(attempt("ns1.acme.test", "refused", 0), attempt("ns2.acme.test", "transferred", 7)))
                .build();
        assertThat(new ZoneTransferDetector().detect(seen)).singleElement().satisfies(finding -> {
            assertThat(finding.checkId()).isEqualTo("dns.ns.axfr-open");
            assertThat(finding.location()).isEqualTo("ns2.acme.test");
            assertThat(finding.verified()).isTrue();
            assertThat(finding.evidence())
                    .extracting(proof -> proof.pointer() + " " + proof.excerpt())
                    .containsExactly(
                            "/zone_transfers/1 7 records from 192.0.2.1:53, among them acme.test db.acme.test");
        });
    }
}
