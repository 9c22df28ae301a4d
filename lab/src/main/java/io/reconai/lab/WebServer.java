package io.reconai.lab;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// A small HTTP/1.1 server: one thread a connection, keep-alive, virtual hosts by the Host header.
final class WebServer implements Listener.Service {

    private static final int MAX_LINE = 16 * 1024;
    private static final int IDLE_MILLIS = 30_000;

    private final String scheme;
    private final Map<String, Site> sites;
    private final Duration latency;

    WebServer(String scheme, Map<String, Site> sites, Duration latency) {
        this.scheme = scheme;
        this.sites = Map.copyOf(sites);
        this.latency = latency;
    }

    @Override
    public void serve(Socket connection) throws IOException, InterruptedException {
        connection.setSoTimeout(IDLE_MILLIS);
        connection.setTcpNoDelay(true);
        var in = new BufferedInputStream(connection.getInputStream());
        var out = connection.getOutputStream();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var host = "";
            var origin = "";
            var message = new StringBuilder(line).append("\r\n");
            for (var field = line(in); !field.isEmpty(); field = line(in)) {
                message.append(field).append("\r\n");
                if (field.toLowerCase(Locale.ROOT).startsWith("host:")) {
                    host = withoutPort(field.substring(5).strip().toLowerCase(Locale.ROOT));
                } else if (field.toLowerCase(Locale.ROOT).startsWith("origin:")) {
                    origin = field.substring(7).strip();
                }
            }
            var parts = line.split(" ");
            var target = (parts.length > 1 ? parts[1] : "/").split("\\?", 2);
            var query = target.length > 1 ? target[1] : "";
            var site = sites.getOrDefault(host, sites.getOrDefault("", request -> Sites.notFound()));
            Thread.sleep(latency);
            var answer =
                    site.answer(new Site.Request(parts[0], scheme, host, target[0], query, origin, message.toString()));
            write(answer, out, !parts[0].equals("HEAD"));
            if (answer.pace() != Site.Pace.WHOLE && answer.pace() != Site.Pace.DRIPPING) {
                if (answer.pace() == Site.Pace.RESET) {
                    connection.setSoLinger(true, 0);
                }
                return;
            }
        }
    }

    /// An IPv6 address loses its brackets too.
    private static String withoutPort(String authority) {
        return authority.startsWith("[")
                ? authority.substring(1, Math.max(1, authority.indexOf(']')))
                : authority.split(":", 2)[0];
    }

    private static void write(Site.Answer answer, OutputStream out, boolean hasBody)
            throws IOException, InterruptedException {
        var head = new StringBuilder("HTTP/1.1 " + answer.status() + " Lab\r\n");
        for (var field : answer.headers()) {
            head.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        var length = answer.body().length;
        switch (answer.pace()) {
            case ENDLESS -> {}
            case WHOLE, DRIPPING, CUT, RESET ->
                head.append("Content-Length: ").append(length).append("\r\n");
            case MORE_SAID ->
                head.append("Content-Length: ").append(length + 100).append("\r\n");
            case LESS_SAID -> head.append("Content-Length: ").append(length / 2).append("\r\n");
        }
        var message = new ByteArrayOutputStream();
        message.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!hasBody) {
            out.write(message.toByteArray());
            out.flush();
            return;
        }
        switch (answer.pace()) {
            case WHOLE, MORE_SAID, LESS_SAID -> message.writeBytes(answer.body());
            case CUT, RESET -> message.write(answer.body(), 0, length / 2);
            case ENDLESS, DRIPPING -> {}
        }
        out.write(message.toByteArray());
        out.flush();
        while (answer.pace() == Site.Pace.ENDLESS) {
            out.write(answer.body());
        }
        if (answer.pace() == Site.Pace.DRIPPING) {
            for (var octet : answer.body()) {
                Thread.sleep(1_000);
                out.write(octet);
                out.flush();
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            if (line.size() > MAX_LINE) {
                throw new IOException("a line too long for the lab");
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
