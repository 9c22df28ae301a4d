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
import java.util.stream.Stream;

/// Asks a server for everything: each version, its suites and groups, features, and whether it can be believed.
///
/// All versions are asked side by side, as far as [Questioner] lets them. TLS 1.0 is compared with TLS 1.2, and TLS 1.1
/// with TLS 1.0, and not read again where that would go beyond [#ENOUGH] connections. Used once.
final class FullSurvey {

    /// A host should not have to bear more; beyond it, two versions that were never seen to differ are compared.
    private static final int ENOUGH = 45;

    /// Beside the suites that TLS 1.0 shares with TLS 1.2: the refusals that end its lists, and TLS 1.1 compared.
    private static final int LATER = 6;

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
        try (var lanes = new Lanes()) {
            versions(lanes);
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

    private void versions(Lanes lanes) throws InterruptedException {
        var modern = new ModernSweep(questioner, hellos);
        var newest = lanes.start(() -> modern.all(lanes));
        var latest = sweep(TlsVersion.TLS_1_2);
        var latestRead = lanes.start(() -> latest.all(lanes, Optional.of(() -> {
            Lanes.result(newest);
            return modern.groups();
        })));
        var middle = sweep(TlsVersion.TLS_1_1);
        var oldest = sweep(TlsVersion.TLS_1_0);
        var asides = List.of(
                lanes.run(() -> fallback(latest, middle, oldest)),
                lanes.run(() -> withoutName(latest, oldest)),
                lanes.run(() -> ancient(latest, lanes)));
        put(Lanes.result(latestRead));
        if (!accepts(TlsVersion.TLS_1_2) || !goesBeyond(oldest, get(TlsVersion.TLS_1_2), LATER)) {
            put(Lanes.result(newest)); // before it is decided on the groups and on the number of connections
        }
        var wantsGroups = !accepts(TlsVersion.TLS_1_2) && !accepts(TlsVersion.TLS_1_3);
        put(read(oldest, get(TlsVersion.TLS_1_2), LATER, wantsGroups, lanes));
        put(read(middle, get(TlsVersion.TLS_1_0), LATER - 1, wantsGroups && !accepts(TlsVersion.TLS_1_0), lanes));
        put(Lanes.result(newest));
        put(latest.withGroups(get(TlsVersion.TLS_1_2), lanes));
        for (var aside : asides) {
            Lanes.result(aside);
        }
        if (!modern.hasRefused() && Stream.of(latest, middle, oldest).noneMatch(VersionSweep::hasRefused)) {
            guard();
        }
    }

    /// SSLv3 and SSLv2, after the server was heard in a version that it may know.
    private void ancient(VersionSweep latest, Lanes lanes) throws InterruptedException {
        latest.open();
        put(sweep(TlsVersion.SSL_3).all(lanes, Optional.empty()));
        ssl2();
    }

    /// @param other the version that it is compared with where reading it would go beyond [#ENOUGH]
    /// @param later how many connections are still to come beside those for shared suites
    private ProtocolSupport read(VersionSweep sweep, ProtocolSupport other, int later, boolean wantsGroups, Lanes lanes)
            throws InterruptedException {
        var known = wantsGroups ? Optional.<GroupSearch.Known>of(Set::of) : Optional.<GroupSearch.Known>empty();
        return goesBeyond(sweep, other, later)
                ? sweep.like(other, lanes, known)
                : sweep.withGroups(sweep.all(lanes, known), lanes);
    }

    /// Whether reading a version would, by what was asked so far; more may be asked meanwhile.
    private boolean goesBeyond(VersionSweep sweep, ProtocolSupport other, int later) throws InterruptedException {
        return questioner.connections() + sweep.shared(other).size() + later > ENOUGH;
    }

    /// What answers a suite that nobody can have is no TLS server, whatever else it says. A server that refused the
    /// rest of a list is not asked.
    private void guard() throws InterruptedException {
        if (questioner.ask(hellos.grease(), Until.HELLO) instanceof HelloAnswer.Accepted) {
            questioner.note("accepts a suite that does not exist, so that none of its answers counts");
            isVoid = true;
        }
    }

    private void ssl2() throws InterruptedException {
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
    private void fallback(VersionSweep latest, VersionSweep middle, VersionSweep oldest) throws InterruptedException {
        var isNewer = latest.open();
        var isLower = middle.open() | oldest.open(); // both, since they are read later
        if (!isNewer || !isLower) {
            return;
        }
        var lower = middle.open() ? TlsVersion.TLS_1_1 : TlsVersion.TLS_1_0;
        var hello = hellos.fallback(lower, Hellos.lists(lower).getLast(), Hellos.groups(lower));
        var answer = questioner.ask(hello, Until.HELLO);
        if (answer instanceof HelloAnswer.Alerted alerted && alerted.description() == INAPPROPRIATE_FALLBACK) {
            features.fallback(Presence.YES);
        } else if (Answers.flight(answer, lower).isPresent()) {
            features.fallback(Presence.NO);
        }
    }

    /// The certificate for clients that name nobody.
    private void withoutName(VersionSweep latest, VersionSweep oldest) throws InterruptedException {
        var newest = latest.open() ? TlsVersion.TLS_1_2 : TlsVersion.TLS_1_0;
        if (newest == TlsVersion.TLS_1_2 || oldest.open()) {
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
