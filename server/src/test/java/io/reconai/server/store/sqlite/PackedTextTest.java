package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTextTest {

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"banner\":\"ä€\\u0000\"}"})
    void readsWhatItPacked(String text) throws Exception {
        assertThat(PackedText.unpacked(PackedText.packed(octets(text)))).isEqualTo(text);
        assertThat(PackedText.unpacked(PackedText.packed(octets(text.repeat(10_000)))))
                .isEqualTo(text.repeat(10_000));
    }

    @Test
    void readsWhatEarlierVersionsPacked() throws Exception {
        assertThat(PackedText.unpacked(gzip("{\"banner\":\"ä\"}"))).isEqualTo("{\"banner\":\"ä\"}");
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(out)) {
            packing.write(octets(text));
        }
        return out.toByteArray();
    }

    @Test
    void saysThatWhatIsNeitherIsDamaged() {
        assertThatThrownBy(() -> PackedText.unpacked(octets("neither"))).isInstanceOf(SQLException.class);
        var cut = PackedText.packed(octets("evidence ".repeat(1_000)));
        assertThatThrownBy(() -> PackedText.unpacked(Arrays.copyOf(cut, cut.length / 2)))
                .isInstanceOf(SQLException.class);
    }
}
