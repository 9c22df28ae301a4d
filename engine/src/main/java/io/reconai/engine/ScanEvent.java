package io.reconai.engine;

import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.WildcardVerdict;
import java.net.InetAddress;
import java.util.List;

/// Something that happened in a scan.
public sealed interface ScanEvent {

    /// A phase began or ended. Phases overlap, since hosts flow.
    record PhaseChanged(ScanPhase phase, ScanPhase.State state) implements ScanEvent {}

    /// Where the scan stands; sent at each change, at most some times a second. Also the heartbeat.
    record Progressed(ScanCounts counts) implements ScanEvent {}

    /// A name proved to be a host; it is looked at next, unless names are all that was asked for.
    ///
    /// @param found the source that led to it first
    /// @param verdicts why it is no mere wildcard answer; empty where there is no wildcard
    record HostFound(DomainName name, DiscoveryStep found, List<InetAddress> addresses, List<WildcardVerdict> verdicts)
            implements ScanEvent {}

    /// A host was looked at, judged and scored.
    ///
    /// @param again it was told before: since then other hosts showed what makes it worse, and this is what holds
    record HostScored(Asset asset, boolean again) implements ScanEvent {}

    /// A source of names has finished.
    record SourceFinished(SourceHealth health) implements ScanEvent {}

    /// Something that makes the result less than complete.
    record Warned(ScanWarning warning) implements ScanEvent {}
}
