package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.ProtocolSupport.Answer;
import io.reconai.engine.asset.ProtocolSupport.Order;
import io.reconai.engine.asset.TlsVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// The survey against servers of every kind whose truth is known.
class FullSurveyPropertyTest {

    private static final Hellos HELLOS = new Hellos(Optional.of(new DomainName("acme.test")));

    /// Each thing found costs one connection; what is refused, and the orders, cost these.
    private static final int OVERHEAD = 26;

    @Property(tries = 300)
    void finds_exactly_what_a_server_accepts(@ForAll long seed) throws Exception {
        var server = server(new Random(seed));
        var result = new FullSurvey(new Questioner(server), HELLOS).run();
        var found = 0;
        for (var protocol : result.protocols()) {
            var truth = server.suites().get(protocol.version());
            if (truth == null) {
                assertThat(protocol.answer()).as(protocol.toString()).isEqualTo(Answer.REFUSED);
                continue;
            }
            assertThat(protocol.answer()).as(protocol.toString()).isEqualTo(Answer.ACCEPTED);
            assertThat(protocol.suites()).containsExactlyInAnyOrderElementsOf(names(truth));
            assertOrder(server, protocol, truth);
            found += truth.size() * 2 + protocol.groups().size();
        }
        assertThat(result.connections()).isLessThanOrEqualTo(OVERHEAD + found);
    }

    @Property(tries = 200)
    void says_of_groups_only_what_is_so(@ForAll long seed) throws Exception {
        var server = server(new Random(seed));
        var result = new FullSurvey(new Questioner(server), HELLOS).run();
        for (var protocol : result.protocols()) {
            var truth = server.groups().stream()
                    .filter(group -> Hellos.groups(protocol.version()).contains(group))
                    .map(Registry::groupName)
                    .toList();
            if (protocol.version() != TlsVersion.SSL_3) {
                assertThat(truth).containsAll(protocol.groups());
            }
            var usesGroups = protocol.suites().stream()
                    .anyMatch(suite -> suite.startsWith("TLS_ECDHE") || SuiteClass.isTls13(suite));
            if (protocol.allGroups() && usesGroups) {
                assertThat(protocol.groups()).containsExactlyInAnyOrderElementsOf(truth);
            }
        }
    }

    @Test
    void what_answers_everything_is_not_believed() throws Exception {
        HelloServer parrot = (hello, until, patience) -> new HelloAnswer.Accepted(new ServerFlight(
                hello.version().code(),
                hello.suites().isEmpty() ? 0 : hello.suites().getFirst(),
                0,
                false,
                java.util.Set.of(),
                Optional.empty(),
                0,
                0,
                false,
                List.of(),
                Optional.empty(),
                false,
                ""));
        var result = new FullSurvey(new Questioner(parrot), HELLOS).run();
        assertThat(result.protocols()).extracting(ProtocolSupport::answer).containsOnly(Answer.UNKNOWN);
        assertThat(result.unknown()).isNotEmpty();
    }

    @Test
    void a_server_that_is_silent_costs_few_connections_and_proves_nothing() throws Exception {
        HelloServer silent = (hello, until, patience) ->
                new HelloAnswer.Nothing(ExchangeOutcome.TIMED_OUT, "silent after the hello");
        var result = new FullSurvey(new Questioner(silent), HELLOS).run();
        assertThat(result.protocols()).extracting(ProtocolSupport::answer).containsOnly(Answer.UNKNOWN);
        assertThat(result.connections()).isLessThanOrEqualTo(7);
    }

    @Test
    void a_close_is_no_refusal_and_counts_only_while_the_server_answers() throws Exception {
        var suites = Map.of(TlsVersion.TLS_1_2, List.of(0x009c, 0xc02f));
        var server = new SimulatedServer(suites, List.of(29), true, true);
        HelloServer closing = (hello, until, patience) -> hello.version() == TlsVersion.TLS_1_2
                ? server.ask(hello, until, patience)
                : new HelloAnswer.Nothing(ExchangeOutcome.MALFORMED, "closed without a word");
        var result = new FullSurvey(new Questioner(closing), HELLOS).run();
        assertThat(result.protocols())
                .filteredOn(one -> one.version() != TlsVersion.TLS_1_2)
                .extracting(ProtocolSupport::answer)
                .containsOnly(Answer.UNANSWERED);
    }

    @Test
    void a_name_that_is_refused_is_left_out() throws Exception {
        var suites = Map.of(TlsVersion.TLS_1_2, List.of(0x009c, 0xc02f));
        var server = new SimulatedServer(suites, List.of(29), true, true);
        HelloServer nameless = (hello, until, patience) ->
                hello.name().isPresent() ? new HelloAnswer.Alerted(112) : server.ask(hello, until, patience);
        var result = new FullSurvey(new Questioner(nameless), HELLOS).run();
        assertThat(result.protocols())
                .filteredOn(one -> one.version() == TlsVersion.TLS_1_2)
                .allSatisfy(one -> assertThat(one.suites()).hasSize(2));
    }

    @Test
    void what_is_not_tls_is_asked_no_more() throws Exception {
        HelloServer web = (hello, until, patience) -> new HelloAnswer.Foreign("HTTP/1.1 400");
        var result = new FullSurvey(new Questioner(web), HELLOS).run();
        assertThat(result.protocols()).extracting(ProtocolSupport::answer).containsOnly(Answer.UNKNOWN);
        assertThat(result.connections()).isLessThanOrEqualTo(2);
    }

    private static void assertOrder(SimulatedServer server, ProtocolSupport protocol, List<Integer> truth) {
        if (protocol.reading() != ProtocolSupport.Reading.EACH || protocol.order() == Order.UNKNOWN) {
            return;
        }
        assertThat(protocol.order())
                .as(protocol.toString())
                .isEqualTo(server.ordersSuites() ? Order.SERVER : Order.CLIENT);
        if (server.ordersSuites()) {
            assertThat(protocol.suites()).containsExactlyElementsOf(names(truth));
        }
    }

    private static List<String> names(List<Integer> codes) {
        return codes.stream().map(Registry::suiteName).toList();
    }

    /// Older versions have the legacy part of the newest one's suites, as real servers have.
    private static SimulatedServer server(Random random) {
        var suites = new EnumMap<TlsVersion, List<Integer>>(TlsVersion.class);
        var isElliptic = new HashSet<Integer>();
        var all = new ArrayList<>(Registry.suites().stream()
                .filter(suite -> !suite.isTls13())
                .map(CipherSuite::code)
                .toList());
        Collections.shuffle(all, random);
        var newest = List.copyOf(all.subList(0, 1 + random.nextInt(30)));
        isElliptic.addAll(newest);
        for (var version : List.of(TlsVersion.SSL_3, TlsVersion.TLS_1_0, TlsVersion.TLS_1_1, TlsVersion.TLS_1_2)) {
            var list = newest.stream()
                    .filter(code -> version == TlsVersion.TLS_1_2 || isLegacy(code))
                    .toList();
            if (!list.isEmpty() && random.nextBoolean()) {
                suites.put(version, list);
            }
        }
        if (random.nextBoolean()) {
            var modern = new ArrayList<>(Registry.suites().stream()
                    .filter(CipherSuite::isTls13)
                    .map(CipherSuite::code)
                    .toList());
            Collections.shuffle(modern, random);
            suites.put(TlsVersion.TLS_1_3, List.copyOf(modern.subList(0, 1 + random.nextInt(5))));
        }
        var groups = new ArrayList<>(Registry.modernGroups());
        Collections.shuffle(groups, random);
        // Every server has one curve that both old and new versions know.
        var chosen = new ArrayList<>(groups.subList(0, random.nextInt(6)));
        chosen.remove(Integer.valueOf(Hellos.X25519));
        chosen.add(random.nextInt(chosen.size() + 1), Hellos.X25519);
        return new SimulatedServer(suites, List.copyOf(chosen), random.nextBoolean(), random.nextBoolean());
    }

    private static boolean isLegacy(int code) {
        return Registry.suites().stream().anyMatch(suite -> suite.code() == code && suite.isLegacy());
    }
}
