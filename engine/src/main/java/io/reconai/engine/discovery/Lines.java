package io.reconai.engine.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The lines of a file of any size, in bounded memory: what is longer than the bound is cut there. Blanks around a
/// line, its CR and a byte order mark at the beginning are no part of it; octets that are no UTF-8 become U+FFFD.
///
/// Closed with the stream that it reads.
final class Lines implements Iterator<String> {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private final byte[] line;
    private int position;
    private int end;
    private @Nullable String next;

    /// @param longest octets that are kept of a line
    Lines(InputStream in, int longest) {
        this.in = in;
        line = new byte[longest];
        var first = read();
        next = first == null || !first.startsWith(BYTE_ORDER_MARK)
                ? first
                : first.substring(1).strip();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public String next() {
        var current = next;
        if (current == null) {
            throw new NoSuchElementException();
        }
        next = read();
        return current;
    }

    private @Nullable String read() {
        var length = 0;
        var any = false;
        while (position < end || fill()) {
            any = true;
            var octet = buffer[position++];
            if (octet == '\n') {
                break;
            }
            if (length < line.length) {
                line[length++] = octet;
            }
        }
        return any ? new String(line, 0, length, StandardCharsets.UTF_8).strip() : null;
    }

    private boolean fill() {
        try {
            position = 0;
            end = in.read(buffer);
            return end > 0;
        } catch (IOException broken) {
            throw new UncheckedIOException("the list cannot be read further", broken);
        }
    }
}
