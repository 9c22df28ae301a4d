package io.reconai.lab.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;

/// Services that greet, misbehaving in their greeting or after their go-ahead for TLS.
final class ServiceMischief {

    private static final Duration DRIP = Duration.ofMillis(400);
    private static final HexFormat HEX = HexFormat.of();

    private ServiceMischief() {}

    static Behaviour endlessGreeting(String part) {
        var block = part.repeat(1 + 16_384 / part.length()).getBytes(StandardCharsets.ISO_8859_1);
        return peer -> peer.sayForever(block);
    }

    static Behaviour drippingGreeting() {
        return peer -> peer.dripForever('2', DRIP);
    }

    static Behaviour greets(String text) {
        return peer -> {
            peer.say(text);
            peer.hearForever();
        };
    }

    /// A protocol of lines that is done right up to its go-ahead, and what comes where TLS should begin.
    ///
    /// @param command that asks for TLS, at the end of its line
    static Behaviour lines(String greeting, String command, String goAhead, Behaviour instead) {
        return peer -> {
            peer.say(greeting);
            while (true) {
                var line = peer.hear("\n").strip().toUpperCase(Locale.ROOT);
                if (line.startsWith("EHLO")) {
                    peer.say("250-mx.hostile.test\r\n250 STARTTLS\r\n");
                } else if (line.endsWith(command)) {
                    peer.say(goAhead);
                    instead.serve(peer);
                    return;
                } else {
                    peer.say("* BYE -ERR 502 no\r\n");
                }
            }
        };
    }

    /// A directory: nothing to its first question, a go-ahead to the one for TLS (RFC 4511 §4.14).
    static Behaviour directory(Behaviour instead) {
        return peer -> {
            var buffer = new byte[4_096];
            while (true) {
                var count = peer.socket().getInputStream().read(buffer);
                if (count < 0) {
                    throw new IOException("the visitor left");
                }
                if (new String(buffer, 0, count, StandardCharsets.ISO_8859_1).contains("1466.20037")) {
                    peer.say(HEX.parseHex("300c02010178070a010004000400"));
                    instead.serve(peer);
                    return;
                }
                peer.say(HEX.parseHex("300c02010165070a010004000400"));
            }
        };
    }

    /// PostgreSQL says yes to TLS with one letter.
    static Behaviour postgresql(Behaviour instead) {
        return peer -> {
            peer.hear(8); // the request for TLS
            peer.say("S");
            instead.serve(peer);
        };
    }

    /// MySQL greets with all its capabilities, TLS among them.
    static Behaviour mysql(Behaviour instead) {
        var text = "8.0.36\0".getBytes(StandardCharsets.US_ASCII);
        var greeting = new byte[4 + 1 + text.length + 4 + 9 + 2 + 1 + 2 + 2 + 1 + 10 + 13];
        greeting[0] = (byte) (greeting.length - 4);
        greeting[4] = 10;
        System.arraycopy(text, 0, greeting, 5, text.length);
        var capabilities = 5 + text.length + 4 + 9;
        greeting[capabilities] = (byte) 0xff;
        greeting[capabilities + 1] = (byte) 0xff;
        return peer -> {
            peer.say(greeting);
            peer.hear(36);
            instead.serve(peer);
        };
    }

    /// Chat (RFC 6120 §5.4.2) up to its go-ahead.
    static Behaviour xmpp(Behaviour instead) {
        return peer -> {
            peer.hear("?>");
            peer.hear(">");
            peer.say("<?xml version='1.0'?><stream:stream xmlns='jabber:client' id='1' version='1.0' "
                    + "xmlns:stream='http://etherx.jabber.org/streams' from='hostile.test'><stream:features>"
                    + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>");
            peer.hear("/>");
            peer.say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            instead.serve(peer);
        };
    }
}
