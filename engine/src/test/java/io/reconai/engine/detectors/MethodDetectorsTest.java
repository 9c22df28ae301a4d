package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Header;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What servers do with TRACE, and with the wish for HTTP/2 without TLS.
class MethodDetectorsTest {

    private static final String URL = "https://acme.test/";

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        200 | message/http               | TRACE / HTTP/1.1~X-Reconai-Trace: abcdefghijklmnop | true
        200 | message/http; charset=x    | x-reconai-trace: abcdefghijklmnop                  | true
        # a page for any method, another type, another value
        200 | text/html                  | X-Reconai-Trace: abcdefghijklmnop                  | false
        200 | message/http               | TRACE / HTTP/1.1                                   | false
        200 | message/http               | X-Reconai-Trace: qrstuvwxyzabcdef                  | false
        405 | message/http               | X-Reconai-Trace: abcdefghijklmnop                  | false
        """)
    void trace(int status, String type, String body, boolean found) {
        var sample = Samples.apex()
                .askedWith(
                        new Header("X-Reconai-Trace", "abcdefghijklmnop"),
                        "trace",
                        URL,
                        status,
                        body.replace("~", "\r\n"),
                        "Content-Type: " + type);
        assertThat(sample.found(new TraceMethodDetector())).isEqualTo(found ? List.of("http.method.trace") : List.of());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "101, h2c, true",
        "101, H2C, true",
        "101, websocket, false",
        // Offering is not changing.
        "200, h2c, false",
        "426, h2c, false",
    })
    void upgrade(int status, String protocol, boolean found) {
        var sample = Samples.apex().probed("h2c", URL, status, "", "Upgrade: " + protocol);
        assertThat(sample.found(new CleartextUpgradeDetector()))
                .isEqualTo(found ? List.of("http.h2c.exposed") : List.of());
    }
}
