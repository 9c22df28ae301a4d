package io.reconai.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyLimitTest {

    @ParameterizedTest
    @CsvSource({
        "/api/assets/scan, 65536",
        "/api/assets/bulk, 1048576",
        "/api/findings/bulk, 1048576",
        "/api/billing/webhook, 262144",
        "/api/billing/webhooks/stripe, 262144",
        "/api/assets/evidence, 52428800",
        "/api/assets/ast_1/evidence, 65536",
    })
    void isWhatThePathNeeds(String path, long bytes) {
        assertThat(BodyLimit.of(path)).isEqualTo(bytes);
    }
}
