package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.Technology;
import io.reconai.engine.releases.Packaging;
import io.reconai.engine.releases.Product;
import io.reconai.engine.releases.Product.Kind;
import io.reconai.engine.releases.ReleaseJudge;
import io.reconai.engine.releases.ReleaseTable;
import io.reconai.engine.releases.Verdict;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Software that gets no fixes any more, or lacks the newest ones, by the version it announces.
///
/// Judged by a table of facts of a day that each finding names; how, and what distributions change about it, says
/// [ReleaseJudge]. One finding a product, wherever on the host its versions were seen. A version is a claim of the
/// server: at best firm, and where a distribution may have patched it, a hint of low severity.
final class OutdatedSoftwareDetector implements Detector {

    private static final Check ENDED = new Check(
            "tech.end-of-life",
            "Technologies",
            MEDIUM,
            "Software without security fixes",
            "The version that is announced is of a line that its makers, or the distribution that ships it, no longer"
                    + " fix: new weaknesses stay open.",
            "Move to a line that gets fixes",
            List.of("CWE-1104"));

    private static final Check BEHIND = new Check(
            "tech.outdated-release",
            "Technologies",
            LOW,
            "Software is not of its line's newest release",
            "The version that is announced is older than a release of the same line that is known. A distributor may"
                    + " have fixed it without a change of the version.",
            "Update within the line, and see which fixes are missing",
            List.of("CWE-1395"));

    private final ReleaseTable table;
    private final ReleaseJudge judge;

    OutdatedSoftwareDetector(ReleaseTable table) {
        this.table = table;
        this.judge = new ReleaseJudge(table);
    }

    @Override
    public String id() {
        return "tech_outdated_software_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(ENDED, BEHIND);
    }

    /// Services only: what else runs there is recognised beforehand.
    @Override
    public List<Finding> detect(Evidence evidence) {
        return detect(evidence, List.of());
    }

    @Override
    public List<Finding> detect(Evidence evidence, List<Technology> recognised) {
        var announced = SoftwareFacts.of(evidence, recognised);
        if (announced.isEmpty()) {
            return List.of();
        }
        var host = SoftwareFacts.packaging(evidence, recognised);
        Map<String, List<Finding>> byProduct = new LinkedHashMap<>();
        for (var fact : announced) {
            find(evidence, fact, host).ifPresent(found -> byProduct
                    .computeIfAbsent(found.location(), _ -> new ArrayList<>())
                    .add(found));
        }
        return byProduct.values().stream().map(OutdatedSoftwareDetector::merged).toList();
    }

    private Optional<Finding> find(Evidence evidence, SoftwareFacts.Fact fact, Optional<Packaging> host) {
        var day = LocalDate.ofInstant(evidence.observedAt(), ZoneOffset.UTC);
        return table.product(fact.cpe())
                .filter(product -> product.kind() != Kind.DISTRIBUTION)
                .flatMap(product -> judge.judge(product, fact.version(), fact.packaging(), host, day)
                        .map(verdict -> finding(evidence, product, fact, verdict)));
    }

    private Finding finding(Evidence evidence, Product product, SoftwareFacts.Fact fact, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Ended ended -> ended(evidence, product, fact, ended);
            case Verdict.Behind behind ->
                Finding.of(BEHIND, id(), evidence, product.id(), fact.proofs().getFirst())
                        .withConfidence(confidence(behind.isSure()))
                        .provedBy(fact.proofs())
                        .adding("%s %s is announced; %s is out, as known on %s."
                                .formatted(product.name(), fact.version(), behind.newest(), table.asOf()))
                        .referringTo(references(BEHIND, product));
        };
    }

    private Finding ended(Evidence evidence, Product product, SoftwareFacts.Fact fact, Verdict.Ended ended) {
        var isShipped = ended.product().kind() == Kind.DISTRIBUTION;
        var what = isShipped
                ? "%s %s is announced, which %s %s ships, and that"
                        .formatted(
                                product.name(), fact.version(), ended.product().name(), ended.line())
                : "%s %s is announced, and its line".formatted(product.name(), fact.version());
        var newest = ended.newest().isEmpty() ? "" : " The newest release of the line is " + ended.newest() + ".";
        return Finding.of(
                        ENDED,
                        id(),
                        evidence,
                        ended.product().id(),
                        fact.proofs().getFirst())
                .withSeverity(severity(product, ended))
                .withConfidence(confidence(ended.isSure()))
                .provedBy(fact.proofs())
                .adding("%s got its last fixes for everybody by %s, as known on %s.%s"
                        .formatted(what, ended.lastDay(), table.asOf(), newest))
                .referringTo(references(ENDED, ended.product()));
    }

    private static Severity severity(Product product, Verdict.Ended ended) {
        return ended.isSure() && product.kind() != Kind.LIBRARY ? MEDIUM : LOW;
    }

    private static Confidence confidence(boolean isSure) {
        return isSure ? Confidence.FIRM : Confidence.TENTATIVE;
    }

    private static List<String> references(Check check, Product product) {
        return Stream.concat(check.references().stream(), Stream.of(product.source()))
                .toList();
    }

    /// The worst and surest of what was found of a product, with the proofs of all that say the same.
    private static Finding merged(List<Finding> found) {
        var worst = found.stream()
                .reduce((first, next) -> isWorse(next, first) ? next : first)
                .orElseThrow();
        var proofs = found.stream()
                .filter(finding -> finding.checkId().equals(worst.checkId()))
                .flatMap(finding -> finding.evidence().stream());
        return worst.provedBy(
                Stream.concat(worst.evidence().stream(), proofs).distinct().toList());
    }

    private static boolean isWorse(Finding one, Finding other) {
        var isEnd = one.checkId().equals(ENDED.id());
        if (isEnd != other.checkId().equals(ENDED.id())) {
            return isEnd;
        }
        return one.severity().compareTo(other.severity()) > 0
                || one.severity() == other.severity() && one.confidence().compareTo(other.confidence()) > 0;
    }
}
