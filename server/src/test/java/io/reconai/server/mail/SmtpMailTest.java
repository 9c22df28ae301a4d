package io.reconai.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.reconai.engine.sources.Secret;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mail over SMTP, to servers on this machine.
class SmtpMailTest {

    private static final Mail MAIL = Letter.to("ana@acme.example", "Schöne Grüße")
            .paragraph("A line with ü and <b>")
            .mail();

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static SmtpMail port(int port, String user, String password) {
        return new SmtpMail(
                new MailSettings.Way.Smtp("127.0.0.1", port, user, new Secret(password), "reconai@acme.example"),
                Clock.systemUTC());
    }

    @Test
    void sendsTextAndHtmlToOne() throws Exception {
        port(server.getSmtp().getPort(), "", "").deliver(MAIL);
        assertThat(server.getReceivedMessages()).hasSize(1);
        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("Schöne Grüße");
        assertThat(message.getHeader("To")).containsExactly("ana@acme.example");
        assertThat(message.getHeader("From")).containsExactly("reconai@acme.example");
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        var parts = (MimeMultipart) message.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent().toString()).contains("A line with ü and <b>");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(parts.getBodyPart(1).getContent().toString()).contains("A line with ü and &lt;b&gt;");
    }

    @Test
    void signsIn() throws Exception {
        server.setUser("ana@acme.example", "reconai", "right");
        port(server.getSmtp().getPort(), "reconai", "right").deliver(MAIL);
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThatThrownBy(() ->
                        port(server.getSmtp().getPort(), "reconai", "wrong").deliver(MAIL))
                .isInstanceOfSatisfying(UndeliveredException.class, refused -> {
                    assertThat(refused.isFinal()).isFalse();
                    assertThat(refused).hasMessageNotContaining("wrong");
                });
    }

    @Test
    void aServerThatIsNotThereIsAskedAgain() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThatThrownBy(() -> port(closed, "", "").deliver(MAIL))
                .isInstanceOfSatisfying(UndeliveredException.class, refused -> assertThat(refused.isFinal())
                        .isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 no such user, true",
        "RCPT, 450 busy,         false",
        "MAIL, 550 not from you, true",
        "MAIL, 421 closing,      false",
        "DATA, 554 no thanks,    true",
        "DATA, 451 later,        false",
    })
    void whatIsRefusedForGoodIsNotTriedAgain(String verb, String answer, boolean isFinal) throws Exception {
        try (var refusing = new RefusingServer(verb, answer)) {
            assertThatThrownBy(() -> port(refusing.port(), "", "").deliver(MAIL))
                    .isInstanceOfSatisfying(
                            UndeliveredException.class,
                            refused -> assertThat(refused.isFinal()).as(answer).isEqualTo(isFinal));
        }
    }

    /// With a password and a server elsewhere that offers no TLS, the password stays here.
    @Test
    void aPasswordDoesNotLeaveInTheClear() throws Exception {
        try (var plain = new RefusingServer("NOTHING", "")) {
            // 127.1 is this machine, spelled so that it does not look like it.
            var elsewhere = new MailSettings.Way.Smtp(
                    "0x7f.1", plain.port(), "reconai", new Secret("a password"), "reconai@acme.example");
            assertThatThrownBy(() -> new SmtpMail(elsewhere, Clock.systemUTC()).deliver(MAIL))
                    .isInstanceOf(UndeliveredException.class);
            assertThat(plain.heard()).noneMatch(line -> line.startsWith("AUTH"));
        }
    }

    /// Speaks just enough SMTP, and refuses one command.
    private static final class RefusingServer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final List<String> heard = new CopyOnWriteArrayList<>();

        RefusingServer(String verb, String answer) throws IOException {
            Thread.ofVirtual().start(() -> serve(verb, answer));
        }

        int port() {
            return socket.getLocalPort();
        }

        List<String> heard() {
            return new ArrayList<>(heard);
        }

        private void serve(String verb, String answer) {
            try (var client = socket.accept();
                    var in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
                var out = client.getOutputStream();
                out.write("220 here\r\n".getBytes(StandardCharsets.US_ASCII));
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    heard.add(line);
                    var reply = line.startsWith(verb) ? answer : usual(line);
                    out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException gone) {
                // The test is over.
            }
        }

        private static String usual(String line) {
            return line.startsWith("EHLO") ? "250-here\r\n250 AUTH PLAIN LOGIN" : "250 well";
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
