package io.reconai.engine.discovery;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.SourceHealth;

/// One source of names.
public interface Collector {

    /// Names the source in paths and reports, such as `ct.crtsh`.
    String id();

    /// The least mode in which it may run.
    ScanMode leastMode();

    /// True for one that tries names which nobody has mentioned.
    default boolean guesses() {
        return false;
    }

    /// True for one that asks a third party one thing after another for what the others find: they do not wait for it.
    default boolean isSlow() {
        return false;
    }

    /// Hands over names as they are found and says at the end how the source fared.
    ///
    /// A collector that works with the names of others asks [Discovery#next] for them until nothing more comes.
    /// Failures of the source are values, never exceptions.
    ///
    /// @throws InterruptedException when the scan is cancelled or out of time
    SourceHealth collect(Discovery discovery) throws InterruptedException;
}
