package io.reconai.engine;

import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import io.reconai.engine.enrichment.HostObserver;
import io.reconai.engine.enrichment.NameResolution;
import io.reconai.engine.enrichment.SoaRereadings;
import io.reconai.engine.net.Deadline;
import java.util.function.Supplier;

/// Looks at hosts and judges what was seen.
///
/// @param rereadings what is asked again at the scan's end
/// @param judge asked for with the first host's evidence, since reading all rules takes a while
record Examiner(HostObserver observer, SoaRereadings rereadings, Supplier<Judge> judge) {

    /// @throws InterruptedException when the scan is cancelled
    Asset examine(ScanRequest request, Host host, DiscoveryStep step, NameResolution.Real resolution)
            throws InterruptedException {
        return judge(observer.observe(request, host, step, resolution));
    }

    /// @throws InterruptedException when the scan is cancelled
    Asset judge(Evidence evidence) throws InterruptedException {
        return HostGuard.call(() -> judge.get().judge(evidence));
    }

    /// True for a host that [#settle] has something to ask of.
    boolean isUnsettled(Asset asset) {
        return rereadings.isWanted(asset.evidence());
    }

    /// Asks once more what can be asked in time, and judges anew.
    ///
    /// @throws InterruptedException when the scan is cancelled
    Asset settle(Asset asset, Deadline deadline) throws InterruptedException {
        var evidence = rereadings.again(asset.evidence(), deadline);
        return HostGuard.call(() -> judge.get().judge(evidence));
    }
}
