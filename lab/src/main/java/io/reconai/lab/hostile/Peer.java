package io.reconai.lab.hostile;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A visitor, as a misbehaving server deals with it. Text is ISO 8859-1 in both directions.
final class Peer {

    private static final int MOST_HEARD = 64 * 1024;

    private final Socket socket;
    private final AtomicLong sent;

    /// @param sent counts what the visitor's side took
    Peer(Socket socket, AtomicLong sent) {
        this.socket = socket;
        this.sent = sent;
    }

    Socket socket() {
        return socket;
    }

    /// The same visitor over another socket, such as one within TLS.
    Peer over(Socket other) {
        return new Peer(other, sent);
    }

    void say(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
        sent.addAndGet(octets.length);
    }

    void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Says the same until the visitor leaves.
    void sayForever(byte[] octets) throws IOException {
        while (true) {
            say(octets);
        }
    }

    /// Says the same octet now and then until the visitor leaves.
    void dripForever(int octet, Duration pause) throws IOException, InterruptedException {
        while (true) {
            say(new byte[] {(byte) octet});
            Thread.sleep(pause);
        }
    }

    /// Listens until the text ends as wanted, or the visitor does.
    String hear(String end) throws IOException {
        var heard = new StringBuilder();
        while (heard.length() < MOST_HEARD && heard.indexOf(end, heard.length() - end.length()) < 0) {
            var octet = socket.getInputStream().read();
            if (octet < 0) {
                throw new IOException("the visitor left");
            }
            heard.append((char) octet);
        }
        return heard.toString();
    }

    /// Listens for so many octets.
    void hear(int count) throws IOException {
        if (socket.getInputStream().readNBytes(count).length < count) {
            throw new IOException("the visitor left");
        }
    }

    /// Takes whatever comes and says nothing.
    void hearForever() throws IOException {
        var buffer = new byte[4_096];
        while (socket.getInputStream().read(buffer) >= 0) {
            // what is said is of no interest
        }
    }
}
