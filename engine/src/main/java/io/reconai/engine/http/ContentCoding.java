package io.reconai.engine.http;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/// Takes the codings off a body (RFC 9110 §8.4): gzip, deflate in both of its readings, Brotli (RFC 7932) and Zstandard
/// (RFC 8878).
///
/// Zstandard is read where it is sent and not asked for: its decoder is native code, which not every machine can load,
/// and gzip and Brotli bring the same pages. Two layers at most. Whoever reads bounds what comes out; closing frees the
/// decoder and leaves the connection open.
final class ContentCoding {

    /// What requests offer.
    static final String ACCEPTED = "gzip, deflate, br";

    private static final int MAX_LAYERS = 2;

    /// RFC 9659 allows a window of 8 MiB in HTTP; a larger one would only cost memory.
    private static final int ZSTD_WINDOW_BITS = 23;

    /// Keeps the connection open when a decoder is closed.
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The connection is closed by whoever opened it.
        }
    }

    /// Frees the memory of an inflater that we made ourselves.
    private static final class RawDeflate extends InflaterInputStream {
        RawDeflate(InputStream in) {
            super(in, new Inflater(true));
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }

    /// A decoder that was not written for strangers' bytes only: whatever it throws means that they are none of its.
    private static final class Guarded extends FilterInputStream {
        private final String name;

        Guarded(String name, InputStream in) {
            super(in);
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (RuntimeException broken) {
                throw new MalformedAnswerException("the body is no " + name);
            }
        }
    }

    private ContentCoding() {}

    /// The plain bytes of a body; no coding at all for a body that is empty, as answers without content often are.
    ///
    /// @param codings in the order in which they were applied, in lower case
    static InputStream decoded(InputStream in, List<String> codings) throws IOException {
        var applied = codings.stream()
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .toList();
        if (applied.isEmpty()) {
            return in;
        }
        if (applied.size() > MAX_LAYERS) {
            throw new MalformedAnswerException("more than " + MAX_LAYERS + " encodings");
        }
        var start = new PushbackInputStream(new Unclosed(in), 2);
        var first = start.read();
        if (first < 0) {
            return start;
        }
        start.unread(first);
        InputStream result = start;
        try {
            for (var coding : applied.reversed()) {
                result = layer(result, coding);
            }
        } catch (IOException broken) {
            result.close(); // a native decoder is not freed by itself
            throw broken;
        }
        return result;
    }

    private static InputStream layer(InputStream in, String coding) throws IOException {
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(in);
            case "deflate" -> deflate(in);
            case "br" -> brotli(in);
            case "zstd" -> zstd(in);
            default -> throw new MalformedAnswerException("unknown encoding");
        };
    }

    /// The registered meaning is the zlib format (RFC 9110 §8.4.1.2); some servers send bare deflate, as browsers
    /// accept.
    private static InputStream deflate(InputStream in) throws IOException {
        var start = new PushbackInputStream(in, 2);
        var head = start.readNBytes(2);
        start.unread(head);
        var isZlib = head.length == 2 && (head[0] & 0x0f) == 8 && ((head[0] & 0xff) * 256 + (head[1] & 0xff)) % 31 == 0;
        return isZlib ? new InflaterInputStream(start) : new RawDeflate(start);
    }

    /// The first bits say how large a window the decoder needs (RFC 7932 §9.1). Beyond 4 MiB, which is more than
    /// servers use, it would only cost memory.
    private static InputStream brotli(InputStream in) throws IOException {
        var start = new PushbackInputStream(in, 1);
        var first = start.read();
        if (first < 0) {
            throw new MalformedAnswerException("the body is no Brotli");
        }
        start.unread(first);
        var windowBits = (first & 1) == 0 ? 16 : 17 + (first >> 1 & 7);
        if (windowBits > 22) {
            throw new MalformedAnswerException("a Brotli window over 4 MiB");
        }
        try {
            return new Guarded("Brotli", new BrotliInputStream(start));
        } catch (RuntimeException broken) {
            throw new MalformedAnswerException("the body is no Brotli");
        }
    }

    /// Several frames after one another are one body (RFC 8878 §3.1).
    private static InputStream zstd(InputStream in) throws IOException {
        try {
            var decoder = new ZstdInputStreamNoFinalizer(in);
            decoder.setLongMax(ZSTD_WINDOW_BITS);
            return new Guarded("Zstandard", decoder);
        } catch (LinkageError notHere) {
            throw new MalformedAnswerException("Zstandard cannot be read on this machine");
        }
    }
}
