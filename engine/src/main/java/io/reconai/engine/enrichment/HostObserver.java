package io.reconai.engine.enrichment;

import io.reconai.engine.ScanRequest;
import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;

/// Collects everything observed about one host. Failures are part of what is observed.
@FunctionalInterface
public interface HostObserver {

    /// Looks at a host in the request's mode.
    ///
    /// @throws InterruptedException when the scan is cancelled
    Evidence observe(ScanRequest request, Host host, DiscoveryStep step, NameResolution.Real resolution)
            throws InterruptedException;
}
