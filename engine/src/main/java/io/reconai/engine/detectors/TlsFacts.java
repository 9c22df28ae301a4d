package io.reconai.engine.detectors;

import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSession;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.asset.Workings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Finds the host's own TLS servers in evidence together with their place, which is what a proof needs.
final class TlsFacts {

    private static final String SMTP = "smtp";

    /// A handshake, or the attempt at one, and its place.
    record Fact(int index, TlsObservation seen) {

        /// The host and port, the same for all addresses of a name.
        String location() {
            var host = seen.serverName().isEmpty() ? seen.address() : seen.serverName();
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + seen.port();
        }

        /// What in this observation proves something.
        Proof proof(String below, String excerpt) {
            return new Proof("/tls/" + index + below, excerpt);
        }

        /// Mail servers take what they get: without TLS their senders go on in the clear (RFC 7435).
        boolean isMail() {
            return seen.startedIn().equals(Optional.of(SMTP));
        }

        /// The finding with a severity of at most this, where the server is one for mail.
        Finding inMailAtMost(Severity most, Finding finding) {
            return isMail() && finding.severity().compareTo(most) > 0 ? finding.withSeverity(most) : finding;
        }

        /// The session, where one came about that shows a certificate.
        Optional<TlsSession> session() {
            return seen.completed().filter(session -> !session.chain().isEmpty());
        }

        /// The host's own certificate.
        Optional<CertificateFacts> leaf() {
            return session().map(session -> session.chain().getFirst());
        }
    }

    private TlsFacts() {}

    /// What a detector finds at each of the host's own servers. Where addresses of a name are alike, that is one
    /// finding; where they differ in severity, it is the worse one.
    static List<Finding> judge(Evidence evidence, Function<Fact, List<Finding>> judge) {
        var found = new ArrayList<Finding>(0);
        for (var fact : own(evidence)) {
            found.addAll(judge.apply(fact));
        }
        return found.isEmpty() ? List.of() : worstOfEach(found);
    }

    /// The same at each server of which is known what it speaks.
    static List<Finding> judgeSupport(Evidence evidence, BiFunction<Fact, TlsSupport, List<Finding>> judge) {
        return judge(evidence, fact -> {
            var support = fact.seen.support();
            return support == null ? List.of() : judge.apply(fact, support);
        });
    }

    /// The same at each server that shows a certificate.
    static List<Finding> judgeSession(Evidence evidence, BiFunction<Fact, TlsSession, List<Finding>> judge) {
        return judge(evidence, fact -> {
            var session = fact.seen.session();
            return session == null || session.chain().isEmpty() ? List.of() : judge.apply(fact, session);
        });
    }

    private static List<Finding> worstOfEach(List<Finding> found) {
        Map<String, Finding> byKey = new LinkedHashMap<>();
        for (var finding : found) {
            byKey.merge(
                    finding.id(),
                    finding,
                    (first, next) -> next.severity().compareTo(first.severity()) > 0 ? next : first);
        }
        return List.copyOf(byKey.values());
    }

    private record Own(List<Fact> facts) {}

    /// The observations that are of the host itself, and not of where it redirects.
    static List<Fact> own(Evidence evidence) {
        return Workings.once(Own.class, evidence, () -> new Own(find(evidence))).facts();
    }

    private static List<Fact> find(Evidence evidence) {
        var tls = evidence.tls();
        var own = new ArrayList<Fact>(tls.size());
        for (var i = 0; i < tls.size(); i++) {
            if (isOwn(evidence, tls.get(i))) {
                own.add(new Fact(i, tls.get(i)));
            }
        }
        return own;
    }

    private static boolean isOwn(Evidence evidence, TlsObservation seen) {
        return evidence.host().isAddress()
                ? seen.serverName().isEmpty()
                        && seen.address().equals(evidence.host().value())
                : seen.serverName().equals(evidence.host().value());
    }
}
