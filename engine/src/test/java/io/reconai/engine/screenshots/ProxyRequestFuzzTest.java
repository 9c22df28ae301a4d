package io.reconai.engine.screenshots;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/// What a browser, led by a page of a stranger, says to our proxy.
class ProxyRequestFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void isReadOrRefused(byte[] said) {
        try {
            var request = ProxyRequest.read(new ByteArrayInputStream(said));
            assertThat(request.port()).isBetween(1, 65_535);
            assertThat(request.host()).isNotBlank().doesNotContain(" ", "/", "@");
        } catch (IOException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
