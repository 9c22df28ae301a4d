package io.reconai.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Predicate;

/// Plain protocols that change to TLS when they are asked to, and one way or the other of doing it wrong.
final class StartTlsServices {

    private static final int MOST_OCTETS = 4_096;

    /// The end of a search without results, the answer to whoever asks what the directory is (RFC 4511 §4.5.2).
    private static final byte[] LDAP_NOTHING = HexFormat.of().parseHex("300c02010165070a010004000400");

    /// The extended response that lets TLS begin (RFC 4511 §4.14.2).
    private static final byte[] LDAP_GO_AHEAD = HexFormat.of().parseHex("300c02010178070a010004000400");

    private static final String LDAP_START_TLS = "1.3.6.1.4.1.1466.20037";

    private StartTlsServices() {}

    /// SMTP that offers TLS (RFC 3207).
    ///
    /// @param answer to the one who asks for it, with its line's end
    /// @param then what follows a go-ahead
    static Listener.Service smtp(String answer, Listener.Service then) {
        return smtp("250-PIPELINING\r\n250 STARTTLS\r\n", answer, then);
    }

    /// SMTP that knows nothing of TLS.
    static Listener.Service smtpWithoutTls() {
        return smtp("250 PIPELINING\r\n", "502 5.5.1 Error: command not implemented\r\n", connection -> {});
    }

    private static Listener.Service smtp(String extensions, String answer, Listener.Service then) {
        return connection -> {
            say(connection, "220 mx.acme.test ESMTP Postfix (Debian/GNU)\r\n");
            for (var line = line(connection); !line.isEmpty(); line = line(connection)) {
                if (line.startsWith("EHLO")) {
                    say(connection, "250-mx.acme.test\r\n" + extensions);
                } else if (!line.startsWith("STARTTLS")) {
                    say(connection, "502 5.5.2 Error: command not recognized\r\n");
                } else {
                    say(connection, answer);
                    if (answer.startsWith("220")) {
                        then.serve(connection);
                        return;
                    }
                }
            }
        };
    }

    /// IMAP that knows nothing of TLS (RFC 9051).
    static Listener.Service imapWithoutTls() {
        return connection -> {
            say(connection, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] Dovecot ready.\r\n");
            for (var line = line(connection); !line.isEmpty(); line = line(connection)) {
                say(connection, line.split(" ", 2)[0].strip() + " BAD Error in IMAP command: Unknown command.\r\n");
            }
        };
    }

    /// A directory that tells nothing to strangers.
    static Listener.Service ldap(Listener.Service then) {
        return connection -> {
            var buffer = new byte[MOST_OCTETS];
            for (var count = connection.getInputStream().read(buffer);
                    count > 0;
                    count = connection.getInputStream().read(buffer)) {
                var asked = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                if (asked.contains(LDAP_START_TLS)) {
                    connection.getOutputStream().write(LDAP_GO_AHEAD);
                    then.serve(connection);
                    return;
                }
                connection.getOutputStream().write(LDAP_NOTHING);
            }
        };
    }

    /// Chat between clients and servers (RFC 6120 §5).
    static Listener.Service xmpp(Listener.Service then) {
        return connection -> {
            text(connection, said -> said.contains("<stream:stream") && said.endsWith(">"));
            say(
                    connection,
                    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' id='1' version='1.0' "
                            + "xmlns:stream='http://etherx.jabber.org/streams' from='acme.test'><stream:features>"
                            + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>"
                            + "</stream:features>");
            if (text(connection, said -> said.endsWith("/>")).contains("<starttls")) {
                say(connection, "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
                then.serve(connection);
            }
        };
    }

    private static void say(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(Socket connection) throws IOException {
        return text(connection, said -> said.endsWith("\n"));
    }

    /// Octet by octet, so that nothing of TLS is read with the clear text.
    private static String text(Socket connection, Predicate<String> isWhole) throws IOException {
        var text = new ByteArrayOutputStream();
        while (!isWhole.test(text.toString(StandardCharsets.ISO_8859_1)) && text.size() < MOST_OCTETS) {
            var octet = connection.getInputStream().read();
            if (octet < 0) {
                break;
            }
            text.write(octet);
        }
        return text.toString(StandardCharsets.ISO_8859_1);
    }
}
