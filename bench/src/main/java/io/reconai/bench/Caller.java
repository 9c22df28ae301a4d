package io.reconai.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One connection that is kept open and asks for some people in turn. It costs a fraction of a client's processor
/// time, since it shares the processor with what is measured.
final class Caller implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final List<Person> people;
    private final String end;
    private int turn;
    private long bytes;

    /// Somebody on whose behalf it asks.
    ///
    /// @param workspace its id
    /// @param headers with line ends
    /// @param assets ids that this person may see
    record Person(String workspace, String headers, List<String> assets) {}

    /// Opens connections, each used by some of the people in turn.
    static List<Caller> open(int port, int connections, List<Person> people) throws IOException {
        var callers = new ArrayList<Caller>();
        for (var connection = 0; connection < connections; connection++) {
            var own = new ArrayList<Person>();
            for (var number = connection; number < people.size(); number += connections) {
                own.add(people.get(number));
            }
            callers.add(new Caller(port, own));
        }
        return callers;
    }

    Caller(int port, List<Person> people) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        end = "Host: 127.0.0.1:" + port + "\r\n\r\n";
        this.people = List.copyOf(people);
    }

    /// Asks for the next person.
    ///
    /// @param path with `{asset}` for one of the person's assets
    /// @throws IOException when the answer is not 200
    void get(String path) throws IOException {
        var person = people.get(turn++ % people.size());
        var asset = person.assets.isEmpty() ? "" : person.assets.get(turn % person.assets.size());
        socket.getOutputStream()
                .write(("GET " + path.replace("{asset}", asset) + " HTTP/1.1\r\n" + person.headers + end)
                        .getBytes(StandardCharsets.ISO_8859_1));
        var status = line();
        var length = -1;
        for (var header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                length = -2;
            }
        }
        if (length >= 0) {
            in.skipNBytes(length);
            bytes += length;
        } else {
            skipChunks();
        }
        if (!status.contains(" 200 ")) {
            throw new IOException(path + ": " + status);
        }
    }

    private void skipChunks() throws IOException {
        int size;
        do {
            size = Integer.parseInt(line().strip(), 16);
            in.skipNBytes(size);
            bytes += size;
            line();
        } while (size > 0);
    }

    private String line() throws IOException {
        var text = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the server closed the connection");
            }
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return text.toString();
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
