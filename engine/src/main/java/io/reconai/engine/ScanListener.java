package io.reconai.engine;

/// Hears what happens in a scan, while it happens. The engine's only log.
///
/// Called from many threads, one call at a time; a slow listener slows the scan down (that is the back-pressure).
@FunctionalInterface
public interface ScanListener {

    /// Takes one event. What it throws ends the scan as failed.
    void on(ScanEvent event);
}
