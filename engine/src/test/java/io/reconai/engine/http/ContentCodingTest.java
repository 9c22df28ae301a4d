package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.github.luben.zstd.ZstdOutputStream;
import io.reconai.engine.asset.Header;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bodies in every coding that is offered, good ones and hostile ones.
class ContentCodingTest {

    private static final int LIMIT = 2 * 1024 * 1024;
    private static final String TEXT = "Acme makes anvils. ".repeat(40);

    /// The text, made by the reference encoder with a window of 22 bits.
    private static final String BROTLI = "G/cC+MVtbF3HcnzXFFdQnaDapLcSISPKVKlP3q8+Ag==";

    /// The same with a window of 24 bits.
    private static final String WIDE_BROTLI = "H/cC+MVtbF3HcnzXFFdQnaDapLcSISPKVKlP3q8+Ag==";

    /// 32 MiB of zeros.
    private static final String BROTLI_BOMB =
            "y///P/gnAOKxQCD3/o///3/wTwDEYRGA7v0f////4J8AiMMCAN37v/z//8M/ARCHBQC6938=";

    /// Wraps a stream into an encoder.
    @FunctionalInterface
    interface Encoder {
        OutputStream over(OutputStream out) throws IOException;
    }

    static Stream<Arguments> bodies() throws IOException {
        var text = TEXT.getBytes(StandardCharsets.UTF_8);
        var gzip = packed(text, GZIPOutputStream::new);
        var zlib = packed(text, DeflaterOutputStream::new);
        var zstd = packed(text, ZstdOutputStream::new);
        var raw = packed(text, out -> new DeflaterOutputStream(out, new Deflater(6, true)));
        return Stream.of(
                Arguments.of("gzip", gzip, TEXT, ""),
                Arguments.of("x-gzip", gzip, TEXT, ""),
                Arguments.of("GZIP , identity", gzip, TEXT, ""),
                Arguments.of("deflate", zlib, TEXT, ""),
                Arguments.of("deflate", raw, TEXT, ""),
                Arguments.of("br", Base64.getDecoder().decode(BROTLI), TEXT, ""),
                Arguments.of("br, gzip", packed(Base64.getDecoder().decode(BROTLI), GZIPOutputStream::new), TEXT, ""),
                Arguments.of("gzip", new byte[0], "", ""),
                Arguments.of("br", new byte[0], "", ""),
                Arguments.of("gzip, gzip, gzip", gzip, "", "the body is not encoded as it says"),
                Arguments.of("br, deflate", new byte[] {10, 10}, "", "the body is not encoded as it says"),
                Arguments.of("zstd", zstd, TEXT, ""),
                Arguments.of("zstd", twice(zstd), TEXT + TEXT, ""),
                Arguments.of("gzip, zstd", packed(gzip, ZstdOutputStream::new), TEXT, ""),
                Arguments.of("zstd", new byte[0], "", ""),
                Arguments.of("zstd, gzip", zstd, "", "the body is not encoded as it says"),
                Arguments.of("gzip, zstd", zstd, "", "the body is not encoded as it says"),
                Arguments.of("gzip", text, "", "the body is not encoded as it says"),
                Arguments.of("br", Base64.getDecoder().decode(WIDE_BROTLI), "", "the body is not encoded as it says"));
    }

    static Stream<Arguments> brokenZstd() throws IOException {
        var zstd = packed(TEXT.getBytes(StandardCharsets.UTF_8), ZstdOutputStream::new);
        var cut = Arrays.copyOf(zstd, zstd.length - 5);
        var wide = packed(TEXT.getBytes(StandardCharsets.UTF_8), out -> new ZstdOutputStream(out).setLong(24));
        return Stream.of(
                Arguments.of("no Zstandard", "not at all Zstandard".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("cut", cut),
                Arguments.of("a window of 16 MiB", wide));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenZstd")
    void zstandardIsReadAsFarAsItGoes(String what, byte[] sent) throws IOException {
        var body = read("zstd", sent);
        assertThat(body.problem()).isNotEmpty();
        assertThat(body.truncated()).isTrue();
        assertThat(body.complete()).isFalse();
    }

    @ParameterizedTest(name = "{0} {3}")
    @MethodSource("bodies")
    void isDecodedOrSaidNotToBe(String coding, byte[] sent, String expected, String problem) throws IOException {
        var body = read(coding, sent);
        assertThat(new String(body.bytes(), StandardCharsets.UTF_8)).isEqualTo(expected);
        assertThat(body.problem()).isEqualTo(problem);
        assertThat(body.complete()).isEqualTo(problem.isEmpty());
    }

    static Stream<Arguments> bombs() throws IOException {
        var zeros = new byte[32 * 1024 * 1024];
        var gzip = packed(zeros, GZIPOutputStream::new);
        return Stream.of(
                Arguments.of("gzip", gzip),
                Arguments.of("gzip, gzip", packed(gzip, GZIPOutputStream::new)),
                Arguments.of("deflate", packed(zeros, DeflaterOutputStream::new)),
                Arguments.of("br", Base64.getDecoder().decode(BROTLI_BOMB)),
                Arguments.of("zstd", packed(zeros, ZstdOutputStream::new)),
                Arguments.of("zstd, zstd", packed(packed(zeros, ZstdOutputStream::new), ZstdOutputStream::new)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void aBombEndsBeforeItGoesOff(String coding, byte[] sent) throws IOException {
        var body = read(coding, sent);
        assertThat(body.problem()).isEqualTo("compressed more than 200 times");
        assertThat(body.truncated()).isTrue();
        assertThat(body.bytes().length).isLessThan(LIMIT);
    }

    @FuzzTest(maxDuration = "20s")
    void anyBytesAreSurvivedWithinTheBounds(byte[] sent) throws IOException {
        for (var coding : List.of("gzip", "deflate", "br", "br, deflate", "zstd", "gzip, zstd")) {
            assertThat(read(coding, sent).bytes().length).isLessThanOrEqualTo(LIMIT);
        }
    }

    private static Body read(String coding, byte[] sent) throws IOException {
        var head = new AnswerHead(
                200,
                1,
                List.of(
                        new Header("Content-Encoding", coding),
                        new Header("Content-Length", String.valueOf(sent.length))));
        return Body.read(head, new ByteArrayInputStream(sent), LIMIT);
    }

    private static byte[] twice(byte[] bytes) {
        var all = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, all, bytes.length, bytes.length);
        return all;
    }

    private static byte[] packed(byte[] bytes, Encoder encoder) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = encoder.over(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
