package io.reconai.server.scans;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.audit.AuditLog;
import io.reconai.server.domains.DomainRegister;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.Ids;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.store.ScanStore;
import io.reconai.server.usage.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Starts what the caller of a request wants scanned, and charges for it: both or neither.
@ApplicationScoped
public class ScanStarter {

    private final ScanStore scans;
    private final ScanQueue queue;
    private final CurrentCaller caller;
    private final Quotas quotas;
    private final AuditLog audit;
    private final DomainRegister domains;
    private final Clock clock;

    ScanStarter(
            ScanStore scans,
            ScanQueue queue,
            CurrentCaller caller,
            Quotas quotas,
            AuditLog audit,
            DomainRegister domains,
            Clock clock) {
        this.scans = scans;
        this.queue = queue;
        this.caller = caller;
        this.quotas = quotas;
        this.audit = audit;
        this.domains = domains;
        this.clock = clock;
    }

    record Accepted(
            String scanId,
            DomainName domain,
            ScanStatus status,
            ScanMode mode,
            ScanType scanType,
            @Nullable Instant estimatedCompletion) {}

    /// The published shape repeats the fields of `data` at the top.
    record Started(
            String scanId,
            DomainName domain,
            ScanStatus status,
            String estimatedCompletion,
            String message,
            Accepted data) {}

    /// Starts a scan for one credit, unless an earlier try of the same request did.
    ///
    /// @param seed of its id
    /// @throws ApiException `SCAN_IN_PROGRESS` or `SCAN_LIMIT_REACHED`
    ScanView start(ScanWish wish, String seed) {
        var record = record(Ids.of("scn", seed), wish, caller.get().isProgram() ? "api" : "manual", null);
        if (isAdded(record)) {
            run("scan.started", record);
        }
        return record.view();
    }

    /// Judges again what a scan saw, or what was uploaded, for nothing; once, however often it is tried.
    ///
    /// @param record of [#record]
    /// @throws ApiException `SCAN_IN_PROGRESS`
    ScanView replay(ScanRecord record) {
        var known = scans.find(caller.workspace(), record.view().scanId());
        if (known.isPresent()) {
            return record.view();
        }
        scans.add(caller.workspace(), record).ifPresent(scanId -> {
            throw inProgress(record, scanId);
        });
        run("scan.replayed", record);
        return record.view();
    }

    /// A scan that the caller asks for now.
    ///
    /// @param source the scan whose evidence is judged again; null for others
    ScanRecord record(String scanId, ScanWish wish, String trigger, @Nullable String source) {
        var view = ScanDraft.asked(
                scanId,
                wish,
                trigger,
                caller.get().account().uid(),
                caller.get().tokenName().orElse(null),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return new ScanRecord(caller.workspace().id(), wish, source == null ? view : view.replaying(source));
    }

    private void run(String action, ScanRecord record) {
        queue.wake();
        audit.record(
                action, "scan", record.view().scanId(), record.wish().domain().value());
        domains.add(record.wish().domain());
    }

    /// @return false where an earlier try of the same request added it
    private boolean isAdded(ScanRecord record) {
        var limits = quotas.limits(caller.get().membership().plan());
        return switch (scans.start(caller.workspace(), record, limits, clock.instant())) {
            case ScanStore.Start.Taken() -> true;
            case ScanStore.Start.Known _ -> false;
            case ScanStore.Start.InProgress(var scanId) -> throw inProgress(record, scanId);
            case ScanStore.Start.NoCredit(var usage) ->
                throw quotas.usedUp(
                        ErrorCode.SCAN_LIMIT_REACHED,
                        "The scan credits",
                        limits.scanCredits(),
                        usage.scanCredits(),
                        usage);
        };
    }

    private static ApiException inProgress(ScanRecord record, String scanId) {
        return new ApiException(
                        ErrorCode.SCAN_IN_PROGRESS, "A scan of " + record.wish().domain() + " is waiting or running")
                .with("scan_id", scanId);
    }

    /// 202, with where to look.
    static Response answer(ScanView scan) {
        var address = "/api/assets/scans/" + scan.scanId();
        return Response.accepted(new Started(
                        scan.scanId(),
                        scan.domain(),
                        scan.scanStatus(),
                        "1-5 minutes",
                        "Scan started successfully. Check status at " + address,
                        new Accepted(
                                scan.scanId(), scan.domain(), scan.scanStatus(), scan.mode(), scan.scanType(), null)))
                .location(URI.create(address))
                .build();
    }
}
