package io.reconai.engine.tls;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.StartTlsFault;
import io.reconai.engine.asset.Text;
import java.io.IOException;
import java.net.Socket;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// What is said in the clear before a protocol changes to TLS; usable before hand-made hellos and the JDK's alike.
///
/// Nothing is ever sent ahead of the go-ahead. A server gets [ClearText#MAX_OCTETS] for the clear part.
public sealed interface StartTls {

    /// What stands in the way of TLS.
    ///
    /// @param said what the server said instead of the go-ahead
    /// @param fault what that says of the server; empty where it may simply have no TLS
    record Obstacle(String said, Optional<StartTlsFault> fault) {}

    /// Speaks until the server says "go ahead".
    ///
    /// @return what was said instead; empty after the go-ahead
    /// @throws IOException what the socket throws: its time-out and limits
    Optional<Obstacle> speak(Socket socket) throws IOException;

    /// How to change a recognised service to TLS; empty for one that has no such change.
    ///
    /// @param service the word of the recognised service, such as `smtp`
    /// @param name whom XMPP asks for, which cannot be asked without
    static Optional<StartTls> of(String service, Optional<DomainName> name) {
        return switch (service) {
            case "smtp" -> Optional.of(new Smtp());
            case "ftp" -> Optional.of(new Ftp());
            case "imap" -> Optional.of(new Imap());
            case "pop3" -> Optional.of(new Pop3());
            case "ldap" -> Optional.of(new Ldap());
            case "postgresql" -> Optional.of(new PostgreSql());
            case "mysql" -> Optional.of(new MySql());
            case "xmpp" -> name.map(Xmpp::new);
            default -> Optional.empty();
        };
    }

    /// The word for the protocol in evidence; the same as that of the recognised service.
    default String protocol() {
        return switch (this) {
            case Smtp _ -> "smtp";
            case Ftp _ -> "ftp";
            case Imap _ -> "imap";
            case Pop3 _ -> "pop3";
            case Ldap _ -> "ldap";
            case PostgreSql _ -> "postgresql";
            case MySql _ -> "mysql";
            case Xmpp _ -> "xmpp";
        };
    }

    /// SMTP (RFC 3207).
    record Smtp() implements StartTls {
        @Override
        public Optional<Obstacle> speak(Socket socket) throws IOException {
            var text = new ClearText(socket);
            var isOffered = false;
            var isAsked = false;
            var said = text.lastLine(StartTls::endsReply);
            if (said.startsWith("2")) {
                text.say("EHLO scanner.invalid\r\n");
                var extensions = text.lines(StartTls::endsReply);
                said = extensions.getLast();
                isOffered = extensions.stream().anyMatch(Smtp::isOffer);
            }
            if (said.startsWith("2")) {
                text.say("STARTTLS\r\n");
                said = text.lastLine(StartTls::endsReply);
                isAsked = true;
            }
            return unless(said.startsWith("220"), said, isOffered && isAsked);
        }

        private static boolean isOffer(String line) {
            return line.length() > 4 && line.substring(4).strip().equalsIgnoreCase("STARTTLS");
        }
    }

    /// FTP (RFC 4217).
    record Ftp() implements StartTls {
        @Override
        public Optional<Obstacle> speak(Socket socket) throws IOException {
            var text = new ClearText(socket);
            var said = text.lastLine(StartTls::endsReply);
            if (said.startsWith("2")) {
                text.say("AUTH TLS\r\n");
                said = text.lastLine(StartTls::endsReply);
            }
            return unless(said.startsWith("234"), said);
        }
    }

    /// IMAP (RFC 9051 §6.2.1).
    record Imap() implements StartTls {
        @Override
        public Optional<Obstacle> speak(Socket socket) throws IOException {
            var text = new ClearText(socket);
            var greeting = text.line();
            if (!greeting.startsWith("* OK")) {
                return unless(false, greeting, false);
            }
            text.say("a STARTTLS\r\n");
            var said = text.lastLine(line -> line.startsWith("a "));
            return unless(said.startsWith("a OK"), said, isOffer(greeting));
        }

        /// Servers may list what they can do in the greeting (RFC 9051 §7.1).
        private static boolean isOffer(String greeting) {
            return greeting.toUpperCase(Locale.ROOT).matches("\\* OK \\[CAPABILITY [^]]*\\bSTARTTLS\\b.*");
        }
    }

    /// POP3 (RFC 2595 §4).
    record Pop3() implements StartTls {
        @Override
        public Optional<Obstacle> speak(Socket socket) throws IOException {
            var text = new ClearText(socket);
            var said = text.line();
            if (!said.startsWith("+OK")) {
                return unless(false, said);
            }
            text.say("STLS\r\n");
            said = text.line();
            return unless(said.startsWith("+OK"), said);
        }
    }

    /// LDAP's extended request 1.3.6.1.4.1.1466.20037 (RFC 4511 §4.14).
    record Ldap() implements StartTls {

        private static final byte[] REQUEST =
                HexFormat.of().parseHex("301d02010177188016312e332e362e312e342e312e313436362e3230303337");

        private static final int SEQUENCE = 0x30;
        private static final int EXTENDED_RESPONSE = 0x78;

        @Override
        public Optional<Obstacle> speak(Socket socket) throws IOException {
            var text = new ClearText(socket);
            text.say(REQUEST);
            var answer = element(text, SEQUENCE);
            // 02 01 01 is the message id, then the response, whose first element is the result: 0a 01 00 is success.
            var at = answer.length < 3 ? -1 : 2 + answer[1];
            var isResponse = at > 0 && at < answer.length && answer[at] == EXTENDED_RESPONSE;
            var hex = HexFormat.of().formatHex(answer);
            return unless(isResponse && hex.indexOf("0a0100", 2 * at) == 2 * (at + headerLength(answer, at)), hex);
        }

        /// The content of the next BER element; empty when it is another one.
        private static byte[] element(ClearText text, int tag) throws IOException {
            var head = text.octets(2);
            if (head.length < 2 || head[0] != tag) {
                return new byte[0];
            }
            var length = head[1] & 0xff;
            if (length > 0x80) {
                var size = 0;
                for (var octet : text.octets(Math.min(length & 0x7f, 3))) {
                    size = size << 8 | octet & 0xff;
                }
                length = size;
            }
            return text.octets(Math.min(length, ClearText.MAX_OCTETS));
        }

        private static int headerLength(byte[] octets, int at) {
            return at + 1 < octets.length && octets[at + 1] < 0 ? 2 + (octets[at + 1] & 0x7f) : 2;
        }
    }

    /// PostgreSQL's SSLRequest (protocol 3.0, message formats).
    record PostgreSql() implements StartTls {

        private static final byte[] REQUEST = HexFormat.of().parseHex("0000000804d2162f");

        @Override
        public Optional<Obstacle> speak(Socket socket) throws IOException {
            var text = new ClearText(socket);
            text.say(REQUEST);
            var said = text.octets(1);
            return unless(said.length == 1 && said[0] == 'S', HexFormat.of().formatHex(said));
        }
    }

    /// MySQL's SSLRequest, after a greeting that offers CLIENT_SSL (protocol 10).
    record MySql() implements StartTls {

        private static final int CLIENT_SSL = 0x0800;

        /// A packet of 32 octets, the second of the conversation: CLIENT_PROTOCOL_41, CLIENT_SSL and
        /// CLIENT_SECURE_CONNECTION, packets of 16 MiB, utf8mb4, and 23 zeros.
        private static final byte[] REQUEST =
                HexFormat.of().parseHex("20000001" + "008a0000" + "00000001" + "2d" + "00".repeat(23));

        @Override
        public Optional<Obstacle> speak(Socket socket) throws IOException {
            var text = new ClearText(socket);
            var head = text.octets(4);
            if (head.length < 4) {
                return unless(false, "no greeting");
            }
            var greeting = text.octets(head[0] & 0xff | (head[1] & 0xff) << 8);
            if (!offersTls(greeting)) {
                return unless(false, "TLS is not offered");
            }
            text.say(REQUEST);
            return Optional.empty();
        }

        /// Version text up to a zero, thread id 4, first part of the salt 8, a zero, then the low half of capabilities.
        private static boolean offersTls(byte[] greeting) {
            var end = 1;
            while (end < greeting.length && greeting[end] != 0) {
                end++;
            }
            var at = end + 1 + 4 + 8 + 1;
            return greeting.length > at + 1
                    && greeting[0] == 10
                    && ((greeting[at] & 0xff | (greeting[at + 1] & 0xff) << 8) & CLIENT_SSL) != 0;
        }
    }

    /// XMPP between clients and servers (RFC 6120 §5).
    record Xmpp(DomainName domain) implements StartTls {
        @Override
        public Optional<Obstacle> speak(Socket socket) throws IOException {
            var text = new ClearText(socket);
            text.say("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                    + "xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='" + domain + "'>");
            var features = text.upTo(xml -> xml.endsWith("</stream:features>") || xml.endsWith("</stream:stream>"));
            if (!features.contains("urn:ietf:params:xml:ns:xmpp-tls")) {
                return unless(false, "TLS is not offered");
            }
            text.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            var said = text.upTo(xml -> xml.endsWith(">"));
            return unless(said.contains("<proceed"), said, said.contains("<failure"));
        }
    }

    private static boolean endsReply(String line) {
        return line.length() < 4
                || line.charAt(3) != '-'
                || !line.substring(0, 3).matches("\\d{3}");
    }

    private static Optional<Obstacle> unless(boolean isGoAhead, String said) {
        return unless(isGoAhead, said, false);
    }

    /// @param isOffered the server had said that it can, and was asked for it; what is no answer is no refusal
    private static Optional<Obstacle> unless(boolean isGoAhead, String said, boolean isOffered) {
        if (isGoAhead) {
            return Optional.empty();
        }
        var fault = isOffered && !said.isEmpty()
                ? Optional.of(StartTlsFault.REFUSED_THOUGH_OFFERED)
                : Optional.<StartTlsFault>empty();
        return Optional.of(new Obstacle("no STARTTLS: " + Text.visible(said, 80), fault));
    }
}
