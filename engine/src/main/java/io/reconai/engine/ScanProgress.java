package io.reconai.engine;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.NetworkRegistration;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.Text;
import io.reconai.engine.asset.WildcardVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where one scan stands: its counts, its warnings, its sources. Tells the listener, one call at a time.
///
/// Every method may be called from any thread.
final class ScanProgress {

    private static final int MAX_LISTED = 1_000;
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private final ScanListener listener;
    private final List<SourceHealth> sources = new ArrayList<>();
    private final List<ScanWarning> warnings = new ArrayList<>();
    private final Map<DomainName, WildcardVerdict> wildcards = new LinkedHashMap<>();
    private final Set<String> unresolved = new LinkedHashSet<>();
    private final Set<String> related = new LinkedHashSet<>();
    private final Set<ScanPhase> begun = EnumSet.noneOf(ScanPhase.class);
    private final Map<String, Long> newNames = new HashMap<>();
    private long candidates;
    private long namesFound;
    private long namesReal;
    private long hostsTotal;
    private long hostsDone;
    private long wildcardNames;
    private long excludedNames;
    private long toldAt;
    private boolean isFull;

    ScanProgress(ScanListener listener) {
        this.listener = listener;
    }

    synchronized void phase(ScanPhase phase, ScanPhase.State state) {
        if (state == ScanPhase.State.RUNNING && !begun.add(phase)) {
            return;
        }
        listener.on(new ScanEvent.PhaseChanged(phase, state));
    }

    synchronized void source(SourceHealth ended) {
        var health = ended.withNewNames(newNames.getOrDefault(ended.source(), 0L));
        sources.add(health);
        candidates += health.asked();
        listener.on(new ScanEvent.SourceFinished(health));
        switch (health.status()) {
            case FAILED -> warn(ScanWarning.Code.SOURCE_UNAVAILABLE, health.source(), health.detail());
            case LIMITED -> warn(ScanWarning.Code.SOURCE_RATE_LIMITED, health.source(), health.detail());
            case ASKED, ANSWERED, SKIPPED -> {}
        }
    }

    synchronized void nameFound(String source) {
        newNames.merge(source, 1L, Long::sum);
        namesFound++;
        candidates++;
        tell();
    }

    synchronized void nameReal(ScanEvent.HostFound found) {
        namesReal++;
        listener.on(found);
    }

    /// Counts a host in, unless the scan holds as many as it may.
    synchronized boolean admitHost(int limit) {
        if (hostsTotal >= limit) {
            isFull = true;
            if (hostsTotal == limit) {
                warnOnce(ScanWarning.Code.HOST_LIMIT, "hosts", "only the first " + limit + " hosts were looked at");
            }
            return false;
        }
        hostsTotal++;
        phase(ScanPhase.ENRICHMENT, ScanPhase.State.RUNNING);
        tell();
        return true;
    }

    /// True once a host was left out, since as many as wanted are looked at.
    synchronized boolean isFull() {
        return isFull;
    }

    synchronized void scored(Asset asset) {
        hostsDone++;
        phase(ScanPhase.RISK_ANALYSIS, ScanPhase.State.RUNNING);
        listener.on(new ScanEvent.HostScored(asset, false));
        var blocked = asset.evidence().addresses().stream()
                .filter(address -> !address.isAllowed())
                .toList();
        if (!blocked.isEmpty()) {
            warn(
                    ScanWarning.Code.BLOCKED_BY_POLICY,
                    asset.host().value(),
                    blocked.getFirst().address() + " is not probed: "
                            + blocked.getFirst().blockedBy());
        }
        tell();
    }

    /// A host that was counted before.
    synchronized void scoredAgain(Asset asset) {
        listener.on(new ScanEvent.HostScored(asset, true));
    }

    synchronized void wildcardName(WildcardVerdict verdict) {
        wildcardNames++;
        if (wildcards.size() < MAX_LISTED && wildcards.putIfAbsent(verdict.parent(), verdict) == null) {
            warn(
                    ScanWarning.Code.DNS_WILDCARD,
                    verdict.parent().value(),
                    "any name below it is answered; such names are left out");
        }
    }

    /// A name that was met and is off limits; each counts once.
    synchronized void excluded() {
        excludedNames++;
    }

    synchronized void noSuchDomain(String detail) {
        warn(ScanWarning.Code.NO_SUCH_DOMAIN, "dns", detail);
    }

    synchronized void noResolver() {
        warn(ScanWarning.Code.PARTIAL_EVIDENCE, "dns", "no resolver can be used; nothing could be looked up");
    }

    synchronized void unresolved(DomainName name, String detail) {
        if (unresolved.size() < MAX_LISTED && unresolved.add(name.value() + ": " + detail)) {
            warnOnce(ScanWarning.Code.PARTIAL_EVIDENCE, "dns", "some names could not be resolved; see the report");
        }
    }

    synchronized void related(DomainName name) {
        if (related.size() < MAX_LISTED) {
            related.add(name.value());
        }
    }

    /// The one place where a fault of ours ends up: it costs one host and is said.
    synchronized void failedOnOurSide(String host, RuntimeException bug) {
        warn(ScanWarning.Code.PARTIAL_EVIDENCE, host, "failed on our side: " + Text.visible(bug.toString(), 300));
    }

    synchronized void lookingEnded(ScanReport.End end) {
        var state = end == ScanReport.End.COMPLETED ? ScanPhase.State.COMPLETED : ScanPhase.State.FAILED;
        if (end == ScanReport.End.DEADLINE) {
            warn(ScanWarning.Code.PARTIAL_EVIDENCE, "deadline", "the scan ran out of time");
        }
        for (var phase : List.of(ScanPhase.ENRICHMENT, ScanPhase.RISK_ANALYSIS)) {
            phase(phase, begun.contains(phase) ? state : ScanPhase.State.SKIPPED);
        }
        listener.on(new ScanEvent.Progressed(counts()));
    }

    synchronized ScanReport report(
            ScanRequest request,
            Instant startedAt,
            Instant finishedAt,
            ScanReport.End end,
            List<NetworkRegistration> networks) {
        return new ScanReport(
                request.scanId(),
                request.domain(),
                request.mode(),
                startedAt,
                finishedAt,
                end,
                counts(),
                sources,
                networks,
                List.copyOf(wildcards.values()),
                wildcardNames,
                excludedNames,
                List.copyOf(unresolved),
                List.copyOf(related),
                warnings);
    }

    private ScanCounts counts() {
        return new ScanCounts(candidates, namesFound, namesReal, hostsTotal, hostsDone);
    }

    private void warn(ScanWarning.Code code, String source, String detail) {
        if (warnings.size() >= MAX_LISTED) {
            return;
        }
        var warning = new ScanWarning(code, source, detail);
        warnings.add(warning);
        listener.on(new ScanEvent.Warned(warning));
    }

    private void warnOnce(ScanWarning.Code code, String source, String detail) {
        if (warnings.stream()
                .noneMatch(earlier -> earlier.code() == code && earlier.source().equals(source))) {
            warn(code, source, detail);
        }
    }

    private void tell() {
        var now = System.nanoTime();
        if (now - toldAt >= PAUSE_NANOS) {
            toldAt = now;
            listener.on(new ScanEvent.Progressed(counts()));
        }
    }
}
