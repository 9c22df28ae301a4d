package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/// Evidence files come from other machines, and from whoever may upload one.
class EvidenceFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void isReadOrRefused(byte[] file) {
        var text = new String(file, StandardCharsets.UTF_8);
        try {
            EvidenceLog.read(
                    new StringReader(text + "\n\n"),
                    evidence -> assertThat(evidence.coverage()).isNotNull(),
                    report -> assertThat(report).isNotNull());
        } catch (IOException refused) {
            assertThat(refused.getMessage()).startsWith("line ");
        }
    }
}
