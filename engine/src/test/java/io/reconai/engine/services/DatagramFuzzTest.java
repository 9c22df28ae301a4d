package io.reconai.engine.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Whatever a UDP port says, it is understood, refused as malformed, or somebody else's.
class DatagramFuzzTest {

    private static final List<Integer> PORTS = List.of(53, 123, 161, 1900);
    private static final byte[] TOKEN = {1, 2, 3, 4, 5, 6, 7, 8};

    /// The first octet chooses the question, the rest is the answer.
    @FuzzTest(maxDuration = "30s")
    void reading_never_fails_otherwise(byte[] bytes) {
        var port = bytes.length == 0 ? 53 : PORTS.get((bytes[0] & 0xff) % PORTS.size());
        var text = bytes.length == 0 ? "" : new String(bytes, 1, bytes.length - 1, StandardCharsets.ISO_8859_1);
        try {
            DatagramExplorer.question(port)
                    .read(TOKEN, new Heard("", text, true))
                    .ifPresent(told -> {
                        assertThat(told.service().service()).matches("[a-z]+");
                        assertThat(told.service().version()).matches("[A-Za-z0-9._+~:-]{0,40}");
                    });
        } catch (MalformedReplyException expected) {
            assertThat(expected.getMessage()).isNotBlank();
        }
    }
}
