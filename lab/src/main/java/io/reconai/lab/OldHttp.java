package io.reconai.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/// A server of HTTP/1.0 (RFC 1945), or one that speaks it only now and then: one request, one answer, and it hangs up.
///
/// @param isOld which paths are answered in HTTP/1.0; the others are in HTTP/1.1
record OldHttp(Site site, Predicate<String> isOld) implements Listener.Service {

    private static final int MAX_HEAD = 8 * 1024;

    @Override
    public void serve(Socket connection) throws IOException {
        var request = head(connection).split("[ \r\n]", 3);
        if (request.length < 3 || !request[2].startsWith("HTTP/")) {
            return; // Speaks something else.
        }
        var path = request[1];
        var answer = site.answer(new Site.Request(request[0], "http", "", path, "", "", ""));
        var head = new StringBuilder("HTTP/1." + (isOld.test(path) ? "0 " : "1 ") + answer.status() + " Lab\r\n");
        answer.headers().forEach(field -> head.append(field.name())
                .append(": ")
                .append(field.value())
                .append("\r\n"));
        head.append("Connection: close\r\n\r\n");
        var out = connection.getOutputStream();
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!request[0].equals("HEAD")) {
            out.write(answer.body());
        }
        out.flush();
    }

    private static String head(Socket connection) throws IOException {
        var in = connection.getInputStream();
        var head = new ByteArrayOutputStream();
        for (var octet = in.read(); octet >= 0 && head.size() < MAX_HEAD; octet = in.read()) {
            head.write(octet);
            if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
