package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.StartTlsFault;
import io.reconai.engine.asset.TlsObservation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTlsDetectorTest {

    private final StartTlsDetector detector = new StartTlsDetector();

    private static TlsObservation seen(@Nullable StartTlsFault fault) {
        return new TlsObservation(
                "203.0.113.1",
                25,
                "acme.test",
                ExchangeOutcome.MALFORMED,
                "no STARTTLS: 454 not now",
                null,
                Samples.NOW,
                1,
                null,
                "smtp",
                fault);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "-", emptyValue = "", textBlock = """
    -,                      ''
    REFUSED_THOUGH_OFFERED, starttls.stripped LOW
    SPOKE_BEFORE_TLS,       starttls.injection MEDIUM
    """)
    void judges(StartTlsFault fault, String expected) {
        assertThat(TlsSamples.found(detector, "tls.", TlsSamples.evidence(seen(fault), seen(fault))))
                .isEqualTo(expected);
    }

    /// Other octets came is a fact; that strangers can make use of it is not seen.
    @Test
    void aLeakIsLessThanCertain() {
        assertThat(detector.detect(TlsSamples.evidence(seen(StartTlsFault.SPOKE_BEFORE_TLS))))
                .first()
                .satisfies(finding -> {
                    assertThat(finding.confidence()).isEqualTo(Confidence.FIRM);
                    assertThat(finding.location()).isEqualTo("acme.test:25");
                    assertThat(finding.evidence())
                            .containsExactly(new Proof("/tls/0/detail", "smtp: no STARTTLS: 454 not now"));
                });
    }
}
