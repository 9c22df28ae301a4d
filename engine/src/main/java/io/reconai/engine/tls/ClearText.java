package io.reconai.engine.tls;

import io.reconai.engine.net.LimitReachedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The clear part of a conversation that changes to TLS: read octet by octet, so that nothing of TLS is swallowed.
final class ClearText {

    /// Greetings and lists of extensions take a few hundred octets; more is meant to keep us busy.
    static final int MAX_OCTETS = 8 * 1_024;

    private final InputStream in;
    private final OutputStream out;
    private int read;

    ClearText(Socket socket) throws IOException {
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.US_ASCII));
    }

    void say(byte[] octets) throws IOException {
        out.write(octets);
    }

    /// One line without its end; what came before the end of the connection, where it ends.
    String line() throws IOException {
        return upTo(text -> text.endsWith("\n")).strip();
    }

    /// The last line of a reply: lines that do not end it are passed over.
    String lastLine(Predicate<String> isLast) throws IOException {
        return lines(isLast).getLast();
    }

    /// The lines of a reply, the last one included; at least one, which may be empty.
    List<String> lines(Predicate<String> isLast) throws IOException {
        var lines = new ArrayList<String>();
        do {
            lines.add(line());
        } while (!lines.getLast().isEmpty() && !isLast.test(lines.getLast()));
        return lines;
    }

    /// What comes until the text is complete or the connection ends.
    String upTo(Predicate<String> isComplete) throws IOException {
        var text = new StringBuilder();
        while (!isComplete.test(text.toString())) {
            var octet = next();
            if (octet < 0) {
                break;
            }
            text.append((char) octet);
        }
        return text.toString();
    }

    /// Exactly so many octets, or fewer where the connection ends.
    byte[] octets(int count) throws IOException {
        var octets = new ByteArrayOutputStream();
        for (var i = 0; i < count; i++) {
            var octet = next();
            if (octet < 0) {
                break;
            }
            octets.write(octet);
        }
        return octets.toByteArray();
    }

    private int next() throws IOException {
        if (++read > MAX_OCTETS) {
            throw new LimitReachedException(MAX_OCTETS + " octets before TLS");
        }
        return in.read();
    }
}
