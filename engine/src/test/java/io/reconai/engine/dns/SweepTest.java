package io.reconai.engine.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.dns.SweptServer.Reply;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Many names against servers that lie, lose and refuse; every tenth name exists.
@Timeout(60)
class SweepTest {

    private static final int NAMES = 2_000;
    private static final List<String> EXISTING =
            names().filter(SweepTest::exists).sorted().toList();

    static Stream<Arguments> servers() {
        var asked = new AtomicInteger();
        return Stream.of(
                Arguments.of("tells the truth", (Reply) SweepTest::truth),
                Arguments.of("wrong ids come first", (Reply) (question, to) -> {
                    for (var i = 1; i <= 3; i++) {
                        to.answer(question.forged().withId(question.id() + i));
                    }
                    truth(question, to);
                }),
                Arguments.of("an answer to another question comes first", (Reply) (question, to) -> {
                    to.answer(question.forged().withName("x" + question.name().substring(1)));
                    truth(question, to);
                }),
                Arguments.of("forged from another port", (Reply) (question, to) -> {
                    to.answerFromElsewhere(question.forged());
                    truth(question, to);
                }),
                Arguments.of("questions are echoed", (Reply) (question, to) -> {
                    to.answer(question.echoed());
                    truth(question, to);
                }),
                Arguments.of("garbage comes first", (Reply) (question, to) -> {
                    to.answer(new byte[0]);
                    to.answer(new byte[] {1, 2, 3});
                    to.answer(new byte[600]);
                    truth(question, to);
                }),
                Arguments.of("every answer comes twice", (Reply) (question, to) -> {
                    truth(question, to);
                    truth(question, to);
                }),
                Arguments.of("names in capitals", (Reply) (question, to) ->
                        to.answer(exists(question.name()) ? question.capitals().address() : question.absent())),
                Arguments.of("the first try of every name fails", (Reply) (question, to) -> {
                    if (question.isFirst()) {
                        to.answer(question.failure(asked.incrementAndGet() % 2 == 0 ? 2 : 5));
                    } else {
                        truth(question, to);
                    }
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void finds_all_that_exists_and_nothing_else(String why, Reply reply) throws Exception {
        try (var server = new SweptServer(reply)) {
            var found = new ArrayList<String>();

            var result = sweep(List.of(server.address()), found);

            assertThat(found).isEqualTo(EXISTING);
            assertThat(result).isEqualTo(new DnsClient.SweepResult(NAMES, NAMES, 0));
        }
    }

    @Test
    void loses_hardly_a_name_where_half_of_all_is_lost() throws Exception {
        var random = new SplittableRandom(3);
        try (var server = new SweptServer((question, to) -> {
            if (random.nextBoolean()) {
                truth(question, to);
            }
        })) {
            var found = new ArrayList<String>();

            var result = sweep(List.of(server.address()), found);

            assertThat(EXISTING).containsAll(found);
            assertThat(result.answered()).isGreaterThan(NAMES * 99 / 100); // of 2,000 names eight tries lose about 8
        }
    }

    @Test
    void loses_no_name_to_a_resolver_that_fails_and_asks_it_little() throws Exception {
        try (var failing = new SweptServer((question, to) -> to.answer(question.failure(2)));
                var honest = new SweptServer(SweepTest::truth)) {
            var found = new ArrayList<String>();

            var result = sweep(List.of(failing.address(), honest.address()), found);

            assertThat(found).isEqualTo(EXISTING);
            assertThat(result.answered()).isEqualTo(NAMES);
            assertThat(failing.questions()).isLessThan(NAMES / 4);
        }
    }

    @Test
    void loses_no_name_to_a_resolver_that_is_silent() throws Exception {
        try (var silent = new SweptServer((question, to) -> {});
                var honest = new SweptServer(SweepTest::truth)) {
            var found = new ArrayList<String>();

            var result = sweep(List.of(silent.address(), honest.address()), found);

            assertThat(found).isEqualTo(EXISTING);
            assertThat(result.answered()).isEqualTo(NAMES);
        }
    }

    @Test
    void loses_no_name_to_a_resolver_where_nothing_listens() throws Exception {
        var closed = new SweptServer(SweepTest::truth);
        closed.close();
        try (var honest = new SweptServer(SweepTest::truth)) {
            var found = new ArrayList<String>();

            var result = sweep(List.of(closed.address(), honest.address()), found);

            assertThat(found).isEqualTo(EXISTING);
            assertThat(result.answered()).isEqualTo(NAMES);
        }
    }

    @Test
    void says_which_names_nobody_answered_for() throws Exception {
        try (var one = new SweptServer((question, to) -> to.answer(question.failure(2)));
                var other = new SweptServer((question, to) -> to.answer(question.failure(5)))) {
            var found = new ArrayList<String>();

            var result = sweep(List.of(one.address(), other.address()), found);

            assertThat(found).isEmpty();
            assertThat(result).isEqualTo(new DnsClient.SweepResult(NAMES, 0, 0));
            assertThat(one.questions() + other.questions()).isLessThanOrEqualTo(12 * NAMES);
        }
    }

    private static void truth(SweptServer.Question question, SweptServer.Answering to) throws IOException {
        to.answer(exists(question.name()) ? question.address() : question.absent());
    }

    private static boolean exists(String name) {
        return name.endsWith("7.acme.test");
    }

    private static Stream<String> names() {
        return IntStream.range(0, NAMES).mapToObj(i -> "n" + i + ".acme.test");
    }

    private static DnsClient.SweepResult sweep(List<InetSocketAddress> servers, List<String> found) throws Exception {
        try (var client = new DnsClient(DnsSettings.of(servers, 0), new Dialer(DialerSettings.defaults()))) {
            var hits = new ArrayList<DnsLookup>();
            var result = client.sweep(names().iterator(), RecordType.A, hits::add);
            hits.stream().map(DnsLookup::name).sorted().forEach(found::add);
            return result;
        }
    }
}
