package io.reconai.engine.technologies;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Whatever a server sends as a page, a script or JSON: nothing is thrown, and what is concluded has proofs.
class PageFuzzTest {

    private static final Technologies SHIPPED = Technologies.shipped();

    @FuzzTest(maxDuration = "30s")
    void readsAnything(byte[] sent) {
        var text = new String(sent, StandardCharsets.ISO_8859_1);
        for (var type : new String[] {"text/html", "text/javascript", "application/json"}) {
            var evidence = Seen.nothing()
                    .answer("root", "https://acme.test/", 200, type, text.replace("<title>", "<h1>"), "Server: " + text)
                    .evidence();
            assertThat(SHIPPED.of(evidence))
                    .allSatisfy(found -> assertThat(found.evidence()).isNotEmpty());
        }
    }
}
