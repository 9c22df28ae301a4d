package io.reconai.server.findings;

import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Finding;
import java.time.Duration;
import java.time.Instant;

/// Makes a takeover certain that two looks saw, apart in time.
///
/// For minutes while something is set up or moved, providers say of a name that it is nobody's; so one look alone says
/// that it is likely. What is only possible stays so, however often it is seen.
public final class SecondLook {

    private static final String TAKEOVERS = "takeover.";

    /// Longer than providers take to set something up.
    private static final Duration APART = Duration.ofMinutes(10);

    private SecondLook() {}

    /// How sure a finding is that was seen before.
    ///
    /// @param before its state until now; what was gone in between begins anew
    public static Confidence confidence(Finding finding, FindingState before, Instant firstSeen, Instant now) {
        var isConfirmed = finding.checkId().startsWith(TAKEOVERS)
                && finding.confidence() == Confidence.FIRM
                && before != FindingState.FIXED
                && !now.isBefore(firstSeen.plus(APART));
        return isConfirmed ? Confidence.CERTAIN : finding.confidence();
    }
}
