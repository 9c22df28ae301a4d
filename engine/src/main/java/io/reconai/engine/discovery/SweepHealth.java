package io.reconai.engine.discovery;

import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.SourceHealth.Status;
import io.reconai.engine.dns.DnsClient.SweepResult;
import java.time.Duration;

/// How a collector fared that asks many names, over all its sweeps.
///
/// Among thousands of names some lie in broken zones and are answered with SERVFAIL by every resolver: that is
/// said, and does not make the source a limited one until it is more than one in a hundred.
final class SweepHealth {

    private static final int ONE_IN = 100;

    private final String source;
    private final long began = System.nanoTime();
    private long asked;
    private long answered;
    private String detail = "";

    SweepHealth(String source) {
        this.source = source;
    }

    void add(SweepResult result) {
        asked += result.asked();
        answered += result.answered();
    }

    /// Says what a reader of the report should know besides.
    void note(String what) {
        detail = what;
    }

    SourceHealth health(long names) {
        var lost = asked - answered;
        var status =
                answered == 0 && asked > 0 ? Status.FAILED : lost > asked / ONE_IN ? Status.LIMITED : Status.ANSWERED;
        var said = lost == 0 ? detail : lost + " of " + asked + " questions were not answered";
        var elapsed = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return new SourceHealth(source, status, asked, answered, names, said, elapsed);
    }
}
