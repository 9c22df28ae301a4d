package io.reconai.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// TCP services that say what real ones say.
final class Banners {

    private Banners() {}

    static Listener.Service ssh() {
        return ssh("OpenSSH_9.2p1 Debian-2+deb12u3");
    }

    /// @param software its version, and a comment where there is one (RFC 4253 4.2)
    static Listener.Service ssh(String software) {
        return greeting("SSH-2.0-" + software + "\r\n");
    }

    static Listener.Service smtp() {
        return greeting("220 mail.acme.test ESMTP Postfix (Debian/GNU)\r\n");
    }

    static Listener.Service imap() {
        return greeting("* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE] Dovecot ready.\r\n");
    }

    /// vsftpd without a certificate.
    static Listener.Service ftp() {
        return greetingThenAnswering(
                "220 (vsFTPd 3.0.3)\r\n", Map.of("AUTH TLS\r\n", "530 Please login with USER and PASS.\r\n"));
    }

    /// MySQL's initial handshake packet, protocol 10.
    static Listener.Service mysql() {
        var version = "8.0.36\0".getBytes(StandardCharsets.US_ASCII);
        var packet = new byte[4 + 1 + version.length + 4 + 9 + 2 + 1 + 2 + 2 + 1 + 10 + 13];
        packet[0] = (byte) (packet.length - 4);
        packet[4] = 10;
        System.arraycopy(version, 0, packet, 5, version.length);
        packet[5 + version.length] = 42; // connection id
        return connection -> {
            connection.getOutputStream().write(packet);
            waitForEnd(connection);
        };
    }

    /// Redis without a password: answers PING and INFO, says nothing by itself.
    static Listener.Service redis() {
        return connection -> {
            var in = connection.getInputStream();
            var buffer = new byte[1_024];
            for (var count = in.read(buffer); count > 0; count = in.read(buffer)) {
                var text = new String(buffer, 0, count, StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
                var answer = text.contains("PING")
                        ? "+PONG\r\n"
                        : text.contains("INFO") ? "$22\r\nredis_version:7.0.15\r\n\r\n" : "-ERR unknown command\r\n";
                connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        };
    }

    /// A service that stays silent until it is asked: each key is the beginning of a question, its value the answer.
    ///
    /// Octets are characters of ISO 8859-1 in both.
    static Listener.Service answering(Map<String, String> answers) {
        return connection -> {
            var in = connection.getInputStream();
            var buffer = new byte[1_024];
            for (var count = in.read(buffer); count > 0; count = in.read(buffer)) {
                var asked = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                for (var answer : answers.entrySet()) {
                    if (asked.startsWith(answer.getKey())) {
                        connection.getOutputStream().write(answer.getValue().getBytes(StandardCharsets.ISO_8859_1));
                    }
                }
            }
        };
    }

    /// The same of a service that greets first.
    static Listener.Service greetingThenAnswering(String greeting, Map<String, String> answers) {
        var answering = answering(answers);
        return connection -> {
            connection.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
            answering.serve(connection);
        };
    }

    /// Refuses TLS, as a PostgreSQL server without a certificate does.
    static Listener.Service postgresql() {
        return answering(Map.of("\0\0\0\u0008\u0004\u00d2\u0016/", "N"));
    }

    static Listener.Service memcached() {
        return answering(
                Map.of("version\r\n", "VERSION 1.6.18\r\n", "stats\r\n", "STAT pid 1\r\nSTAT uptime 5\r\nEND\r\n"));
    }

    /// rsync without a module that it lists.
    static Listener.Service rsync() {
        return greetingThenAnswering("@RSYNCD: 31.0\n", Map.of("@RSYNCD: 31.0\n\n", "@RSYNCD: EXIT\n"));
    }

    /// A raw printer port: whatever arrives is printed, and counted here.
    static Listener.Service printer(AtomicLong printed) {
        return connection -> {
            var buffer = new byte[1_024];
            for (var count = connection.getInputStream().read(buffer);
                    count > 0;
                    count = connection.getInputStream().read(buffer)) {
                printed.addAndGet(count);
            }
        };
    }

    /// Accepts and stays silent.
    static Listener.Service silent() {
        return Banners::waitForEnd;
    }

    private static Listener.Service greeting(String text) {
        return connection -> {
            connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            waitForEnd(connection);
        };
    }

    private static void waitForEnd(java.net.Socket connection) throws IOException {
        var buffer = new byte[1_024];
        while (connection.getInputStream().read(buffer) >= 0) {
            // what is said is of no interest
        }
    }
}
