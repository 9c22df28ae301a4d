package io.reconai.engine.tls;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.web.StrictTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What people are told of one TLS server of a host: its grade and the profile it meets. Judged anew from evidence
/// wherever it is shown, so that a replay judges by the rules of its own day.
///
/// @param startTls the protocol that is changed to TLS, such as `smtp`; empty where TLS begins at once
/// @param rule the version of the grade's rule
/// @param grade `A+`, `A`, `A-`, `B`, `C` or `F`; `-` when there is none
/// @param gradeWithoutTrust the same without the certificate's trust, name and dates
/// @param profile `modern` or `intermediate` of Mozilla's recommendations; `none` when neither is met
/// @param profileBroken the first thing that breaks the intermediate profile; empty when it is met
/// @param reasons of everything below A, the worst first
/// @param evidence where the handshake and the survey are, a JSON Pointer
public record TlsVerdict(
        String address,
        int port,
        String serverName,
        String startTls,
        String rule,
        String grade,
        String gradeWithoutTrust,
        String profile,
        String profileBroken,
        List<String> reasons,
        String evidence) {

    private static final int HTTPS = 443;

    public TlsVerdict {
        reasons = List.copyOf(reasons);
    }

    /// One verdict for each server of the host that was surveyed, in the order of the evidence.
    public static List<TlsVerdict> of(Evidence evidence) {
        var hsts = StrictTransport.of(evidence).flatMap(StrictTransport::maxAge);
        var verdicts = new ArrayList<TlsVerdict>();
        for (var at = 0; at < evidence.tls().size(); at++) {
            var seen = evidence.tls().get(at);
            if (isOwn(evidence, seen) && seen.surveyed().isPresent()) {
                verdicts.add(of(seen, hsts, isForBrowsers(evidence, seen), "/tls/" + at));
            }
        }
        return List.copyOf(verdicts);
    }

    private static TlsVerdict of(TlsObservation seen, Optional<Duration> hsts, boolean isForBrowsers, String place) {
        var grade = TlsGrade.of(seen, hsts, isForBrowsers);
        return new TlsVerdict(
                seen.address(),
                seen.port(),
                seen.serverName(),
                seen.startedIn().orElse(""),
                TlsGrade.RULE,
                text(grade.letter()),
                text(grade.withoutTrust()),
                grade.profile()
                        .met()
                        .map(profile -> profile.name().toLowerCase(Locale.ROOT))
                        .orElse("none"),
                grade.profile().broken(),
                grade.reasons(),
                place);
    }

    private static String text(Optional<TlsGrade.Letter> letter) {
        return letter.map(TlsGrade.Letter::toString).orElse("-");
    }

    private static boolean isOwn(Evidence evidence, TlsObservation seen) {
        return evidence.host().isAddress()
                ? seen.serverName().isEmpty()
                        && seen.address().equals(evidence.host().value())
                : seen.serverName().equals(evidence.host().value());
    }

    /// The port of https, and others where HTTP was answered within TLS.
    private static boolean isForBrowsers(Evidence evidence, TlsObservation seen) {
        return seen.port() == HTTPS
                || evidence.ports().stream()
                        .anyMatch(port -> port.port() == seen.port()
                                && port.address().equals(seen.address())
                                && port.service().equals("https"));
    }
}
