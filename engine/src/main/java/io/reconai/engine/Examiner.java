package io.reconai.engine;

import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.Host;
import io.reconai.engine.enrichment.HostObserver;
import io.reconai.engine.enrichment.NameResolution;
import java.util.function.Supplier;

/// Looks at hosts and judges what was seen.
///
/// @param judge asked for with the first host's evidence, since reading all rules takes a while
record Examiner(HostObserver observer, Supplier<Judge> judge) {

    /// @throws InterruptedException when the scan is cancelled
    Asset examine(ScanRequest request, Host host, DiscoveryStep step, NameResolution.Real resolution)
            throws InterruptedException {
        var evidence = observer.observe(request, host, step, resolution);
        return HostGuard.call(() -> judge.get().judge(evidence));
    }
}
