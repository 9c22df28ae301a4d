package io.reconai.engine.discovery;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import java.util.function.Consumer;

/// One source of names.
public interface Collector {

    /// Names the source in paths and reports, such as `ct.crtsh`.
    String id();

    /// The least mode in which it may run.
    ScanMode leastMode();

    /// Hands over names as they are found and says at the end how the source fared.
    ///
    /// The consumer may block: that is back-pressure. Failures of the source are values, never exceptions.
    ///
    /// @throws InterruptedException when the scan is cancelled
    SourceHealth collect(DomainName domain, Consumer<DiscoveredName> names) throws InterruptedException;
}
