package io.reconai.engine;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Workings;
import io.reconai.engine.detectors.Detector;
import io.reconai.engine.providers.Providers;
import io.reconai.engine.risk.RiskFeatures;
import io.reconai.engine.risk.RiskScore;
import io.reconai.engine.risk.RiskScorer;
import io.reconai.engine.technologies.Technologies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes an [Asset] of [Evidence]: a pure function, the same in a scan and in a replay years later.
public final class Judge {

    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(
                    Finding::severity, Comparator.reverseOrder())
            .thenComparing(Finding::checkId)
            .thenComparing(Finding::location);

    private final Technologies technologies;
    private final Providers providers;
    private final List<Detector> detectors;
    private final RiskScorer scorer;
    private final Set<String> hidden;
    private final boolean showsHidden;

    /// @param showsHidden whether findings of hidden checks are among the findings
    public Judge(
            Technologies technologies,
            Providers providers,
            List<Detector> detectors,
            RiskScorer scorer,
            boolean showsHidden) {
        this.technologies = technologies;
        this.providers = providers;
        this.detectors = List.copyOf(detectors);
        this.scorer = scorer;
        this.showsHidden = showsHidden;
        hidden = detectors.stream()
                .flatMap(detector -> detector.checks().stream())
                .filter(Check::hidden)
                .map(Check::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Recognises, judges and scores one host.
    public Asset judge(Evidence evidence) {
        return Workings.share(() -> recogniseAndJudge(evidence));
    }

    private Asset recogniseAndJudge(Evidence evidence) {
        var recognised = technologies.of(evidence);
        var findings = new ArrayList<Finding>();
        for (var detector : detectors) {
            for (var finding : detector.detect(evidence, recognised)) {
                if (showsHidden || !hidden.contains(finding.checkId())) {
                    findings.add(finding);
                }
            }
        }
        findings.sort(WORST_FIRST);
        return new Asset(evidence, recognised, providers.of(evidence), findings, score(evidence, findings));
    }

    /// The score of a host with these findings: those that it has, or what would be left if some were mended.
    /// Those of hidden checks do not count.
    ///
    /// @param findings the worst first
    public RiskScore score(Evidence evidence, List<Finding> findings) {
        var counting = new ArrayList<Finding>(findings.size());
        for (var finding : findings) {
            if (!hidden.contains(finding.checkId())) {
                counting.add(finding);
            }
        }
        return scorer.score(RiskFeatures.of(evidence, counting), worstVerified(counting));
    }

    /// The finding that may lift the score: the worst that content proves (see docs/model-card.md).
    private static Optional<Finding> worstVerified(List<Finding> findings) {
        for (var finding : findings) {
            if (finding.verified()) {
                return Optional.of(finding);
            }
        }
        return Optional.empty();
    }
}
