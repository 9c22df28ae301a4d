package io.reconai.engine.http;

import io.reconai.engine.asset.Header;
import io.reconai.engine.net.LimitReachedException;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/// The beginning of an answer's body, decoded.
///
/// @param bytes as many as were asked for at most, after decoding
/// @param truncated there was more, or it broke off
/// @param complete the message was read to its end, so that the connection may carry another
/// @param problem why it is cut, when that was not our bound
/// @param trailers fields after it; empty unless it was read to its end
record Body(byte[] bytes, boolean truncated, boolean complete, String problem, List<Header> trailers) {

    private Body(byte[] bytes, boolean truncated, boolean complete, String problem) {
        this(bytes, truncated, complete, problem, List.of());
    }

    /// Real text compresses some ten times; beyond this it is a bomb.
    private static final int MAX_RATIO = 200;

    private static final class Counting extends FilterInputStream {
        long count;
        boolean atEnd;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var octet = super.read();
            count += octet < 0 ? 0 : 1;
            atEnd |= octet < 0;
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var read = super.read(buffer, offset, length);
            count += Math.max(0, read);
            atEnd |= read < 0;
            return read;
        }
    }

    private static final class Exactly extends FilterInputStream {
        private long left;

        Exactly(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            var count = super.read(buffer, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new MalformedAnswerException("closed before the announced length");
            }
            left -= count;
            return count;
        }
    }

    /// The answer to HEAD has none, whatever its fields say (RFC 9110 §9.3.2).
    static Body none() {
        return new Body(new byte[0], false, true, "");
    }

    /// Reads the body that belongs to a head (RFC 9112 §6.3).
    ///
    /// @param limitBytes where reading ends, counted after decoding
    static Body read(AnswerHead head, InputStream in, int limitBytes) throws IOException {
        if (head.status() == 204 || head.status() == 304) {
            return none();
        }
        var source = framed(head, in);
        var framed = new Counting(source);
        var codings = new ArrayList<>(head.tokens("content-encoding"));
        head.tokens("transfer-encoding").stream()
                .filter(coding -> !coding.equals("chunked"))
                .forEach(codings::add);
        InputStream decoded;
        try {
            decoded = ContentCoding.decoded(framed, codings);
        } catch (SocketTimeoutException | LimitReachedException cause) {
            throw cause;
        } catch (IOException broken) {
            return new Body(new byte[0], true, false, "the body is not encoded as it says");
        }
        try {
            var body = readBounded(decoded, framed, limitBytes);
            return source instanceof ChunkedInput chunks ? body.with(chunks.trailers()) : body;
        } finally {
            if (decoded != framed) {
                decoded.close();
            }
        }
    }

    private Body with(List<Header> fields) {
        return new Body(bytes, truncated, complete, problem, fields);
    }

    private static Body readBounded(InputStream decoded, Counting framed, int limitBytes) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var buffer = new byte[16 * 1024];
        try {
            while (bytes.size() < limitBytes) {
                var count = decoded.read(buffer, 0, Math.min(buffer.length, limitBytes - bytes.size()));
                if (count < 0) {
                    return new Body(bytes.toByteArray(), false, framed.atEnd || framed.read() < 0, "");
                }
                bytes.write(buffer, 0, count);
                if (bytes.size() > 64 * 1024 && bytes.size() > MAX_RATIO * framed.count) {
                    return new Body(bytes.toByteArray(), true, false, "compressed more than " + MAX_RATIO + " times");
                }
            }
            return new Body(bytes.toByteArray(), decoded.read() >= 0, false, "");
        } catch (SocketTimeoutException slow) {
            if (bytes.size() == 0) {
                throw slow;
            }
            return new Body(bytes.toByteArray(), true, false, "the rest did not come in time");
        } catch (IOException broken) {
            return new Body(bytes.toByteArray(), true, false, String.valueOf(broken.getMessage()));
        }
    }

    /// Chunks win over a length (§6.3); a transfer coding that does not end in chunks goes on to the end of the
    /// connection.
    private static InputStream framed(AnswerHead head, InputStream in) throws IOException {
        var coding = head.tokens("transfer-encoding");
        if (!coding.isEmpty()) {
            return coding.getLast().equals("chunked") ? new ChunkedInput(in) : in;
        }
        var lengths = head.tokens("content-length").stream().distinct().toList();
        if (lengths.isEmpty()) {
            return in; // up to the end of the connection
        }
        if (lengths.size() > 1 || !lengths.getFirst().matches("\\d{1,18}")) {
            throw new MalformedAnswerException("no usable content-length");
        }
        return new Exactly(in, Long.parseLong(lengths.getFirst()));
    }
}
