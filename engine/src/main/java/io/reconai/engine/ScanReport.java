package io.reconai.engine;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.NetworkRegistration;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.WildcardVerdict;
import java.time.Instant;
import java.util.List;

/// How a scan ended and how far its result can be trusted.
///
/// @param sources how each source fared: resolvers, collectors, registries
/// @param networks whose the networks are that the found addresses lie in, at most ten
/// @param wildcards the levels that answer to any name
/// @param wildcardNames names left out because only a wildcard answers for them
/// @param excludedNames names left out because the operator excluded them
/// @param unresolved names whose resolution failed on the way: not known to be absent
/// @param related names outside the scope that were met, at most 1,000; reported, never probed
public record ScanReport(
        String scanId,
        DomainName domain,
        ScanMode mode,
        Instant startedAt,
        Instant finishedAt,
        End end,
        ScanCounts counts,
        List<SourceHealth> sources,
        List<NetworkRegistration> networks,
        List<WildcardVerdict> wildcards,
        long wildcardNames,
        long excludedNames,
        List<String> unresolved,
        List<String> related,
        List<ScanWarning> warnings) {

    /// How it ended.
    public enum End {
        /// Every stage came to its end; single sources may have failed.
        COMPLETED,
        /// The deadline passed; what was found stands.
        DEADLINE,
        /// Nothing useful could be done.
        FAILED
    }

    public ScanReport {
        sources = List.copyOf(sources);
        networks = List.copyOf(networks);
        wildcards = List.copyOf(wildcards);
        unresolved = List.copyOf(unresolved);
        related = List.copyOf(related);
        warnings = List.copyOf(warnings);
    }

    /// True when there are hosts that were not looked at, since no more were wanted.
    public boolean leftHostsOut() {
        return warnings.stream().anyMatch(warning -> warning.code() == ScanWarning.Code.HOST_LIMIT);
    }
}
