package io.reconai.engine.report;

import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import java.util.Comparator;

/// What findings of one check on many hosts have in common where one thing is behind them, such as the same page under
/// many names: how bad and how sure they are, and their place and first proof without the host's own name. Of a header
/// that is missing the proof is the set of those that were sent.
record Cause(Severity severity, String location, String excerpt, Confidence confidence) implements Comparable<Cause> {

    private static final String HOST = "*";

    private static final Comparator<Cause> WORST_FIRST = Comparator.comparing(
                    Cause::severity, Comparator.reverseOrder())
            .thenComparing(Cause::location)
            .thenComparing(Cause::excerpt)
            .thenComparing(Cause::confidence);

    static Cause of(Finding finding) {
        return new Cause(
                finding.severity(),
                Overview.bounded(finding.location().replace(finding.asset(), HOST)),
                Overview.bounded(finding.evidence().getFirst().excerpt().replace(finding.asset(), HOST)),
                finding.confidence());
    }

    @Override
    public int compareTo(Cause other) {
        return WORST_FIRST.compare(this, other);
    }
}
