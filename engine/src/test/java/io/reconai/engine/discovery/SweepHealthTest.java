package io.reconai.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.SourceHealth.Status;
import io.reconai.engine.dns.DnsClient.SweepResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of a source whose questions were answered in part.
class SweepHealthTest {

    @ParameterizedTest
    @CsvSource({
        "1000, 1000, ANSWERED, ''",
        "1000, 990, ANSWERED, 10 of 1000 questions were not answered",
        "1000, 989, LIMITED, 11 of 1000 questions were not answered",
        "50, 49, LIMITED, 1 of 50 questions were not answered",
        "1000, 0, FAILED, 1000 of 1000 questions were not answered",
        "0, 0, ANSWERED, ''"
    })
    void saysWhatWasLost(long asked, long answered, Status status, String detail) {
        var health = new SweepHealth("dns.brute-force");
        health.add(new SweepResult(asked, answered, 0));
        assertThat(health.health(3).status()).isEqualTo(status);
        assertThat(health.health(3).detail()).isEqualTo(detail);
    }
}
