package io.reconai.server.advice;

import io.reconai.engine.Judge;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import io.reconai.server.advice.Advice.Step;
import io.reconai.server.assets.StoredAsset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Gathers what is open on assets by check: what is mended once is one step, however many assets have it. What a step
/// gains is found by scoring each asset again without its findings.
final class Steps {

    /// More is no plan.
    private static final int MOST = 20;

    private static final List<String> OPEN = List.of("open", "acknowledged");

    private static final class Gathered {
        final Finding example;
        final List<String> findings = new ArrayList<>();
        Severity worst = Severity.INFO;
        int gain;

        Gathered(Finding example) {
            this.example = example;
        }

        Step step() {
            return new Step(example.title(), example.remediation(), findings, gain);
        }
    }

    private final Judge judge;
    private final Map<String, Gathered> byCheck = new LinkedHashMap<>();
    private int count;

    Steps(Judge judge) {
        this.judge = judge;
    }

    void add(StoredAsset stored) {
        var all = stored.asset().findings();
        var open = all.stream()
                .filter(finding -> OPEN.contains(stored.findingStates().getOrDefault(finding.id(), "open")))
                .collect(Collectors.groupingBy(Finding::checkId, LinkedHashMap::new, Collectors.toList()));
        open.forEach((check, findings) -> {
            var gathered = byCheck.computeIfAbsent(check, _ -> new Gathered(findings.getFirst()));
            gathered.findings.addAll(findings.stream().map(Finding::id).toList());
            gathered.gain = Math.max(gathered.gain, gain(stored, findings));
            for (var finding : findings) {
                gathered.worst = finding.severity().compareTo(gathered.worst) > 0 ? finding.severity() : gathered.worst;
            }
            count += findings.size();
        });
    }

    private int gain(StoredAsset stored, List<Finding> mended) {
        var asset = stored.asset();
        var left = asset.findings().stream()
                .filter(finding -> !mended.contains(finding))
                .toList();
        var before = judge.score(asset.evidence(), asset.findings()).score();
        return Math.max(0, before - judge.score(asset.evidence(), left).score());
    }

    /// How many findings are open.
    int findings() {
        return count;
    }

    /// What gains most first; what gains the same, the worst first.
    List<Step> steps() {
        return byCheck.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, Gathered> one) -> -one.getValue().gain)
                        .thenComparing(one -> one.getValue().worst, Comparator.reverseOrder())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST)
                .map(one -> one.getValue().step())
                .toList();
    }
}
