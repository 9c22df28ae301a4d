package io.reconai.engine.dns;

import static io.reconai.engine.dns.ScriptedServer.name;
import static io.reconai.engine.dns.ScriptedServer.reply;
import static io.reconai.engine.dns.ScriptedServer.truncated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/// The client among forgers, on lossy ways, and with servers that fail in every manner.
@Timeout(60)
class DnsClientTest {

    private static final DnsQuestion QUESTION = new DnsQuestion("www.acme.test", RecordType.A);
    private static final String TRUE = "192.0.2.1";
    private static final String FORGED = "192.0.2.66";

    /// Sends something before the right answer.
    @FunctionalInterface
    interface Forger {
        void forge(Message question, ScriptedServer.Sender back) throws IOException;
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                forgery("300 wrong ids", (question, back) -> {
                    for (var i = 1; i <= 300; i++) {
                        var lie = lie(question);
                        lie.getHeader().setID((question.getHeader().getID() + i) & 0xffff);
                        back.send(lie.toWire());
                    }
                }),
                forgery(
                        "the right id from another port",
                        (question, back) -> back.sendFromElsewhere(lie(question).toWire())),
                forgery(
                        "another name",
                        (question, back) -> back.send(about("www.bank.test", Type.A, DClass.IN, question))),
                forgery(
                        "a longer name",
                        (question, back) -> back.send(about("a.www.acme.test", Type.A, DClass.IN, question))),
                forgery(
                        "a dot inside a label",
                        (question, back) -> back.send(about("www\\.acme.test", Type.A, DClass.IN, question))),
                forgery(
                        "another type",
                        (question, back) -> back.send(about("www.acme.test", Type.TXT, DClass.IN, question))),
                forgery(
                        "another class",
                        (question, back) -> back.send(about("www.acme.test", Type.A, DClass.CH, question))),
                forgery("no question", (question, back) -> {
                    var lie = lie(question);
                    lie.removeAllRecords(Section.QUESTION);
                    back.send(lie.toWire());
                }),
                forgery("two questions", (question, back) -> {
                    var lie = lie(question);
                    lie.addRecord(question.getQuestion(), Section.QUESTION);
                    back.send(lie.toWire());
                }),
                forgery("the question itself", (question, back) -> back.send(question.toWire())),
                forgery("no response", (question, back) -> {
                    var lie = lie(question);
                    lie.getHeader().unsetFlag(Flags.QR);
                    back.send(lie.toWire());
                }),
                forgery("a response to an update", (question, back) -> {
                    var lie = lie(question);
                    lie.getHeader().setOpcode(Opcode.UPDATE);
                    back.send(lie.toWire());
                }),
                forgery("no octets", (_, back) -> back.send(new byte[0])),
                forgery("half a message", (question, back) -> {
                    var wire = lie(question).toWire();
                    back.send(java.util.Arrays.copyOf(wire, wire.length - 3));
                }));
    }

    private static Arguments forgery(String what, Forger forger) {
        return Arguments.of(what, forger);
    }

    private static Message lie(Message question) {
        return reply(question, name(question) + " A " + FORGED);
    }

    private static byte[] about(String name, int type, int dclass, Message question) throws IOException {
        var lie = lie(question);
        lie.removeAllRecords(Section.QUESTION);
        lie.addRecord(Record.newRecord(Name.fromString(name, Name.root), type, dclass), Section.QUESTION);
        return lie.toWire();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void forgeriesChangeNothing(String what, Forger forger) throws Exception {
        try (var server = ScriptedServer.of((question, back) -> {
                    forger.forge(question, back);
                    back.send(reply(question, name(question) + " A " + TRUE).toWire());
                });
                var client = ScriptedServer.client(server)) {
            var lookup = client.ask(QUESTION);
            assertThat(lookup.data()).as(what).containsExactly(TRUE);
            assertThat(lookup.outcome()).isEqualTo(DnsOutcome.NOERROR);
        }
    }

    @Test
    void idsAndPortsAreDrawnByChance() throws Exception {
        var ids = ConcurrentHashMap.<Integer>newKeySet();
        var ports = ConcurrentHashMap.<Object>newKeySet();
        try (var server = ScriptedServer.of((question, back) -> {
                    ids.add(question.getHeader().getID());
                    ports.add(back.to());
                    back.send(reply(question).toWire());
                });
                var client = ScriptedServer.client(server)) {
            for (var i = 0; i < 200; i++) {
                client.ask(QUESTION);
            }
        }
        assertThat(ids).hasSizeGreaterThan(190);
        assertThat(ports).hasSizeGreaterThan(4);
    }

    /// Over TCP after a truncated packet.
    static Stream<Arguments> connections() {
        return Stream.of(
                connection(
                        "answers",
                        DnsOutcome.NOERROR,
                        (question, out) -> ScriptedServer.write(
                                out, reply(question, "www.acme.test A " + TRUE).toWire())),
                connection("answers a whole text", DnsOutcome.NOERROR, (question, out) -> {
                    var records = IntStream.range(0, 1_000)
                            .mapToObj(i -> "www.acme.test A 10.0." + i / 250 + "." + i % 250)
                            .toArray(String[]::new);
                    ScriptedServer.write(out, reply(question, records).toWire(65_535));
                }),
                connection("cuts at once", DnsOutcome.TIMEOUT, (_, out) -> out.close()),
                connection("cuts in the middle", DnsOutcome.TIMEOUT, (_, out) -> out.getOutputStream()
                        .write(new byte[] {1, 0, 7})),
                connection("sends garbage", DnsOutcome.FORMERR, (_, out) -> out.getOutputStream()
                        .write("\0\6SSH-2.".getBytes(java.nio.charset.StandardCharsets.US_ASCII))),
                connection("sends no octets", DnsOutcome.FORMERR, (_, out) -> out.getOutputStream()
                        .write(new byte[2])),
                connection("sends a wrong id", DnsOutcome.FORMERR, (question, out) -> {
                    var lie = lie(question);
                    lie.getHeader().setID(question.getHeader().getID() ^ 1);
                    ScriptedServer.write(out, lie.toWire());
                }),
                connection(
                        "answers another name",
                        DnsOutcome.FORMERR,
                        (question, out) ->
                                ScriptedServer.write(out, about("www.bank.test", Type.A, DClass.IN, question))),
                connection(
                        "answers another type",
                        DnsOutcome.FORMERR,
                        (question, out) ->
                                ScriptedServer.write(out, about("www.acme.test", Type.TXT, DClass.IN, question))),
                connection(
                        "sends the question back",
                        DnsOutcome.FORMERR,
                        (question, out) -> ScriptedServer.write(out, question.toWire())),
                connection(
                        "is truncated here too",
                        DnsOutcome.FORMERR,
                        (question, out) ->
                                ScriptedServer.write(out, truncated(question).toWire())),
                connection(
                        "fails",
                        DnsOutcome.SERVFAIL,
                        (question, out) -> ScriptedServer.write(
                                out, reply(question, Rcode.SERVFAIL).toWire())));
    }

    private static Arguments connection(String what, DnsOutcome outcome, ScriptedServer.Connections script) {
        return Arguments.of(what, outcome, script);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("connections")
    void aTruncatedAnswerIsAskedForOverTcp(String what, DnsOutcome outcome, ScriptedServer.Connections script)
            throws Exception {
        try (var server = ScriptedServer.of(
                        (question, back) -> back.send(truncated(question).toWire()), script);
                var client = ScriptedServer.client(server)) {
            var lookup = client.ask(QUESTION);
            assertThat(lookup.outcome()).as(what).isEqualTo(outcome);
            assertThat(lookup.transport()).isEqualTo("tcp");
            assertThat(lookup.data()).doesNotContain(FORGED);
            assertThat(lookup.answers().isEmpty()).isEqualTo(outcome != DnsOutcome.NOERROR);
            assertThat(server.askedInOrder()).containsExactly("www.acme.test A udp", "www.acme.test A tcp");
        }
    }

    @Test
    void aHangingTcpServerIsLeftForAnother() throws Exception {
        var never = new CountDownLatch(1);
        try (var hanging = ScriptedServer.of(
                        (question, back) -> back.send(truncated(question).toWire()), (_, _) -> {
                            try {
                                never.await();
                            } catch (InterruptedException ended) {
                                Thread.currentThread().interrupt();
                            }
                        });
                var good = ScriptedServer.answering(question -> reply(question, "www.acme.test A " + TRUE));
                var client = ScriptedServer.client(hanging, good)) {
            assertThat(client.ask(QUESTION).data()).containsExactly(TRUE);
            assertThat(good.askedInOrder()).containsExactly("www.acme.test A tcp");
        } finally {
            never.countDown();
        }
    }

    /// Not the first of the list, who may know nothing of it.
    @Test
    void whoeverCutItsAnswerIsAskedAgain() throws Exception {
        try (var first = ScriptedServer.of((question, back) ->
                        back.send(reply(question, Rcode.REFUSED).toWire()));
                var second = ScriptedServer.of(
                        (question, back) -> back.send(truncated(question).toWire()),
                        (question, out) -> ScriptedServer.write(
                                out, reply(question, "www.acme.test A " + TRUE).toWire()));
                var client = ScriptedServer.client(first, second)) {
            var lookup = client.ask(QUESTION);
            assertThat(lookup.data()).containsExactly(TRUE);
            assertThat(lookup.server()).endsWith(":" + second.address().getPort());
            assertThat(first.askedInOrder()).containsExactly("www.acme.test A udp");
        }
    }

    @ParameterizedTest
    @CsvSource({"SERVFAIL", "REFUSED", "NOTIMP", "FORMERR"})
    void aFaultMovesToAnotherResolver(String code) throws Exception {
        var rcode = Rcode.value(code);
        try (var faulty = ScriptedServer.answering(question -> reply(question, rcode));
                var good = ScriptedServer.answering(question -> reply(question, "www.acme.test A " + TRUE));
                var client = ScriptedServer.client(faulty, good)) {
            for (var i = 0; i < 4; i++) {
                assertThat(client.ask(QUESTION).data()).containsExactly(TRUE);
            }
            assertThat(faulty.questions()).isGreaterThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"SERVFAIL, 6", "REFUSED, 6", "NOTIMP, 6", "FORMERR, 7"}) // the seventh asks without EDNS
    void aFaultOfAllIsToldAfterSixTries(String code, int packets) throws Exception {
        var rcode = Rcode.value(code);
        try (var one = ScriptedServer.answering(question -> reply(question, rcode));
                var other = ScriptedServer.answering(question -> reply(question, rcode));
                var client = ScriptedServer.client(one, other)) {
            assertThat(client.ask(QUESTION).outcome()).isEqualTo(DnsOutcome.valueOf(code));
            assertThat(one.questions() + other.questions()).isEqualTo(packets);
        }
    }

    @Test
    void aServerOlderThanEdnsIsAskedWithoutIt() throws Exception {
        try (var old = ScriptedServer.answering(question -> question.getOPT() == null
                        ? reply(question, "www.acme.test A " + TRUE)
                        : reply(question, Rcode.FORMERR));
                var client = ScriptedServer.client(old)) {
            assertThat(client.ask(QUESTION).data()).containsExactly(TRUE);
            assertThat(old.questions()).isEqualTo(2);
        }
    }

    @Test
    void aReferralProvesNothing() throws Exception {
        try (var parent = ScriptedServer.answering(question -> {
                    var referral = reply(question, Rcode.NOERROR);
                    referral.addRecord(ScriptedServer.record("acme.test NS ns1.elsewhere.test."), Section.AUTHORITY);
                    return referral;
                });
                var client = ScriptedServer.client(parent)) {
            var lookup = client.ask(QUESTION);
            assertThat(lookup.outcome()).isEqualTo(DnsOutcome.REFERRAL);
            assertThat(lookup.outcome().provesAbsence()).isFalse();
        }
    }

    @Test
    void aResolverThatNoPacketCanBeSentToIsPassedOver() throws Exception {
        try (var good = ScriptedServer.answering(question -> reply(question, "www.acme.test A " + TRUE));
                var client = new DnsClient(
                        new DnsSettings(
                                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), good.address()),
                                Duration.ofMillis(60),
                                0),
                        ScriptedServer.dialer(good))) {
            assertThat(client.ask(QUESTION).data()).containsExactly(TRUE);
            assertThat(client.ask(QUESTION).data()).containsExactly(TRUE);
        }
    }

    @Test
    void anAuthoritativeServerIsAskedThreeTimesAtMost() throws Exception {
        try (var silent = ScriptedServer.silent();
                var client = ScriptedServer.hurried(silent)) {
            var lookup = client.askServer(InetAddress.getByName("192.0.2.1"), QUESTION);
            assertThat(lookup.outcome()).isEqualTo(DnsOutcome.TIMEOUT);
            assertThat(lookup.server()).isEqualTo("192.0.2.1:53");
            assertThat(lookup.recursionDesired()).isFalse();
            assertThat(silent.questions()).isEqualTo(3);
            var forbidden = client.askServer(InetAddress.getByName("127.0.0.1"), QUESTION);
            assertThat(forbidden.outcome()).isEqualTo(DnsOutcome.BLOCKED);
        }
    }

    @Test
    void signaturesAreAskedForWithTheRecordsThatTheySign() throws Exception {
        var signature = "acme.test RRSIG SOA 13 2 300 20260301093000 20260129083000 12345 acme.test. a2V5";
        var records = new String[] {
            "acme.test SOA ns1.acme.test. hostmaster.acme.test. 1 7200 3600 1209600 3600",
            signature,
            signature.replace("SOA", "NS")
        };
        try (var server = ScriptedServer.answering(
                        question -> reply(question, isSigned(question) ? records : new String[0]));
                var client = ScriptedServer.client(server)) {
            var at = InetAddress.getByName("192.0.2.1");
            var signatures = client.askServer(at, DnsQuestion.signatures(new DomainName("acme.test"), RecordType.SOA));
            assertThat(signatures.type()).isEqualTo("RRSIG");
            assertThat(signatures.outcome()).isEqualTo(DnsOutcome.NOERROR);
            assertThat(signatures.data()).singleElement().asString().startsWith("SOA 13 2 300 20260301093000 ");
            assertThat(client.askServer(at, new DnsQuestion("acme.test", RecordType.SOA))
                            .outcome())
                    .as("nobody else asks for signatures")
                    .isEqualTo(DnsOutcome.NODATA);
        }
    }

    private static boolean isSigned(Message question) {
        return question.getQuestion().getType() == Type.SOA
                && (question.getOPT().getFlags() & ExtendedFlags.DO) != 0;
    }

    @Test
    void aServerIsAskedAboutItselfInAClassOfItsOwn() throws Exception {
        try (var server = ScriptedServer.answering(question -> {
                    var reply = reply(question);
                    var asked = question.getQuestion();
                    for (var dclass : List.of(DClass.IN, DClass.CH)) {
                        var text = dclass == DClass.CH ? "9.18.28" : "of the internet";
                        reply.addRecord(new TXTRecord(asked.getName(), dclass, 0, text), Section.ANSWER);
                    }
                    return reply;
                });
                var client = ScriptedServer.client(server)) {
            var lookup = client.askServer(InetAddress.getByName("192.0.2.1"), DnsQuestion.version());
            assertThat(lookup.name()).isEqualTo("version.bind");
            assertThat(lookup.type()).isEqualTo("TXT");
            assertThat(lookup.data()).containsExactly("9.18.28");
        }
    }

    @Test
    void aServerIsAskedOverTcpAlone() throws Exception {
        var servers = new DnsQuestion("acme.test", RecordType.NS);
        var at = InetAddress.getByName("192.0.2.1");
        try (var server = ScriptedServer.answering(question -> reply(question, "acme.test NS ns1.acme.test."));
                var client = ScriptedServer.client(server)) {
            var lookup = client.askServerOverTcp(at, servers);
            assertThat(lookup.data()).containsExactly("ns1.acme.test");
            assertThat(lookup.transport()).isEqualTo("tcp");
            assertThat(lookup.server()).isEqualTo("192.0.2.1:53");
            assertThat(lookup.recursionDesired()).isFalse();
            assertThat(client.askServerOverTcp(InetAddress.getByName("127.0.0.1"), servers)
                            .outcome())
                    .isEqualTo(DnsOutcome.BLOCKED);
        }
        try (var closing = ScriptedServer.of((question, back) ->
                        back.send(reply(question, "acme.test NS ns1.acme.test.").toWire()));
                var client = ScriptedServer.client(closing)) {
            assertThat(client.askServerOverTcp(at, servers).outcome()).isEqualTo(DnsOutcome.TIMEOUT);
            assertThat(closing.askedInOrder()).singleElement().asString().endsWith("tcp");
        }
    }

    @Test
    void silenceIsToldAfterSixPackets() throws Exception {
        try (var silent = ScriptedServer.silent();
                var client = ScriptedServer.hurried(silent)) {
            assertThat(client.ask(QUESTION).outcome()).isEqualTo(DnsOutcome.TIMEOUT);
            assertThat(silent.questions()).isEqualTo(6);
        }
    }

    @Test
    void closingEndsAllQuestions() throws Exception {
        try (var silent = ScriptedServer.silent();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var client = ScriptedServer.hurried(silent);
            var waiting = IntStream.range(0, 2_000)
                    .mapToObj(i -> threads.submit(() -> client.ask(new DnsQuestion("h" + i + ".test", RecordType.A))))
                    .toList();
            client.close(); // some are on their way, some wait for a place, some are only now submitted
            for (var question : waiting) {
                assertThat(outcome(question)).isEqualTo(DnsOutcome.UNREACHABLE);
            }
            assertThat(client.ask(QUESTION).outcome()).isEqualTo(DnsOutcome.UNREACHABLE);
        }
    }

    private static DnsOutcome outcome(Future<DnsLookup> question) throws Exception {
        return question.get(10, TimeUnit.SECONDS).outcome();
    }

    @Test
    void whoeverWaitsCanBeInterrupted() throws Exception {
        var arrived = new CountDownLatch(2);
        try (var silent = ScriptedServer.of(
                        (question, back) -> {
                            arrived.countDown();
                            if (name(question).startsWith("long")) {
                                back.send(truncated(question).toWire());
                            }
                        },
                        (_, connection) -> {
                            arrived.countDown();
                            connection.getInputStream().readAllBytes();
                        });
                var client = ScriptedServer.hurried(silent);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var overUdp = threads.submit(() -> client.ask(QUESTION));
            var overTcp = threads.submit(() -> client.ask(new DnsQuestion("long.test", RecordType.TXT)));
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            threads.shutdownNow();
            for (var interrupted : List.of(overUdp, overTcp)) {
                assertThatCode(() -> interrupted.get(10, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(InterruptedException.class);
            }
        }
    }

    /// Every second packet is lost, by a chance that is the same in each run: 1 in 64 names stays unanswered
    /// after six.
    @Test
    void everySecondPacketMayBeLost() throws Exception {
        try (var server = lossy();
                var client = ScriptedServer.hurried(server);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var questions = IntStream.range(0, 400)
                    .mapToObj(i -> threads.submit(() -> client.ask(new DnsQuestion("h" + i + ".test", RecordType.A))))
                    .toList();
            var found = 0;
            for (var question : questions) {
                found += outcome(question) == DnsOutcome.NOERROR ? 1 : 0;
            }
            assertThat(found).isGreaterThanOrEqualTo(388);
        }
    }

    @Test
    void aSweepFinds99Of100WhenEverySecondPacketIsLost() throws Exception {
        try (var server = lossy();
                var client = ScriptedServer.hurried(server)) {
            var found = new ConcurrentLinkedQueue<DnsLookup>();
            var names = IntStream.range(0, 1_000).mapToObj(i -> "h" + i + ".test");
            var result = client.sweep(names.iterator(), RecordType.A, found::add);
            assertThat(result.asked()).isEqualTo(1_000);
            assertThat(found).hasSizeGreaterThanOrEqualTo(990);
            assertThat(found).allMatch(lookup -> lookup.outcome() == DnsOutcome.NOERROR);
        }
    }

    private static ScriptedServer lossy() {
        var packets = new ConcurrentHashMap<String, Integer>();
        return ScriptedServer.of((question, back) -> {
            var nth = packets.merge(name(question), 1, Integer::sum);
            if (new SplittableRandom(31L * name(question).hashCode() + nth).nextBoolean()) {
                back.send(reply(question, name(question) + " A " + TRUE).toWire());
            }
        });
    }
}
