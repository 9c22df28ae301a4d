package io.reconai.engine.dns;

import static io.reconai.engine.dns.ScriptedServer.name;
import static io.reconai.engine.dns.ScriptedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.WildcardVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/// Wildcards of every kind, and real names below each.
@Timeout(60)
class WildcardFilterTest {

    private static final DomainName APEX = new DomainName("acme.test");

    /// The most questions that finding out about one parent may cost.
    private static final int MOST_QUESTIONS = 32;

    /// A zone as a table; `*.` owners answer for all names that are not there (RFC 4592).
    private record Zone(List<String> records) {

        static Zone of(String text) {
            return new Zone(text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList());
        }

        Message answer(Message question) {
            var name = name(question).toLowerCase(java.util.Locale.ROOT);
            var type = Type.string(question.getQuestion().getType());
            var owner = owner(name);
            if (owner.isEmpty()) {
                return reply(question, Rcode.NXDOMAIN);
            }
            return reply(
                    question,
                    records.stream()
                            .filter(record -> record.startsWith(owner.get() + " " + type + " ")
                                    || record.startsWith(owner.get() + " CNAME "))
                            .map(record -> name + record.substring(owner.get().length()))
                            .toArray(String[]::new));
        }

        /// The owner that answers: the name itself, or the wildcard at its closest encloser.
        private Optional<String> owner(String name) {
            if (exists(name)) {
                return Optional.of(name);
            }
            for (var dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
                var above = name.substring(dot + 1);
                if (exists(above)) {
                    return Optional.of("*." + above).filter(this::exists);
                }
            }
            return Optional.empty();
        }

        private boolean exists(String name) {
            return records.stream()
                    .anyMatch(record -> record.startsWith(name + " ")
                            || record.substring(0, record.indexOf(' ')).endsWith("." + name));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            a wildcard of one address: any name                | *.acme.test A 192.0.2.9 | x.acme.test | false | dropped | acme.test
            two levels below it                                | *.acme.test A 192.0.2.9 | a.b.acme.test | false | dropped | acme.test
            a certificate names it                             | *.acme.test A 192.0.2.9 | x.acme.test | true | certificate | acme.test
            another address                                    | *.acme.test A 192.0.2.9; real.acme.test A 192.0.2.1 | real.acme.test | false | other_answer | acme.test
            one more address than the wildcard                 | *.acme.test A 192.0.2.9; real.acme.test A 192.0.2.9; real.acme.test A 192.0.2.1 | real.acme.test | false | other_answer | acme.test
            an alias                                           | *.acme.test A 192.0.2.9; real.acme.test CNAME cdn.test. | real.acme.test | false | other_answer | acme.test
            the same address, and its own text                 | *.acme.test A 192.0.2.9; real.acme.test A 192.0.2.9; real.acme.test TXT mine | real.acme.test | false | other_type | acme.test
            the same address, and its own mail                 | *.acme.test A 192.0.2.9; real.acme.test A 192.0.2.9; real.acme.test MX 10 m.test. | real.acme.test | false | other_type | acme.test
            the same address and nothing else                  | *.acme.test A 192.0.2.9; real.acme.test A 192.0.2.9 | real.acme.test | false | dropped | acme.test
            only mail of its own                               | *.acme.test A 192.0.2.9; real.acme.test MX 10 m.test. | real.acme.test | false | other_answer | acme.test
            a wildcard of IPv6                                 | *.acme.test AAAA 2001:db8::9 | x.acme.test | false | dropped | acme.test
            an IPv4 address below it                           | *.acme.test AAAA 2001:db8::9; real.acme.test A 192.0.2.1 | real.acme.test | false | other_answer | acme.test
            a wildcard of an alias                             | *.acme.test CNAME edge.cdn.test. | x.acme.test | false | dropped | acme.test
            another alias                                      | *.acme.test CNAME edge.cdn.test.; real.acme.test CNAME shop.test. | real.acme.test | false | other_answer | acme.test
            an address below an alias                          | *.acme.test CNAME edge.cdn.test.; real.acme.test A 192.0.2.1 | real.acme.test | false | other_answer | acme.test
            a certificate below an alias                       | *.acme.test CNAME edge.cdn.test. | x.acme.test | true | certificate | acme.test
            a wildcard at a deeper level: a name beside it     | *.dev.acme.test A 192.0.2.9; www.acme.test A 192.0.2.1 | www.acme.test | false | - | -
            the level itself                                   | *.dev.acme.test A 192.0.2.9; dev.acme.test A 192.0.2.1 | dev.acme.test | false | - | -
            a name below it                                    | *.dev.acme.test A 192.0.2.9 | x.dev.acme.test | false | dropped | dev.acme.test
            a real name below it                               | *.dev.acme.test A 192.0.2.9; real.dev.acme.test A 192.0.2.1 | real.dev.acme.test | false | other_answer | dev.acme.test
            a wildcard under a wildcard: any name              | *.acme.test A 192.0.2.9; *.dev.acme.test A 192.0.2.8 | x.dev.acme.test | false | dropped | dev.acme.test
            with the upper one's address                       | *.acme.test A 192.0.2.9; *.dev.acme.test A 192.0.2.8; real.dev.acme.test A 192.0.2.9 | real.dev.acme.test | false | other_answer | dev.acme.test
            the same address at both                           | *.acme.test A 192.0.2.9; *.dev.acme.test A 192.0.2.9 | x.dev.acme.test | false | dropped | acme.test
            a name that ends the upper wildcard                | *.acme.test A 192.0.2.9; dev.acme.test A 192.0.2.9; x.dev.acme.test A 192.0.2.9 | x.dev.acme.test | false | - | -
            a wildcard of mail only: any name                  | *.acme.test MX 10 mx.acme.test. | x.acme.test | false | dropped | acme.test
            an address below it                                | *.acme.test MX 10 mx.acme.test.; real.acme.test A 192.0.2.1 | real.acme.test | false | other_answer | acme.test
            other mail below it                                | *.acme.test MX 10 mx.acme.test.; real.acme.test MX 10 own.acme.test. | real.acme.test | false | other_answer | acme.test
            a wildcard of text only: an address below it       | *.acme.test TXT v=spf1; real.acme.test A 192.0.2.1 | real.acme.test | false | - | -
            a wildcard of addresses and text: any name         | *.acme.test A 192.0.2.9; *.acme.test TXT v=spf1 | x.acme.test | false | dropped | acme.test
            no wildcard                                        | real.acme.test A 192.0.2.1 | real.acme.test | false | - | -
            the apex                                           | acme.test A 192.0.2.9; *.acme.test A 192.0.2.9 | acme.test | false | - | -
            a name outside                                     | *.acme.test A 192.0.2.9; x.bank.test A 192.0.2.9 | x.bank.test | false | - | -
            """)
    void judged(
            String why,
            String records,
            String asked,
            boolean proven,
            @org.jspecify.annotations.Nullable String kept,
            @org.jspecify.annotations.Nullable String parent)
            throws Exception {
        var zone = Zone.of(records.replace("; ", "\n"));
        try (var server = ScriptedServer.answering(zone::answer);
                var client = ScriptedServer.client(server)) {
            var verdict = judge(client, filter(client, 1), asked, proven);
            assertThat(verdict.map(found -> found.kept().isEmpty() ? "dropped" : found.kept()))
                    .as(why)
                    .isEqualTo(Optional.ofNullable(kept));
            assertThat(verdict.map(found -> found.parent().value())).isEqualTo(Optional.ofNullable(parent));
            assertThat(server.distinctQuestions()).isLessThanOrEqualTo(2 * MOST_QUESTIONS);
        }
    }

    private static WildcardFilter filter(DnsClient client, long seed) {
        return new WildcardFilter(client, new Random(seed));
    }

    /// Judges a name by its addresses and, where it has none, its mail exchangers, as names are resolved.
    private static Optional<WildcardVerdict> judge(DnsClient client, WildcardFilter filter, String name, boolean proven)
            throws InterruptedException {
        var lookups = new ArrayList<DnsLookup>();
        for (var type : List.of(RecordType.A, RecordType.AAAA, RecordType.MX)) {
            var lookup = client.ask(new DnsQuestion(name, type));
            lookups.add(lookup);
            if (!lookup.answers().isEmpty() || !lookup.cnameChain().isEmpty()) {
                break;
            }
        }
        return filter.judge(new DomainName(name), APEX, lookups, proven);
    }

    @ParameterizedTest(name = "{0}: {2} questions")
    @CsvSource(delimiter = '|', textBlock = """
            no wildcard           | www.acme.test A 192.0.2.1        | 1
            one address           | *.acme.test A 192.0.2.9          | 12
            an alias              | *.acme.test CNAME edge.cdn.test. | 12
            mail                  | *.acme.test MX 10 mx.acme.test.  | 12
            """)
    void aParentCostsFewQuestionsAndOnce(String why, String records, int most) throws Exception {
        try (var server = ScriptedServer.answering(Zone.of(records)::answer);
                var client = ScriptedServer.client(server)) {
            var filter = filter(client, 1);
            assertThat(filter.below(APEX).isPresent()).as(why).isEqualTo(most > 1);
            assertThat(server.distinctQuestions()).isLessThanOrEqualTo(most);
            var before = server.distinctQuestions();
            filter.below(APEX);
            filter.prepare(APEX);
            assertThat(server.distinctQuestions()).isEqualTo(before);
        }
    }

    /// Each question is answered with some addresses of a pool; nobody could learn all of it by a few.
    @ParameterizedTest(name = "a pool of {0}, {1} an answer, from {2} networks")
    @CsvSource({"2, 1, 1", "2, 1, 2", "4, 1, 4", "8, 2, 1", "16, 2, 2", "200, 4, 1", "200, 1, 2"})
    void aRotatingPoolIsDropped(int size, int atOnce, int networks) throws Exception {
        var real = "real.acme.test A 203.0.113.5";
        for (var seed = 0; seed < 10; seed++) {
            var chance = new SplittableRandom(seed);
            try (var server =
                            ScriptedServer.answering(question -> name(question).equals("real.acme.test")
                                    ? reply(question, only(question, real))
                                    : reply(question, pool(question, chance.split(), size, atOnce, networks)));
                    var client = ScriptedServer.client(server)) {
                var filter = filter(client, seed);
                for (var i = 0; i < 10; i++) {
                    assertThat(judge(client, filter, "n" + i + ".acme.test", false))
                            .as("seed %d", seed)
                            .hasValueSatisfying(
                                    verdict -> assertThat(verdict.kept()).isEmpty());
                }
                assertThat(judge(client, filter, "real.acme.test", false))
                        .hasValueSatisfying(
                                verdict -> assertThat(verdict.kept()).isEqualTo("other_answer"));
            }
        }
    }

    private static String[] only(Message question, String record) {
        return question.getQuestion().getType() == Type.A ? new String[] {record} : new String[0];
    }

    private static String[] pool(Message question, SplittableRandom chance, int size, int atOnce, int networks) {
        return question.getQuestion().getType() != Type.A
                ? new String[0]
                : chance.ints(0, size)
                        .distinct()
                        .limit(atOnce)
                        .mapToObj(i -> name(question) + " A 198.51." + i % networks + "." + (i + 1))
                        .toArray(String[]::new);
    }

    @Test
    void aPoolOfAliasesMadeForEachNameIsDropped() throws Exception {
        try (var server = ScriptedServer.answering(question -> name(question).endsWith("acme.test")
                        ? reply(
                                question,
                                name(question) + " CNAME t"
                                        + Integer.toHexString(name(question).hashCode()) + ".edge.cdn.test.")
                        : reply(question));
                var client = ScriptedServer.client(server)) {
            assertThat(judge(client, filter(client, 1), "x.acme.test", false))
                    .hasValueSatisfying(verdict -> assertThat(verdict.kept()).isEmpty());
        }
    }

    /// A text that holds the name or the time says nothing about the name.
    @Test
    void textsMadeForEachQuestionProveNothing() throws Exception {
        var count = new AtomicInteger();
        try (var server = ScriptedServer.answering(
                        question -> switch (question.getQuestion().getType()) {
                            case Type.A -> reply(question, name(question) + " A 192.0.2.9");
                            case Type.TXT -> reply(question, name(question) + " TXT t" + count.incrementAndGet());
                            default -> reply(question);
                        });
                var client = ScriptedServer.client(server)) {
            assertThat(judge(client, filter(client, 1), "x.acme.test", false))
                    .hasValueSatisfying(verdict -> assertThat(verdict.kept()).isEmpty());
        }
    }

    private static boolean covers(DnsClient client, WildcardFilter filter, String name) throws InterruptedException {
        return filter.covers(APEX, client.ask(new DnsQuestion(name, RecordType.A)));
    }

    /// What a sweep is answered for a name that holds no address, below each kind of wildcard.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            below addresses: it is told apart      | *.acme.test A 192.0.2.9         | false
            below aliases: it is told apart        | *.acme.test CNAME edge.test.    | false
            below IPv6 alone: as all are           | *.acme.test AAAA 2001:db8::9    | true
            below mail alone: as all are           | *.acme.test MX 10 mx.acme.test. | true
            below texts alone: as all are          | *.acme.test TXT "x"             | true
            without a wildcard: it exists          | www.acme.test A 192.0.2.1       | false
            """)
    void aNameWithoutAnAddress(String why, String wildcard, boolean covered) throws Exception {
        try (var server =
                        ScriptedServer.answering(Zone.of(wildcard + "\nreal.acme.test MX 10 own.acme.test.")::answer);
                var client = ScriptedServer.client(server)) {
            var filter = filter(client, 1);
            filter.prepare(APEX);
            assertThat(covers(client, filter, "real.acme.test")).isEqualTo(covered);
        }
    }

    /// RFC 9824: a server that signs as it answers says "no such record" and not "no such name".
    @Test
    void anEmptyAnswerForEveryNameIsNoWildcard() throws Exception {
        try (var server = ScriptedServer.answering(question -> name(question).equals("real.acme.test")
                        ? reply(question, only(question, "real.acme.test A 192.0.2.1"))
                        : reply(question));
                var client = ScriptedServer.client(server)) {
            var filter = filter(client, 1);
            assertThat(judge(client, filter, "real.acme.test", false)).isEmpty();
            filter.prepare(APEX);
            assertThat(covers(client, filter, "x.acme.test"))
                    .as("as everything is")
                    .isTrue();
            assertThat(covers(client, filter, "real.acme.test")).isFalse();
            assertThat(filter.below(APEX)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.NOTIMP})
    void aServerThatFailsAtUnknownNamesIsNoWildcard(int rcode) throws Exception {
        try (var server = ScriptedServer.answering(question -> name(question).equals("real.acme.test")
                        ? reply(question, only(question, "real.acme.test A 192.0.2.1"))
                        : reply(question, rcode, name(question) + " A 192.0.2.66"));
                var client = ScriptedServer.client(server)) {
            var filter = filter(client, 1);
            assertThat(judge(client, filter, "real.acme.test", false)).isEmpty();
            filter.prepare(APEX);
            assertThat(covers(client, filter, "real.acme.test")).isFalse();
            assertThat(server.distinctQuestions()).isLessThanOrEqualTo(12);
        }
    }

    /// Some probes fail: the others still show the wildcard and its other types.
    @Test
    void aFailedProbeHidesNoWildcard() throws Exception {
        var count = new AtomicInteger();
        try (var server = ScriptedServer.answering(question -> count.getAndIncrement() < 2
                        ? reply(question, Rcode.SERVFAIL)
                        : switch (question.getQuestion().getType()) {
                            case Type.A -> reply(question, name(question) + " A 192.0.2.9");
                            case Type.TXT -> reply(question, name(question) + " TXT v=spf1");
                            default -> reply(question);
                        });
                var client = ScriptedServer.client(server)) {
            var filter = filter(client, 1);
            assertThat(filter.below(APEX)).isPresent();
            assertThat(judge(client, filter, "x.acme.test", false))
                    .hasValueSatisfying(verdict -> assertThat(verdict.kept()).isEmpty());
        }
    }

    @Test
    void manyThreadsTestAParentOnce() throws Exception {
        try (var server = ScriptedServer.answering(Zone.of("*.acme.test A 192.0.2.9")::answer);
                var client = ScriptedServer.client(server)) {
            var filter = filter(client, 1);
            try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
                IntStream.range(0, 50).forEach(_ -> threads.submit(() -> filter.below(APEX)));
            }
            assertThat(server.distinctQuestions()).isLessThanOrEqualTo(12);
        }
    }
}
