package io.reconai.engine.dns;

import static io.reconai.engine.dns.ScriptedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.dns.ResolverCheck.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/// Resolvers that lie, fail or are silent, alone and beside a good one.
@Timeout(60)
class ResolverCheckTest {

    private static final String ROOT = "a.root-servers.net";

    /// What a resolver does.
    private enum Kind {
        GOOD {
            @Override
            Message answer(Message question) {
                return ScriptedServer.name(question).equals(ROOT)
                        ? reply(question, ROOT + " A 198.41.0.4")
                        : reply(question, Rcode.NXDOMAIN);
            }
        },
        WRONG_ROOT {
            @Override
            Message answer(Message question) {
                return ScriptedServer.name(question).equals(ROOT)
                        ? reply(question, ROOT + " A 192.0.2.66")
                        : reply(question, Rcode.NXDOMAIN);
            }
        },
        ADVERTISING {
            @Override
            Message answer(Message question) {
                return ScriptedServer.name(question).equals(ROOT)
                        ? reply(question, ROOT + " A 198.41.0.4")
                        : reply(question, ScriptedServer.name(question) + " A 192.0.2.66");
            }
        },
        ADVERTISING_BESIDE_NXDOMAIN {
            @Override
            Message answer(Message question) {
                return ScriptedServer.name(question).equals(ROOT)
                        ? reply(question, ROOT + " A 198.41.0.4")
                        : reply(question, Rcode.NXDOMAIN, ScriptedServer.name(question) + " A 192.0.2.66");
            }
        },
        FAILING {
            @Override
            Message answer(Message question) {
                return reply(question, Rcode.SERVFAIL);
            }
        },
        CLOSED {
            @Override
            Message answer(Message question) {
                return reply(question, Rcode.REFUSED);
            }
        },
        /// A closed network's: its own names only.
        INTERNAL {
            @Override
            Message answer(Message question) {
                return reply(question, Rcode.NXDOMAIN);
            }
        };

        abstract Message answer(Message question);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            GOOD                           | USABLE
            WRONG_ROOT                     | LYING
            ADVERTISING                    | LYING
            ADVERTISING_BESIDE_NXDOMAIN    | LYING
            CLOSED                         | USABLE
            INTERNAL                       | USABLE
            FAILING                        | USABLE
            FAILING GOOD                   | FAILING USABLE
            GOOD FAILING                   | USABLE FAILING
            FAILING FAILING                | USABLE USABLE
            FAILING WRONG_ROOT             | USABLE LYING
            CLOSED GOOD                    | USABLE USABLE
            WRONG_ROOT GOOD ADVERTISING    | LYING USABLE LYING
            """)
    void verdicts(String kinds, String verdicts) throws Exception {
        var servers = Arrays.stream(kinds.split(" "))
                .map(Kind::valueOf)
                .map(kind -> ScriptedServer.answering(kind::answer))
                .toArray(ScriptedServer[]::new);
        try (var client = ScriptedServer.client(servers)) {
            assertThat(client.checkResolvers())
                    .extracting(ResolverCheck::verdict)
                    .containsExactlyElementsOf(Arrays.stream(verdicts.split(" "))
                            .map(Verdict::valueOf)
                            .toList());
        } finally {
            List.of(servers).forEach(ScriptedServer::close);
        }
    }

    @Test
    void aSilentOneIsLeftOutBesideAGoodOne() throws Exception {
        try (var silent = ScriptedServer.silent();
                var good = ScriptedServer.answering(Kind.GOOD::answer);
                var client = ScriptedServer.hurried(silent, good)) {
            assertThat(client.checkResolvers())
                    .extracting(ResolverCheck::verdict)
                    .containsExactly(Verdict.SILENT, Verdict.USABLE);
            var before = silent.questions();
            for (var i = 0; i < 4; i++) {
                var lookup = client.ask(new DnsQuestion("www.acme.test", RecordType.A));
                assertThat(lookup.outcome()).isEqualTo(DnsOutcome.NXDOMAIN);
            }
            assertThat(silent.askedInOrder().stream().filter(asked -> asked.contains("acme")))
                    .isEmpty();
            assertThat(before).isPositive();
        }
    }

    @Test
    void nobodyIsAskedWhenAllLie() throws Exception {
        try (var lying = ScriptedServer.answering(Kind.WRONG_ROOT::answer);
                var client = ScriptedServer.client(lying)) {
            var check = client.checkResolvers().getFirst();
            assertThat(check.detail()).isEqualTo("says 192.0.2.66 for " + ROOT);
            var before = lying.questions();
            assertThat(client.ask(new DnsQuestion("www.acme.test", RecordType.A))
                            .outcome())
                    .isEqualTo(DnsOutcome.UNREACHABLE);
            assertThat(client.sweep(List.of("www.acme.test").iterator(), RecordType.A, _ -> {})
                            .answered())
                    .isZero();
            assertThat(lying.questions()).isEqualTo(before);
        }
    }

    /// One lie in three tries is a lie: nothing else explains it.
    @Test
    void aResolverThatLiesNowAndThenLies() throws Exception {
        var asked = new AtomicInteger();
        try (var server = ScriptedServer.answering(
                        question -> (asked.incrementAndGet() == 2 ? Kind.WRONG_ROOT : Kind.GOOD).answer(question));
                var client = ScriptedServer.client(server)) {
            var verdict = client.checkResolvers().getFirst().verdict();
            // the second question is for the root server unless a try was already at its second one
            var secondWasForTheRoot = server.askedInOrder().get(1).startsWith(ROOT);
            assertThat(verdict).isEqualTo(secondWasForTheRoot ? Verdict.LYING : Verdict.USABLE);
        }
    }

    @Test
    void checksAreRemembered() throws Exception {
        try (var server = ScriptedServer.answering(Kind.GOOD::answer);
                var client = ScriptedServer.client(server)) {
            var checks = client.checkResolvers();
            var before = server.questions();
            assertThat(client.checkResolvers()).isEqualTo(checks);
            assertThat(server.questions()).isEqualTo(before);
        }
    }
}
