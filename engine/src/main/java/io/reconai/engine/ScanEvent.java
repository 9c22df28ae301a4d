package io.reconai.engine;

import io.reconai.engine.asset.SourceHealth;

/// Something that happened in a scan.
public sealed interface ScanEvent {

    /// A phase began or ended. Phases overlap, since hosts flow.
    record PhaseChanged(ScanPhase phase, ScanPhase.State state) implements ScanEvent {}

    /// Where the scan stands; sent at each change, at most some times a second. Also the heartbeat.
    record Progressed(ScanCounts counts) implements ScanEvent {}

    /// A host was looked at, judged and scored.
    record HostScored(Asset asset) implements ScanEvent {}

    /// A source of names has finished.
    record SourceFinished(SourceHealth health) implements ScanEvent {}

    /// Something that makes the result less than complete.
    record Warned(ScanWarning warning) implements ScanEvent {}
}
