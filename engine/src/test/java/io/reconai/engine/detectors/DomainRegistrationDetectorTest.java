package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainRegistration;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainRegistrationDetectorTest {

    private static final DomainRegistrationDetector DETECTOR = new DomainRegistrationDetector();

    /// Who says it, of which domain, the days that are left, the statuses, and what is found.
    @ParameterizedTest(name = "{1}: {2} days, {3}")
    @CsvSource(delimiter = '|', nullValues = "-", emptyValue = "", textBlock = """
    rdap  | acme.test | 300 | client transfer prohibited            | ''
    rdap  | acme.test | 31  | client transfer prohibited            | ''
    rdap  | acme.test | 30  | client transfer prohibited            | domain.expiring LOW
    rdap  | acme.test | 8   | server transfer prohibited            | domain.expiring LOW
    rdap  | acme.test | 7   | clienttransferprohibited              | domain.expiring MEDIUM
    rdap  | acme.test | -3  | client transfer prohibited            | domain.expiring MEDIUM
    rdap  | acme.test | -3  | client transfer prohibited,auto renew period | ''
    whois | acme.test | -3  | autorenewperiod https://icann.org/epp | ''
    rdap  | acme.test | -   | client transfer prohibited            | ''
    whois | acme.test | 5   | -                                     | domain.expiring MEDIUM
    rdap  | acme.test | 300 | active                                | domain.no-transfer-lock INFO
    rdap  | acme.test | 5   | active                                | domain.expiring MEDIUM, domain.no-transfer-lock INFO
    rdap  | acme.test | 300 | -                                     | ''
    whois | acme.test | 300 | active                                | ''
    rdap  | acme.de   | 300 | active                                | ''
    """)
    void judges(String source, String domain, Integer days, String status, String expected) {
        var registration = new DomainRegistration(
                domain,
                source,
                "Registrar",
                null,
                days == null ? null : Samples.NOW.plus(Duration.ofDays(days)),
                null,
                status == null ? List.of() : List.of(status.split(",")),
                List.of(),
                null);
        assertThat(TlsSamples.found(DETECTOR, "", evidence(registration))).isEqualTo(expected);
        assertThat(TlsSamples.found(DETECTOR, "", evidence(null))).isEmpty();
    }

    private static Evidence evidence(@Nullable DomainRegistration registration) {
        return Evidence.builder("scan", ScanMode.PASSIVE, Host.of(Samples.DOMAIN, Samples.DOMAIN), Samples.NOW)
                .registration(registration)
                .build();
    }
}
