package io.reconai.engine.diff;

import io.reconai.engine.asset.Severity;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// A comparison in numbers.
///
/// @param earlierComplete the earlier file holds finished scans only
/// @param laterComplete the later file holds finished scans only
/// @param unchangedAssets hosts of both scans of which nothing changed
/// @param assets by what became of them
/// @param findings by what became of them, those of appeared and gone hosts included
/// @param newFindings findings that are new or worse than they were, by severity
public record DiffSummary(
        boolean earlierComplete,
        boolean laterComplete,
        long unchangedAssets,
        Map<Change, Long> assets,
        Map<Change, Long> findings,
        Map<Severity, Long> newFindings) {

    public DiffSummary {
        assets = ordered(assets);
        findings = ordered(findings);
        newFindings = ordered(newFindings);
    }

    /// In the order of the words: that of [Map#copyOf] is another in every run, and with it the report's bytes.
    private static <K extends Enum<K>> Map<K, Long> ordered(Map<K, Long> counts) {
        return Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /// True when something new is at least this bad.
    public boolean hasNews(Severity atLeast) {
        return newFindings.keySet().stream().anyMatch(severity -> severity.compareTo(atLeast) >= 0);
    }

    /// Counts what a comparison tells.
    static final class Counter {

        private final Map<Change, Long> assets = new EnumMap<>(Change.class);
        private final Map<Change, Long> findings = new EnumMap<>(Change.class);
        private final Map<Severity, Long> news = new EnumMap<>(Severity.class);
        private long unchanged;

        /// @param unchanged how many hosts are known to be unchanged already
        Counter(long unchanged) {
            this.unchanged = unchanged;
        }

        void unchanged() {
            unchanged++;
        }

        void count(AssetChange change) {
            assets.merge(change.change(), 1L, Long::sum);
            for (var fact : change.facts()) {
                if (fact.kind() == Kind.FINDING) {
                    findings.merge(fact.change(), 1L, Long::sum);
                    fact.severityAfter()
                            .filter(fact::isNews)
                            .ifPresent(severity -> news.merge(severity, 1L, Long::sum));
                }
            }
        }

        DiffSummary summary(boolean earlierComplete, boolean laterComplete) {
            return new DiffSummary(earlierComplete, laterComplete, unchanged, assets, findings, news);
        }
    }
}
