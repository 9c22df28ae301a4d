package io.reconai.engine.tls;

import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.ProtocolSupport.Answer;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.asset.TlsVersion;
import io.reconai.engine.tls.ServerFlight.Until;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Asks a server for everything: each version, its suites and groups, features, and whether it can be believed.
///
/// Two lanes run side by side: TLS 1.3, the guard and the SSLs in one, TLS 1.2 and older in the other. TLS 1.0 is
/// compared with TLS 1.2, and TLS 1.1 with TLS 1.0, and not read again where that would go beyond [#ENOUGH]
/// connections. Used once.
final class FullSurvey {

    /// A host should not have to bear more; beyond it, two versions that were never seen to differ are compared.
    private static final int ENOUGH = 45;

    /// After TLS 1.0: TLS 1.1 compared, the fallback mark, the nameless hello, and one that ends a list.
    private static final int LATER = 5;

    private static final int INAPPROPRIATE_FALLBACK = 86;

    private final Questioner questioner;
    private final Hellos hellos;
    private final FeatureNotes features = new FeatureNotes();
    private final Map<TlsVersion, ProtocolSupport> found = new EnumMap<>(TlsVersion.class);
    private Optional<List<byte[]>> nameless = Optional.empty();
    private boolean isVoid;

    FullSurvey(Questioner questioner, Hellos hellos) {
        this.questioner = questioner;
        this.hellos = hellos;
    }

    SurveyResult run() throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var modern = new ModernSweep(questioner, hellos);
            Future<ProtocolSupport> newest = threads.submit(modern::all);
            var older = threads.submit(lane(() -> older(newest, modern)));
            try {
                put(newest.get());
                guard();
                ssl();
                older.get();
            } catch (InterruptedException cancelled) {
                threads.shutdownNow();
                throw cancelled;
            } catch (ExecutionException bug) {
                threads.shutdownNow();
                throw new IllegalStateException(bug.getCause());
            }
        }
        control();
        if (isVoid) {
            found.replaceAll((version, _) -> ProtocolSupport.without(version, Answer.UNKNOWN, "answers everything"));
        }
        var canMore = accepts(TlsVersion.TLS_1_3);
        return new SurveyResult(
                TlsSupport.Depth.FULL,
                List.copyOf(found.values()),
                features.features(canMore),
                features.chains(),
                nameless,
                questioner.connections(),
                questioner.notes());
    }

    @FunctionalInterface
    private interface Lane {
        void run() throws InterruptedException, ExecutionException;
    }

    private static Callable<Boolean> lane(Lane lane) {
        return () -> {
            lane.run();
            return true;
        };
    }

    private void older(Future<ProtocolSupport> newest, ModernSweep modern)
            throws InterruptedException, ExecutionException {
        put(sweep(TlsVersion.TLS_1_2).all(() -> awaited(newest, modern)));
        var wanted = accepts(TlsVersion.TLS_1_2) || newest.get().answer() == Answer.ACCEPTED
                ? VersionSweep.Groups.NONE
                : (VersionSweep.Groups) Set::of;
        put(sweep(TlsVersion.TLS_1_0, get(TlsVersion.TLS_1_2), LATER, wanted));
        var oldest = get(TlsVersion.TLS_1_0);
        put(sweep(TlsVersion.TLS_1_1, oldest, 0, oldest.suites().isEmpty() ? wanted : VersionSweep.Groups.NONE));
        fallback();
        withoutName();
    }

    /// @param other the version that it is compared with where reading it would go beyond [#ENOUGH]
    /// @param later how many connections are still to come after it
    private ProtocolSupport sweep(TlsVersion version, ProtocolSupport other, int later, VersionSweep.Groups wanted)
            throws InterruptedException {
        var sweep = sweep(version);
        var cost = VersionSweep.shared(version, other).size() + later;
        return questioner.connections() + cost > ENOUGH ? sweep.like(other) : sweep.all(wanted);
    }

    private static Set<Integer> awaited(Future<ProtocolSupport> newest, ModernSweep modern)
            throws InterruptedException {
        try {
            newest.get();
            return modern.groups();
        } catch (ExecutionException elsewhere) {
            return Set.of(); // told by the thread that waits for it
        }
    }

    /// What answers a suite that nobody can have is no TLS server, whatever else it says.
    private void guard() throws InterruptedException {
        if (questioner.ask(hellos.grease(), Until.HELLO) instanceof HelloAnswer.Accepted) {
            questioner.note("accepts a suite that does not exist, so that none of its answers counts");
            isVoid = true;
        }
    }

    private void ssl() throws InterruptedException {
        put(sweep(TlsVersion.SSL_3).all(VersionSweep.Groups.NONE));
        var answer = questioner.ask(hellos.ssl2(), Until.HELLO);
        var kinds = answer instanceof HelloAnswer.Ssl2 ssl2 ? ssl2.cipherKinds() : 0;
        if (kinds > 0) {
            put(ProtocolSupport.without(TlsVersion.SSL_2, Answer.ACCEPTED, kinds + " cipher kinds"));
        } else if (answer instanceof HelloAnswer.Ssl2) {
            put(ProtocolSupport.without(TlsVersion.SSL_2, Answer.REFUSED, "answers without a cipher kind"));
        } else {
            put(ProtocolSupport.without(
                    TlsVersion.SSL_2, Answers.of(answer, TlsVersion.SSL_2), Answers.detail(answer)));
        }
    }

    /// RFC 7507: only where a lower version is spoken beside a higher one of at most 1.2.
    private void fallback() throws InterruptedException {
        var lower = accepts(TlsVersion.TLS_1_1) ? TlsVersion.TLS_1_1 : TlsVersion.TLS_1_0;
        if (!accepts(TlsVersion.TLS_1_2) || !accepts(lower)) {
            return;
        }
        var hello = hellos.fallback(lower, accepted(lower), Hellos.groups(lower));
        var answer = questioner.ask(hello, Until.HELLO);
        if (answer instanceof HelloAnswer.Alerted alerted && alerted.description() == INAPPROPRIATE_FALLBACK) {
            features.fallback(Presence.YES);
        } else if (Answers.flight(answer, lower).isPresent()) {
            features.fallback(Presence.NO);
        }
    }

    /// The certificate for clients that name nobody.
    private void withoutName() throws InterruptedException {
        var newest = accepts(TlsVersion.TLS_1_2) ? TlsVersion.TLS_1_2 : TlsVersion.TLS_1_0;
        if (accepts(newest)) {
            var hello = hellos.of(newest, Hellos.lists(newest).getLast(), Hellos.groups(newest))
                    .withoutName();
            nameless = Answers.flight(questioner.ask(hello, Until.DONE), newest).map(ServerFlight::certificates);
        }
    }

    /// Silence counts only when the server still answers at the end what it answered before.
    private void control() throws InterruptedException {
        var isSilent = found.values().stream().anyMatch(one -> one.answer() == Answer.UNANSWERED);
        var spoken = found.values().stream()
                .filter(one -> one.answer() == Answer.ACCEPTED && one.version() != TlsVersion.SSL_2)
                .map(ProtocolSupport::version)
                .findFirst();
        if (!isSilent) {
            return;
        }
        if (spoken.isPresent()) {
            var version = spoken.get();
            var hello = hellos.of(version, accepted(version), Hellos.groups(version));
            if (Answers.flight(questioner.ask(hello, Until.HELLO), version).isPresent()) {
                return;
            }
            questioner.note("the server stopped answering, so that its silence says nothing");
        }
        found.replaceAll((version, one) -> one.answer() == Answer.UNANSWERED
                ? ProtocolSupport.without(version, Answer.UNKNOWN, one.detail())
                : one);
    }

    private List<CipherSuite> accepted(TlsVersion version) {
        var names = get(version).suites();
        return Registry.suites().stream()
                .filter(suite -> names.contains(suite.name()))
                .toList();
    }

    private VersionSweep sweep(TlsVersion version) {
        return new VersionSweep(version, questioner, hellos, features);
    }

    private synchronized void put(ProtocolSupport support) {
        found.put(support.version(), support);
    }

    private synchronized ProtocolSupport get(TlsVersion version) {
        return Optional.ofNullable(found.get(version)).orElseThrow();
    }

    private synchronized boolean accepts(TlsVersion version) {
        var support = found.get(version);
        return support != null && support.answer() == Answer.ACCEPTED;
    }
}
