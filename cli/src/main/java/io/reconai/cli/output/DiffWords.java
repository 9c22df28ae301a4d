package io.reconai.cli.output;

import io.reconai.engine.asset.Severity;
import io.reconai.engine.diff.AssetChange;
import io.reconai.engine.diff.Change;
import io.reconai.engine.diff.DiffSummary;
import io.reconai.engine.diff.FactChange;
import io.reconai.engine.diff.Kind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The words in which people are told of changes.
final class DiffWords {

    private DiffWords() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static char sign(Change change) {
        return switch (change) {
            case APPEARED -> '+';
            case CHANGED -> '~';
            case GONE -> '-';
            case NOT_SEEN_AGAIN -> '?';
        };
    }

    static String assets(DiffSummary summary) {
        return "assets: " + counts(summary.assets()) + ", " + summary.unchangedAssets() + " unchanged";
    }

    static String findings(DiffSummary summary) {
        var news = Arrays.stream(Severity.values())
                .sorted(Comparator.reverseOrder())
                .filter(summary.newFindings()::containsKey)
                .map(severity -> summary.newFindings().get(severity) + " " + word(severity))
                .collect(Collectors.joining(", "));
        return "findings: " + counts(summary.findings()) + (news.isEmpty() ? "" : "; new or worse: " + news);
    }

    /// What keeps the comparison from being whole; empty when nothing does.
    static String shortcoming(DiffSummary summary) {
        if (!summary.laterComplete()) {
            return "the later scan did not come to its end: what it lacks is not known to be gone";
        }
        return summary.earlierComplete()
                ? ""
                : "the earlier scan did not come to its end: what appeared may have been there before";
    }

    private static String counts(Map<Change, Long> counts) {
        return Arrays.stream(Change.values())
                .map(change -> counts.getOrDefault(change, 0L) + " " + word(change))
                .collect(Collectors.joining(", "));
    }

    static String risk(AssetChange change) {
        var before = standing(change.before());
        var after = standing(change.after());
        if (before.isEmpty() || after.isEmpty() || before.equals(after)) {
            return after.isEmpty() ? before : after;
        }
        return before + " → " + after;
    }

    private static String standing(AssetChange.@Nullable Standing standing) {
        return standing == null ? "" : standing.riskScore() + " " + word(standing.riskLevel());
    }

    /// What a value was and is; of a certificate the label says more than its fingerprint.
    static String values(FactChange fact) {
        var before = value(fact, fact.before());
        var after = value(fact, fact.after());
        if (before.isEmpty() || after.isEmpty()) {
            return before + after;
        }
        return before + " → " + after;
    }

    private static String value(FactChange fact, String value) {
        return fact.kind() == Kind.CERTIFICATE && value.length() > 12 ? value.substring(0, 12) : value;
    }
}
