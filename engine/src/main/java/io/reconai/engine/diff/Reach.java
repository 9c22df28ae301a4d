package io.reconai.engine.diff;

import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How far a scan reached, by its reports: whether a host that it does not have can be called absent.
///
/// Of several reports of a domain the last one counts: it ends a scan that was resumed.
final class Reach {

    /// These try names; which ones is not in the evidence, and another scan may have tried others.
    private static final Set<String> TRYING = Set.of("dns.brute-force", "dns.permutations", "list");

    private final Map<DomainName, ScanReport> reports = new HashMap<>();
    private final Map<DomainName, Set<String>> unresolved = new HashMap<>();
    private boolean cutShort;

    void add(ScanReport report) {
        cutShort |= report.end() != ScanReport.End.COMPLETED;
        reports.put(report.domain(), report);
        unresolved.put(report.domain(), new HashSet<>(report.unresolved()));
    }

    /// True when every scan in the file came to its end.
    boolean isComplete() {
        return !reports.isEmpty() && !cutShort;
    }

    /// Why a host of the other scan may exist although this one does not have it; empty when it was looked for by what
    /// had led to it, and was not there.
    Optional<String> whyUnknown(AssetDigest other) {
        var domain = DomainName.parse(other.domain());
        var report = domain.map(reports::get).orElse(null);
        if (domain.isEmpty() || report == null) {
            return Optional.of("no finished scan of " + other.domain());
        }
        if (report.end() != ScanReport.End.COMPLETED) {
            return Optional.of("the scan ended early: " + word(report.end()));
        }
        if (!report.mode().includes(other.mode())) {
            return Optional.of("scanned in " + word(report.mode()) + " mode");
        }
        if (unresolved.getOrDefault(domain.get(), Set.of()).contains(other.asset())) {
            return Optional.of("its name could not be resolved");
        }
        if (report.excludedNames() > 0) {
            return Optional.of("names were excluded from the scan");
        }
        if (report.leftHostsOut()) {
            return Optional.of("the scan reached its limit of hosts");
        }
        return other.sources().stream()
                .map(source -> whySilent(source, report))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> whySilent(String source, ScanReport report) {
        if (TRYING.contains(source)) {
            return Optional.of(source + " tries names, and may have tried others");
        }
        return report.sources().stream()
                .filter(health -> health.source().equals(source))
                .filter(health -> health.status() != SourceHealth.Status.ANSWERED)
                .findFirst()
                .map(health -> source + " " + word(health.status()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
