package io.reconai.engine.detectors.exposure;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.SecretFacts;
import io.reconai.engine.detectors.Detector;
import io.reconai.engine.web.Baseline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keys and passwords in whatever the host answered: pages, scripts, settings, errors (CWE-312).
///
/// They were noted and hidden while the bodies were read. The same one under several addresses is one finding, at the
/// first of them. Where a file is nothing but a credential, the finding about the file says it.
final class SecretDetector implements Detector {

    private static final int MOST_PROOFS = 10;

    /// Answers to random paths: they have another address in every scan.
    private static final Set<String> RANDOM = Set.of(Baseline.PROBE, Baseline.AGAIN);

    /// Kinds that the findings about files speak of themselves.
    private static final Set<String> SAID_OF_FILES =
            Set.of("setting", "url-credentials", "private-key", "private-key-encrypted");

    private record Seen(int index, int number, Exchange exchange, SecretFacts secret, SecretKind kind) {

        /// By which the same secret is known under another address.
        String identity() {
            return secret.kind() + " " + secret.digest() + " " + secret.shown() + " " + secret.length();
        }

        Proof proof() {
            var shown = secret.shown().isEmpty() ? "hidden" : secret.shown();
            return new Proof(
                    "/exchanges/" + index + "/answer/notes/secrets/" + number,
                    exchange.url() + ": " + kind.name() + " (" + shown + ", " + secret.length() + " characters)");
        }
    }

    @Override
    public String id() {
        return "exposure_secret_detector";
    }

    @Override
    public List<Check> checks() {
        return SecretKind.checks();
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        Map<String, List<Seen>> bySecret = new LinkedHashMap<>();
        for (var seen : seen(evidence)) {
            bySecret.computeIfAbsent(seen.identity(), _ -> new ArrayList<>()).add(seen);
        }
        Map<String, List<Seen>> byPlace = new LinkedHashMap<>();
        for (var same : bySecret.values()) {
            var first = same.getFirst();
            byPlace.computeIfAbsent(
                            first.kind().check().id() + " " + first.exchange().url(), _ -> new ArrayList<>())
                    .addAll(same);
        }
        return byPlace.values().stream().map(group -> finding(evidence, group)).toList();
    }

    private static List<Seen> seen(Evidence evidence) {
        var seen = new ArrayList<Seen>();
        for (var i = 0; i < evidence.exchanges().size(); i++) {
            var made = evidence.exchanges().get(i);
            var answer = made.answer();
            if (answer == null || answer.notes() == null || !isJudged(evidence, made)) {
                continue;
            }
            var secrets = answer.noted().secrets();
            for (var j = 0; j < secrets.size(); j++) {
                var secret = secrets.get(j);
                var kind = SecretKind.of(secret.kind());
                if (kind.isPresent() && !isSaidOfTheFile(evidence, made, secret)) {
                    seen.add(new Seen(i, j, made, secret, kind.get()));
                }
            }
        }
        return seen;
    }

    private static boolean isJudged(Evidence evidence, Exchange made) {
        return !RANDOM.contains(made.probe())
                && made.host().equals(evidence.host().value());
    }

    private static boolean isSaidOfTheFile(Evidence evidence, Exchange made, SecretFacts secret) {
        return made.probe().equals(Exposure.PROBE)
                && (SAID_OF_FILES.contains(secret.kind())
                        || ExposureDetectors.credentialPaths(evidence.host()).contains(made.path()));
    }

    private Finding finding(Evidence evidence, List<Seen> group) {
        var first = group.getFirst();
        var worst =
                group.stream().map(Seen::kind).max(Comparator.naturalOrder()).orElse(first.kind());
        var finding = Finding.of(worst.check(), id(), evidence, first.exchange().url(), first.proof())
                .withSeverity(worst.severity())
                .withConfidence(worst.confidence())
                .provedBy(group.stream()
                        .map(Seen::proof)
                        .distinct()
                        .limit(MOST_PROOFS)
                        .toList());
        return worst.isProof() ? finding.proved() : finding;
    }
}
