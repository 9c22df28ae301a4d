package io.reconai.lab.hostile;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;

/// HTTP servers that misbehave. Each hears the request first, as others do.
final class HttpMischief {

    private static final Duration DRIP = Duration.ofMillis(400);
    private static final String PAGE = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

    private HttpMischief() {}

    private static Behaviour answer(Behaviour answer) {
        return ((Behaviour) peer -> peer.hear("\r\n\r\n")).then(answer);
    }

    /// Says this and closes.
    static Behaviour says(String text) {
        return answer(peer -> peer.say(text));
    }

    /// Says the first once and the second until the visitor leaves.
    static Behaviour saysForever(String first, String part) {
        var block = part.repeat(1 + 16_384 / part.length()).getBytes(StandardCharsets.ISO_8859_1);
        return answer(peer -> {
            peer.say(first);
            peer.sayForever(block);
        });
    }

    /// Says the first at once and goes on octet by octet.
    static Behaviour drips(String first) {
        return answer(peer -> {
            peer.say(first);
            peer.dripForever('a', DRIP);
        });
    }

    /// Octets of a chunk's size that never end, each in time.
    static Behaviour dripsChunks() {
        return answer(peer -> {
            peer.say(PAGE + "Transfer-Encoding: chunked\r\n\r\n");
            while (true) {
                peer.say("1\r\na\r\n");
                Thread.sleep(DRIP);
            }
        });
    }

    static Behaviour packed(String coding, byte[] body) {
        return answer(peer -> {
            peer.say(PAGE + "Content-Encoding: " + coding + "\r\nContent-Length: " + body.length + "\r\n\r\n");
            peer.say(body);
        });
    }

    static Behaviour sendsTo(String location) {
        return sendsTo(_ -> location);
    }

    /// @param location by the path that was asked for
    static Behaviour sendsTo(Function<String, String> location) {
        return peer -> {
            var path = peer.hear("\r\n\r\n").split(" ", 3)[1];
            peer.say("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\nLocation: " + location.apply(path)
                    + "\r\n\r\n");
        };
    }

    /// A page that says the strange texts wherever pages say something.
    static Behaviour strangePage() {
        var texts = StrangeTexts.joined();
        var field = texts.replace("\r", "").replace("\0", "");
        var body = "<!doctype html><title>" + texts.replace("</title>", "") + "</title><meta name=generator content='"
                + StrangeTexts.FORMULA + "'><h1>" + texts + "</h1>";
        return says(PAGE + "Server: " + field + "\r\nX-Powered-By: " + StrangeTexts.FORMULA + "\r\nSet-Cookie: "
                + StrangeTexts.FORMULA.replace("=", "+") + "=" + StrangeTexts.SCRIPT + "\r\nLocation: " + field
                + "\r\nConnection: close\r\n\r\n" + body);
    }

    /// Elements within elements, deeper than any parser's stack that recurses.
    static Behaviour deepPage() {
        return says(PAGE + "Connection: close\r\n\r\n" + "<div><a href=x>".repeat(100_000));
    }

    /// As much in header fields as may be, with each answer, and quotation marks that cost twice.
    static Behaviour wideHeaders() {
        return says(PAGE + ("X-Wide: " + "\"".repeat(1_000) + "\r\n").repeat(240) + "Connection: close\r\n\r\nhi");
    }

    /// A thousand cookies.
    static Behaviour cookies() {
        return says(PAGE + "Set-Cookie: a=b; Expires=never\r\n".repeat(1_000) + "Content-Length: 0\r\n\r\n");
    }

    /// SETTINGS, then a HEADERS frame that says it has 16 MiB (RFC 9113 §4.1), to one who asked in HTTP/1.1.
    static Behaviour secondVersion() {
        return answer(peer -> {
            peer.say(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            peer.say(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 4, 0, 0, 0, 1});
            peer.sayForever(new byte[16_384]);
        });
    }
}
