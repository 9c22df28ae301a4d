package io.reconai.engine.screenshots;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a browser asks of a proxy: a tunnel (RFC 9110 §9.3.6), or one request in absolute form (RFC 9112 §3.2.2).
///
/// @param isTunnel the host and port are to be connected to, and nothing else is said
/// @param host a name or an address, in lower case, without brackets
/// @param head the request as the server shall get it; empty for a tunnel
record ProxyRequest(boolean isTunnel, String host, int port, String head) {

    /// Cookies of a fresh profile are few; a browser's head has about a kilobyte.
    private static final int MOST_BYTES = 64 * 1024;

    private static final Pattern TUNNEL =
            Pattern.compile("CONNECT (\\[[0-9A-Fa-f:.]+]|[^:\\s\\[\\]]+):(\\d{1,5}) HTTP/1\\.[01]");
    private static final Pattern ABSOLUTE = Pattern.compile("([A-Z]+) (http://\\S+) HTTP/1\\.[01]");
    private static final List<String> FOR_PROXIES =
            List.of("proxy-connection:", "proxy-authorization:", "connection:", "keep-alive:");

    /// Reads the head of a request.
    ///
    /// @throws MalformedRequestException for anything else, or a head that does not end
    static ProxyRequest read(InputStream in) throws IOException {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var left = MOST_BYTES; left > 0; left--) {
            var octet = in.read();
            if (octet < 0) {
                throw new MalformedRequestException("closed within the head");
            }
            if (octet != '\n') {
                line.append((char) octet);
                continue;
            }
            var text = line.toString().strip();
            line.setLength(0);
            if (text.isEmpty()) {
                return of(lines);
            }
            lines.add(text);
        }
        throw new MalformedRequestException("a head without an end");
    }

    private static ProxyRequest of(List<String> lines) throws MalformedRequestException {
        var first = lines.isEmpty() ? "" : lines.getFirst();
        var tunnel = TUNNEL.matcher(first);
        if (tunnel.matches()) {
            return new ProxyRequest(true, bare(tunnel.group(1)), port(tunnel.group(2)), "");
        }
        var absolute = ABSOLUTE.matcher(first);
        if (!absolute.matches()) {
            throw new MalformedRequestException("neither a tunnel nor a request in absolute form");
        }
        try {
            var uri = new URI(absolute.group(2));
            if (uri.getHost() == null) {
                throw new MalformedRequestException("a request without a host");
            }
            return new ProxyRequest(
                    false,
                    bare(uri.getHost()),
                    uri.getPort() < 0 ? 80 : port(String.valueOf(uri.getPort())),
                    head(absolute.group(1), uri, lines));
        } catch (java.net.URISyntaxException malformed) {
            throw new MalformedRequestException("no address that can be read");
        }
    }

    /// In origin form, and on a connection of its own: the next request may be for another host.
    private static String head(String method, URI uri, List<String> lines) {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var head = new StringBuilder(method).append(' ').append(path);
        if (uri.getRawQuery() != null) {
            head.append('?').append(uri.getRawQuery());
        }
        head.append(" HTTP/1.1\r\n");
        lines.stream()
                .skip(1)
                .filter(line -> FOR_PROXIES.stream().noneMatch(line.toLowerCase(Locale.ROOT)::startsWith))
                .forEach(line -> head.append(line).append("\r\n"));
        return head.append("Connection: close\r\n\r\n").toString();
    }

    byte[] headBytes() {
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String bare(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") ? lower.substring(1, lower.length() - 1) : lower;
    }

    private static int port(String digits) throws MalformedRequestException {
        var port = Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw new MalformedRequestException("no port: " + port);
        }
        return port;
    }
}
