package io.reconai.engine.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// SPF and DMARC records as anybody may publish them: up to 64 KiB of anything.
class MailRecordsFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void areReadWhateverTheySay(byte[] published) {
        var text = new String(published, StandardCharsets.ISO_8859_1);
        for (var record : new String[] {text, "v=spf1 " + text, "v=DMARC1; " + text}) {
            SpfTerms.isSpf(record);
            assertThat(SpfTerms.parse(record)).isNotNull();
            DmarcRecord.isDmarc(record);
            DmarcRecord.isBroken(record);
            assertThat(DmarcRecord.parse(record)).isNotNull();
        }
    }
}
