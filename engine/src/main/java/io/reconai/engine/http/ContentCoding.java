package io.reconai.engine.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/// Takes the codings off a body (RFC 9110 §8.4): gzip, deflate in both of its readings, and Brotli (RFC 7932).
///
/// Two layers at most. Whoever reads bounds what comes out; closing frees the decoder and leaves the connection open.
final class ContentCoding {

    /// What requests offer.
    static final String ACCEPTED = "gzip, deflate, br";

    private static final int MAX_LAYERS = 2;

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

    /// The decoder was not written for strangers' bytes only: whatever it throws means that they are no Brotli.
    private static final class Brotli extends FilterInputStream {
        Brotli(InputStream in) throws IOException {
            super(open(in));
        }

        private static InputStream open(InputStream in) throws IOException {
            try {
                return new BrotliInputStream(in);
            } catch (RuntimeException broken) {
                throw new MalformedAnswerException("the body is no Brotli");
            }
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
                throw new MalformedAnswerException("the body is no Brotli");
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
        for (var coding : applied.reversed()) {
            result = layer(result, coding);
        }
        return result;
    }

    private static InputStream layer(InputStream in, String coding) throws IOException {
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(in);
            case "deflate" -> deflate(in);
            case "br" -> brotli(in);
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
        return new Brotli(start);
    }
}
