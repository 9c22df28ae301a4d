package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.TlsVersion;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.tls.ServerFlight.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each dialogue against a scripted server that then answers the hello with an alert.
class StartTlsTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final String ALERT = "15030300020246";
    private static final String MYSQL_GREETING = "0a" + "382e3000" + "00000001" + "00".repeat(8) + "00";

    /// What a server does: sends hexadecimal octets, or waits for a text.
    private record Step(String send, String expect) {}

    private static Step sends(String text) {
        return new Step(HEX.formatHex(text.getBytes(StandardCharsets.US_ASCII)), "");
    }

    private static Step octets(String hex) {
        return new Step(hex, "");
    }

    private static Step expects(String text) {
        return new Step("", HEX.formatHex(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Step expectsOctets(String hex) {
        return new Step("", hex);
    }

    static Stream<Arguments> dialogues() {
        var xmpp = new StartTls.Xmpp(new DomainName("acme.test"));
        var ldap = "301d02010177188016312e332e362e312e342e312e313436362e3230303337";
        return Stream.of(
                good(
                        "SMTP",
                        new StartTls.Smtp(),
                        sends("220-acme\r\n220 ESMTP\r\n"),
                        expects("EHLO scanner.invalid\r\n"),
                        sends("250-acme\r\n250 STARTTLS\r\n"),
                        expects("STARTTLS\r\n"),
                        sends("220 go ahead\r\n")),
                bad(
                        "SMTP, not offered",
                        new StartTls.Smtp(),
                        "no STARTTLS: 502 no",
                        sends("220 acme\r\n"),
                        expects("EHLO scanner.invalid\r\n"),
                        sends("250 acme\r\n"),
                        expects("STARTTLS\r\n"),
                        sends("502 no\r\n")),
                bad("SMTP, turned away", new StartTls.Smtp(), "no STARTTLS: 554 go away", sends("554 go away\r\n")),
                good("FTP", new StartTls.Ftp(), sends("220 acme\r\n"), expects("AUTH TLS\r\n"), sends("234 now\r\n")),
                good(
                        "IMAP",
                        new StartTls.Imap(),
                        sends("* OK acme\r\n"),
                        expects("a STARTTLS\r\n"),
                        sends("* note\r\na OK now\r\n")),
                bad(
                        "IMAP, refused",
                        new StartTls.Imap(),
                        "no STARTTLS: a BAD no",
                        sends("* OK acme\r\n"),
                        expects("a STARTTLS\r\n"),
                        sends("a BAD no\r\n")),
                good("POP3", new StartTls.Pop3(), sends("+OK acme\r\n"), expects("STLS\r\n"), sends("+OK now\r\n")),
                good("LDAP", new StartTls.Ldap(), expectsOctets(ldap), octets("300c02010178070a010004000400")),
                bad(
                        "LDAP, refused",
                        new StartTls.Ldap(),
                        "no STARTTLS: 02010178070a010204000400",
                        expectsOctets(ldap),
                        octets("300c02010178070a010204000400")),
                good("PostgreSQL", new StartTls.PostgreSql(), expectsOctets("0000000804d2162f"), sends("S")),
                bad(
                        "PostgreSQL, not offered",
                        new StartTls.PostgreSql(),
                        "no STARTTLS: 4e",
                        expectsOctets("0000000804d2162f"),
                        sends("N")),
                good(
                        "MySQL",
                        new StartTls.MySql(),
                        octets("17000000" + MYSQL_GREETING + "ff0f" + "000000"),
                        expectsOctets("20000001008a0000000000012d" + "00".repeat(23))),
                bad(
                        "MySQL, not offered",
                        new StartTls.MySql(),
                        "no STARTTLS: TLS is not offered",
                        octets("17000000" + MYSQL_GREETING + "ff07" + "000000")),
                good(
                        "XMPP",
                        xmpp,
                        expects("to='acme.test'>"),
                        sends("<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>"),
                        expects("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
                        sends("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")),
                bad(
                        "endless greeting",
                        new StartTls.Smtp(),
                        "limit reached: 8192 octets before TLS",
                        sends("220-on and on\r\n".repeat(700))));
    }

    private static Arguments good(String name, StartTls dialogue, Object... steps) {
        return Arguments.of(name, dialogue, "", steps(steps));
    }

    private static Arguments bad(String name, StartTls dialogue, String said, Object... steps) {
        return Arguments.of(name, dialogue, said, steps(steps));
    }

    private static List<Step> steps(Object... steps) {
        return Stream.of(steps).map(Step.class::cast).toList();
    }

    /// Dialogues, and what they show of the server.
    static Stream<Arguments> refusals() {
        var xmpp = new StartTls.Xmpp(new DomainName("acme.test"));
        var features =
                "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>";
        return Stream.of(
                bad(
                        "SMTP, offered",
                        new StartTls.Smtp(),
                        "REFUSED_THOUGH_OFFERED",
                        sends("220 acme\r\n250-acme\r\n250-StartTLS\r\n250 HELP\r\n454 not now\r\n")),
                bad(
                        "SMTP, not offered",
                        new StartTls.Smtp(),
                        "",
                        sends("220 acme\r\n250-acme\r\n250-XSTARTTLS\r\n250 HELP\r\n502 no\r\n")),
                bad("SMTP, turned away", new StartTls.Smtp(), "", sends("554 STARTTLS\r\n")),
                bad("SMTP, gone after the offer", new StartTls.Smtp(), "", sends("220 acme\r\n250 STARTTLS\r\n")),
                bad(
                        "IMAP, offered",
                        new StartTls.Imap(),
                        "REFUSED_THOUGH_OFFERED",
                        sends("* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] acme\r\na NO not now\r\n")),
                bad("IMAP, not offered", new StartTls.Imap(), "", sends("* OK [CAPABILITY IMAP4rev1] x\r\na BAD\r\n")),
                bad("POP3", new StartTls.Pop3(), "", sends("+OK\r\n-ERR\r\n")),
                bad("XMPP, offered", xmpp, "REFUSED_THOUGH_OFFERED", sends(features + "<failure/>")),
                bad("XMPP, not offered", xmpp, "", sends("<stream:features></stream:features>")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void tellsARefusalFromHavingNoTls(String name, StartTls dialogue, String fault, List<Step> steps) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var thread = Thread.ofVirtual().start(() -> say(listener, steps));
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort())) {
                socket.setSoTimeout(10_000);
                var obstacle = dialogue.speak(socket).orElseThrow();
                assertThat(obstacle.fault().map(Enum::name).orElse("")).isEqualTo(fault);
            }
            thread.join();
        }
    }

    /// Says everything at once, and ends when it was read.
    private static void say(ServerSocket listener, List<Step> steps) {
        try (var client = listener.accept()) {
            for (var step : steps) {
                client.getOutputStream().write(HEX.parseHex(step.send()));
            }
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        } catch (IOException left) {
            // The other side had enough.
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialogues")
    void leads_to_tls_or_says_why_not(String name, StartTls dialogue, String said, List<Step> steps) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var thread = Thread.ofVirtual().start(() -> serve(listener, steps, said.isEmpty()));
            var server = new DialedServer(
                    new Dialer(new DialerSettings(AddressPolicy.allowingAll(), ConnectTo.none(), 1_000, 8)),
                    InetAddress.getLoopbackAddress(),
                    listener.getLocalPort(),
                    Optional.of(dialogue),
                    Deadline.in(Duration.ofSeconds(10)),
                    new Random(1));
            var hello = new Hellos(Optional.empty()).of(TlsVersion.TLS_1_2, Hellos.bad(), List.of());
            var answer = server.ask(hello, Until.HELLO, Duration.ofSeconds(10));
            if (said.isEmpty()) {
                assertThat(answer).isEqualTo(new HelloAnswer.Alerted(70));
            } else {
                assertThat(answer).isInstanceOfSatisfying(HelloAnswer.Nothing.class, nothing -> {
                    assertThat(nothing.outcome()).isNotEqualTo(ExchangeOutcome.ANSWERED);
                    assertThat(nothing.detail()).isEqualTo(said);
                });
            }
            thread.interrupt();
        }
    }

    private static void serve(ServerSocket listener, List<Step> steps, boolean isTls) {
        try (var client = listener.accept()) {
            for (var step : steps) {
                if (!step.expect().isEmpty()) {
                    await(client, step.expect());
                }
                client.getOutputStream().write(HEX.parseHex(step.send()));
            }
            if (isTls && client.getInputStream().read() == 22) {
                client.getOutputStream().write(HEX.parseHex(ALERT));
            }
            client.getInputStream().readAllBytes();
        } catch (IOException left) {
            // The other side had enough, which is what is tested.
        }
    }

    private static void await(Socket client, String expected) throws IOException {
        var read = new StringBuilder();
        while (!read.toString().endsWith(expected)) {
            var octet = client.getInputStream().read();
            if (octet < 0) {
                throw new IOException("expected " + expected + ", got " + read);
            }
            read.append(HEX.toHexDigits((byte) octet));
        }
    }
}
