package io.reconai.engine.http;

import io.reconai.engine.asset.Header;
import io.reconai.engine.net.LimitReachedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// A body in chunks (RFC 9112 §7.1). Extensions are passed over, trailers are bounded as headers are.
final class ChunkedInput extends InputStream {

    private static final int MAX_SIZE_LINE = 256;

    private final InputStream in;
    private long left;
    private boolean first = true;
    private boolean ended;
    private List<Header> trailers = List.of();

    ChunkedInput(InputStream in) {
        this.in = in;
    }

    /// The fields after the last chunk (RFC 9112 §7.1.2); empty before it was read.
    List<Header> trailers() {
        return trailers;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        var count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new MalformedAnswerException("closed within a chunk");
        }
        left -= count;
        return count;
    }

    private void nextChunk() throws IOException {
        if (!first) {
            endChunk();
        }
        first = false;
        left = size(sizeLine());
        if (left == 0) {
            trailers = AnswerHead.fields(in);
            ended = true;
        }
    }

    /// CRLF; a bare LF is accepted as in the head.
    private void endChunk() throws IOException {
        var octet = in.read();
        if ((octet == '\r' ? in.read() : octet) != '\n') {
            throw new MalformedAnswerException("a chunk without its end");
        }
    }

    private static long size(String line) throws MalformedAnswerException {
        var semicolon = line.indexOf(';');
        var digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
        if (!digits.matches("[0-9a-fA-F]{1,15}")) {
            throw new MalformedAnswerException("a chunk of no size");
        }
        return Long.parseLong(digits, 16);
    }

    private String sizeLine() throws IOException {
        var line = new StringBuilder();
        for (var octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new MalformedAnswerException("closed within a chunk's size");
            }
            if (line.length() >= MAX_SIZE_LINE) {
                throw new LimitReachedException(MAX_SIZE_LINE + " bytes of a chunk's size");
            }
            line.append((char) octet);
        }
        return line.toString().strip();
    }
}
