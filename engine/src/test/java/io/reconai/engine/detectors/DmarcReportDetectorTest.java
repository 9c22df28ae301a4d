package io.reconai.engine.detectors;

import static io.reconai.engine.asset.DnsOutcome.NXDOMAIN;
import static io.reconai.engine.asset.DomainStanding.Registry.NOT_FOUND;
import static io.reconai.engine.asset.DomainStanding.Registry.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DmarcReportDetectorTest {

    private static final DmarcReportDetector DETECTOR = new DmarcReportDetector();
    private static final String LOST = "dns.dmarc.report-unauthorised";
    private static final String CONSENT = "acme.test._report._dmarc.reports.test";

    private static Samples domain(String... records) {
        return Samples.apex().dns("_dmarc.acme.test", "TXT", records);
    }

    /// What the receiver says, and whether reports are lost.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOERROR  | v=DMARC1                      | false",
                "NOERROR  | v=DMARC1; rua=mailto:b@x.test | false",
                "NOERROR  | v=spf1 -all                   | true",
                "NODATA   |                               | true",
                "NXDOMAIN |                               | true",
                "SERVFAIL |                               | false",
                "TIMEOUT  |                               | false",
            })
    void consent(DnsOutcome outcome, String record, boolean lost) {
        var sample = domain("v=DMARC1; p=reject; rua=mailto:d@reports.test")
                .dns(CONSENT, "TXT", outcome, record == null ? new String[0] : new String[] {record});
        assertThat(sample.found(DETECTOR)).isEqualTo(lost ? List.of(LOST) : List.of());
    }

    /// Where reports go when nobody at reports.test has agreed.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=DMARC1; p=reject; rua=mailto:d@acme.test                           | 0",
                "v=DMARC1; p=reject; rua=mailto:d@mail.acme.test                      | 0",
                "v=DMARC1; p=reject; rua=mailto:d@Reports.Test!10m                    | 1",
                "v=DMARC1; p=reject; ruf=mailto:d@reports.test                        | 1",
                "v=DMARC1; p=reject; rua=mailto:d@reports.test,mailto:e@reports.test  | 1",
                "v=DMARC1; p=reject; rua=https://reports.test/d                       | 0",
                "v=DMARC1; p=reject                                                   | 0",
            })
    void addresses(String record, int found) {
        assertThat(domain(record).dns(CONSENT, "TXT", NXDOMAIN).found(DETECTOR)).hasSize(found);
    }

    @Test
    void ofTwoRecordsReceiversTakeNone() {
        var record = "v=DMARC1; p=reject; rua=mailto:d@reports.test";
        assertThat(domain(record, record).dns(CONSENT, "TXT", NXDOMAIN).found(DETECTOR))
                .isEmpty();
        assertThat(domain(record).found(DETECTOR)).as("not asked").isEmpty();
    }

    @Test
    void aReceiverThatNobodyHasRegistered() {
        var sample = domain("v=DMARC1; p=reject; rua=mailto:d@reports.test").dns(CONSENT, "TXT", NXDOMAIN);
        assertThat(TakeoverSamples.of(sample)
                        .standing("reports.test", NXDOMAIN, NOT_FOUND)
                        .found(DETECTOR))
                .containsExactly("dns.dmarc.report-takeable MEDIUM CERTAIN");
        assertThat(TakeoverSamples.of(sample)
                        .standing("reports.test", NXDOMAIN, UNKNOWN)
                        .found(DETECTOR))
                .containsExactly(LOST + " LOW CERTAIN");
    }
}
