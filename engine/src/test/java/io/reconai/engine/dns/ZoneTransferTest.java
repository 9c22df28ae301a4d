package io.reconai.engine.dns;

import static io.reconai.engine.dns.ScriptedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.net.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/// Zone transfers in every form that servers have for them, and those that never end.
@Timeout(60)
class ZoneTransferTest {

    private static final DomainName ZONE = new DomainName("acme.test");
    private static final String SOA = "acme.test SOA ns1.acme.test. hostmaster.acme.test. 1 7200 3600 1209600 900";
    private static final int MOST_RECORDS = 100_000;

    static Stream<Arguments> servers() {
        return Stream.of(
                server(
                        "in one message",
                        "transferred",
                        4,
                        "acme.test www.acme.test",
                        messages(List.of(SOA, "acme.test NS ns1.acme.test.", "www.acme.test A 192.0.2.1", SOA))),
                server(
                        "one record a message",
                        "transferred",
                        4,
                        "acme.test www.acme.test",
                        messages(
                                List.of(SOA),
                                List.of("acme.test NS ns1.acme.test."),
                                List.of("www.acme.test A 192.0.2.1"),
                                List.of(SOA))),
                server(
                        "no question after the first message",
                        "transferred",
                        3,
                        "acme.test www.acme.test",
                        (question, out) -> {
                            ScriptedServer.write(out, reply(question, SOA).toWire());
                            var rest = reply(question, "www.acme.test A 192.0.2.1", SOA);
                            rest.removeAllRecords(org.xbill.DNS.Section.QUESTION);
                            ScriptedServer.write(out, rest.toWire());
                        }),
                server(
                        "what comes behind the end",
                        "transferred",
                        3,
                        "acme.test www.acme.test",
                        messages(List.of(SOA, "www.acme.test A 192.0.2.1", SOA, "late.acme.test A 192.0.2.1"))),
                server(
                        "records outside the zone",
                        "transferred",
                        3,
                        "acme.test www.acme.test",
                        messages(List.of(
                                SOA,
                                "www.bank.test A 192.0.2.66",
                                "www.acme.test A 192.0.2.1",
                                "test NS ns.bank.test.",
                                SOA))),
                server(
                        "nothing but records outside",
                        "refused",
                        2,
                        "acme.test",
                        messages(List.of(SOA, "www.bank.test A 192.0.2.66", "xacme.test A 192.0.2.66", SOA))),
                server(
                        "a start of authority below",
                        "transferred",
                        3,
                        "acme.test dev.acme.test",
                        messages(List.of(SOA, "dev.acme.test SOA ns1.acme.test. h.acme.test. 1 2 3 4 5", SOA))),
                server(
                        "names that are no host's",
                        "transferred",
                        3,
                        "acme.test",
                        messages(List.of(SOA, "*.acme.test A 192.0.2.1", SOA))),
                server("the start alone", "refused", 1, "acme.test", messages(List.of(SOA))),
                server("the start twice", "refused", 2, "acme.test", messages(List.of(SOA, SOA))),
                server("no answer", "refused", 0, "", messages(List.of())),
                server("records without a start", "refused", 0, "", messages(List.of("www.acme.test A 192.0.2.1"))),
                server(
                        "the start of another zone",
                        "refused",
                        0,
                        "",
                        messages(List.of(
                                SOA.replace("acme.test SOA", "bank.test SOA"), "www.acme.test A 192.0.2.1", SOA))),
                server(
                        "refused",
                        "refused",
                        0,
                        "",
                        (question, out) -> ScriptedServer.write(
                                out, reply(question, Rcode.REFUSED).toWire())),
                server("a failure in the middle", "limit_reached", 2, "acme.test www.acme.test", (question, out) -> {
                    ScriptedServer.write(
                            out,
                            reply(question, SOA, "www.acme.test A 192.0.2.1").toWire());
                    ScriptedServer.write(out, reply(question, Rcode.SERVFAIL).toWire());
                }),
                server(
                        "cut in the middle",
                        "limit_reached",
                        2,
                        "acme.test www.acme.test",
                        messages(List.of(SOA, "www.acme.test A 192.0.2.1"))),
                server("another id", "refused", 0, "", (question, out) -> {
                    var lie = reply(question, SOA, "www.acme.test A 192.0.2.1", SOA);
                    lie.getHeader().setID(question.getHeader().getID() ^ 1);
                    ScriptedServer.write(out, lie.toWire());
                }),
                server("garbage", "refused", 0, "", (_, out) -> out.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\n\r\n".repeat(900).getBytes(StandardCharsets.US_ASCII))),
                server("empty messages", "refused", 0, "", (_, out) -> out.getOutputStream()
                        .write(new byte[64])),
                server("cut at once", "refused", 0, "", (_, out) -> out.close()));
    }

    private static Arguments server(
            String what, String outcome, int records, String names, ScriptedServer.Connections script) {
        return Arguments.of(what, outcome, records, names, script);
    }

    @SafeVarargs
    private static ScriptedServer.Connections messages(List<String>... messages) {
        return (question, out) -> {
            for (var records : messages) {
                ScriptedServer.write(
                        out, reply(question, records.toArray(String[]::new)).toWire(65_535));
            }
        };
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("servers")
    void ends(String what, String outcome, int records, String names, ScriptedServer.Connections script)
            throws Exception {
        var result = ask(script, Duration.ofSeconds(10));
        assertThat(result.attempt().outcome()).as(what).isEqualTo(outcome);
        assertThat(result.attempt().recordCount()).isEqualTo(records);
        assertThat(result.names())
                .extracting(DomainName::value)
                .containsExactlyInAnyOrder(names.isEmpty() ? new String[0] : names.split(" "));
    }

    private static ZoneTransfer.Result ask(ScriptedServer.Connections script, Duration time) throws Exception {
        try (var server = ScriptedServer.of((_, _) -> {}, script)) {
            return new ZoneTransfer(ScriptedServer.dialer(server))
                    .ask(ZONE, "ns1.acme.test", InetAddress.getByName("192.0.2.1"), Deadline.in(time));
        }
    }

    /// Messages of 64 KiB hold up to 4,000 short records.
    @Test
    void aFullMessageIsRead() throws Exception {
        var result = ask(
                (question, out) -> {
                    var records = Stream.concat(
                                    Stream.of(SOA),
                                    IntStream.range(0, 3_000)
                                            .mapToObj(i -> "www.acme.test A 10.0." + i / 250 + "." + i % 250))
                            .toArray(String[]::new);
                    ScriptedServer.write(out, reply(question, records).toWire(65_535));
                    ScriptedServer.write(out, reply(question, SOA).toWire());
                },
                Duration.ofSeconds(10));
        assertThat(result.attempt().outcome()).isEqualTo("transferred");
        assertThat(result.attempt().recordCount()).isEqualTo(3_002);
    }

    @Test
    void anEndlessStreamIsLeft() throws Exception {
        var result = ask(
                (question, out) -> {
                    ScriptedServer.write(out, reply(question, SOA).toWire());
                    var again = thousand(question).toWire(65_535);
                    while (true) {
                        ScriptedServer.write(out, again);
                    }
                },
                Duration.ofSeconds(20));
        assertThat(result.attempt().outcome()).isEqualTo("limit_reached");
        assertThat(result.attempt().recordCount()).isEqualTo(MOST_RECORDS);
        assertThat(result.attempt().sample()).hasSize(20);
        assertThat(result.names()).hasSize(1_001);
    }

    private static Message thousand(Message question) {
        return reply(
                question,
                IntStream.range(0, 1_000)
                        .mapToObj(i -> "h" + i + ".acme.test A 192.0.2.1")
                        .toArray(String[]::new));
    }

    @Test
    void aServerThatFallsSilentIsLeftInTime() throws Exception {
        assertThat(ask((_, out) -> untilLeft(out), Duration.ofSeconds(3))
                        .attempt()
                        .outcome())
                .isEqualTo("timed_out");
        var partly = ask(
                (question, out) -> {
                    ScriptedServer.write(
                            out,
                            reply(question, SOA, "www.acme.test A 192.0.2.1").toWire());
                    untilLeft(out);
                },
                Duration.ofSeconds(3));
        assertThat(partly.attempt().outcome()).isEqualTo("limit_reached");
        assertThat(partly.attempt().recordCount()).isEqualTo(2);
    }

    private static void untilLeft(Socket connection) throws IOException {
        connection.getInputStream().readAllBytes();
    }

    @Test
    void aForbiddenAddressIsNotAsked() throws Exception {
        try (var server = ScriptedServer.of((_, _) -> {})) {
            var result = new ZoneTransfer(ScriptedServer.dialer(server))
                    .ask(ZONE, "ns1.acme.test", InetAddress.getLoopbackAddress(), Deadline.in(Duration.ofSeconds(5)));
            assertThat(result.attempt().outcome()).isEqualTo("blocked");
            assertThat(server.questions()).isZero();
        }
    }
}
