package io.reconai.engine.http;

import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Text;
import io.reconai.engine.net.LimitReachedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The status line and the header fields of an answer (RFC 9112 §4, §5), bounded.
///
/// Obsolete line folding is joined with a blank (§5.2); a line without a colon is left out, as browsers do.
record AnswerHead(int status, int minorVersion, List<Header> headers) {

    private static final int MAX_BLOCK_BYTES = 256 * 1024;
    private static final int MAX_LINE_BYTES = 64 * 1024;
    private static final int MAX_LINES = 500;
    private static final int MAX_INTERIM = 10;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([01]) ([1-9]\\d\\d)(?: .*)?");

    /// Reads the final answer's head; interim answers (1xx) before it are passed over, ten at most.
    static AnswerHead read(InputStream in) throws IOException {
        for (var i = 0; i <= MAX_INTERIM; i++) {
            var head = readOne(in);
            if (head.status() >= 200 || head.status() == 101) {
                return head;
            }
        }
        throw new LimitReachedException(MAX_INTERIM + " interim answers");
    }

    List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /// The members of a field that is a list (RFC 9110 §5.6.1), in lower case.
    List<String> tokens(String name) {
        return values(name).stream()
                .flatMap(value -> Stream.of(value.toLowerCase(Locale.ROOT).split(",")))
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .toList();
    }

    /// Whether another answer may follow on the connection once this one was read to its end (RFC 9112 §9.3,
    /// §6.3). One that has both a length and a transfer coding may be an attempt to smuggle: its connection is
    /// not used again, nor is one on which another protocol has begun (RFC 9110 §15.2.2).
    boolean keepsConnection() {
        var connection = tokens("connection");
        var transferCoding = tokens("transfer-encoding");
        var hasLength = !tokens("content-length").isEmpty();
        var hasEnd = transferCoding.isEmpty()
                ? hasLength || status == 204 || status == 304
                : transferCoding.getLast().equals("chunked") && !hasLength && minorVersion == 1;
        return hasEnd
                && status != 101
                && !connection.contains("close")
                && (minorVersion == 1 || connection.contains("keep-alive"));
    }

    private static AnswerHead readOne(InputStream in) throws IOException {
        var first = line(in);
        var matcher = STATUS_LINE.matcher(first);
        if (!matcher.matches()) {
            throw new MalformedAnswerException("no HTTP status line: " + Text.quoted(first));
        }
        return new AnswerHead(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1)), fields(in));
    }

    /// Reads fields up to the empty line; also used for trailers.
    static List<Header> fields(InputStream in) throws IOException {
        var headers = new ArrayList<Header>();
        var bytes = 0;
        for (var count = 0; ; count++) {
            var line = line(in);
            bytes += line.length() + 2;
            if (line.isEmpty()) {
                return headers;
            }
            if (count >= MAX_LINES) {
                throw new LimitReachedException(MAX_LINES + " header lines");
            }
            if (bytes > MAX_BLOCK_BYTES) {
                throw new LimitReachedException(MAX_BLOCK_BYTES + " bytes of headers");
            }
            add(line, headers);
        }
    }

    private static void add(String line, List<Header> headers) {
        if ((line.charAt(0) == ' ' || line.charAt(0) == '\t') && !headers.isEmpty()) {
            var last = headers.removeLast();
            headers.add(new Header(last.name(), last.value() + " " + line.strip()));
            return;
        }
        var colon = line.indexOf(':');
        if (colon > 0) {
            headers.add(new Header(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream(80);
        while (true) {
            var octet = in.read();
            if (octet < 0) {
                if (line.size() == 0) {
                    throw new MalformedAnswerException("closed without an answer");
                }
                throw new MalformedAnswerException("closed within the headers");
            }
            if (octet == '\n') {
                var text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() >= MAX_LINE_BYTES) {
                throw new LimitReachedException(MAX_LINE_BYTES + " bytes in a header line");
            }
            line.write(octet);
        }
    }
}
