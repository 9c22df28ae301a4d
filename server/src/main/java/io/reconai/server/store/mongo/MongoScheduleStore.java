package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanStatus;
import io.reconai.server.schedules.PlannedRun;
import io.reconai.server.schedules.Schedule;
import io.reconai.server.schedules.ScheduledDomain;
import io.reconai.server.store.ScheduleStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// Schedules in MongoDB, in the domain's document; [MonitoredDomains] keeps the limit.
final class MongoScheduleStore implements ScheduleStore {

    private final Documents domains;
    private final Documents scans;
    private final Documents workspaces;
    private final MonitoredDomains monitored;

    MongoScheduleStore(MongoDatabase database) {
        domains = new Documents(database.getCollection(Schema.DOMAINS));
        scans = new Documents(database.getCollection(Schema.SCANS));
        workspaces = new Documents(database.getCollection(Schema.WORKSPACES));
        monitored = new MonitoredDomains(database);
    }

    @Override
    public Setting set(
            Workspace workspace,
            String domainId,
            Schedule schedule,
            Optional<PlannedRun> next,
            @Nullable Integer most) {
        if (schedule.enabled() && !monitored.join(workspace, domainId, most)) {
            return domains.first(DomainDocuments.one(workspace, domainId)).isPresent()
                    ? Setting.FULL
                    : Setting.NO_DOMAIN;
        }
        var at = Values.dateOrNull(next.map(PlannedRun::at).orElse(null));
        var changed = domains.update(
                DomainDocuments.one(workspace, domainId),
                DomainDocuments.set(new Document(DomainDocuments.SCHEDULE, Values.json(schedule))
                        .append(DomainDocuments.MONITORED, schedule.enabled())
                        .append(
                                "planned_at",
                                Values.dateOrNull(
                                        next.map(PlannedRun::plannedAt).orElse(null)))
                        .append(DomainDocuments.NEXT_RUN, at)
                        .append("run_from", at)));
        if (!changed || !schedule.enabled()) {
            monitored.leave(workspace, domainId);
        }
        return changed ? Setting.DONE : Setting.NO_DOMAIN;
    }

    @Override
    public boolean remove(Workspace workspace, String domainId) {
        var removed = domains.update(
                scheduled(workspace, domainId),
                DomainDocuments.set(new Document(DomainDocuments.SCHEDULE, null)
                        .append(DomainDocuments.MONITORED, false)
                        .append("planned_at", null)
                        .append(DomainDocuments.NEXT_RUN, null)
                        .append("run_from", null)
                        .append("scheduled_scan_id", null)));
        monitored.leave(workspace, domainId);
        return removed;
    }

    private static Document scheduled(Workspace workspace, String domainId) {
        return DomainDocuments.one(workspace, domainId).append(DomainDocuments.SCHEDULE, new Document("$ne", null));
    }

    /// As many as a workspace has are sorted here.
    @Override
    public PageOf<ScheduledDomain> list(Workspace workspace, PageRequest page) {
        var all = scheduled(workspace).stream()
                .sorted(Comparator.comparing((ScheduledDomain one) ->
                                Optional.ofNullable(one.nextRunAt()).orElse(Instant.MAX))
                        .thenComparing(ScheduledDomain::domainId))
                .toList();
        return Orders.page(all, page);
    }

    private List<ScheduledDomain> scheduled(Workspace workspace) {
        var found = domains.all(new Criteria(Schema.WORKSPACE, workspace.id())
                .isNot(DomainDocuments.SCHEDULE, null)
                .filter());
        Map<String, String> statuses = new HashMap<>();
        var ids = found.stream()
                .flatMap(domain -> Optional.ofNullable(Values.textOrNull(domain, "scheduled_scan_id")).stream())
                .toList();
        scans.all(
                        new Criteria(Schema.WORKSPACE, workspace.id())
                                .and("scan_id", "$in", ids)
                                .filter(),
                        "scan_id",
                        "scan_status")
                .forEach(scan -> statuses.put(scan.getString("scan_id"), scan.getString("scan_status")));
        return found.stream().map(domain -> scheduled(domain, statuses)).toList();
    }

    private static ScheduledDomain scheduled(Document domain, Map<String, String> statuses) {
        var scanId = Values.textOrNull(domain, "scheduled_scan_id");
        var status = scanId == null ? null : statuses.get(scanId);
        return ScheduledDomain.of(
                domain.getString("domain_id"),
                new DomainName(domain.getString("domain")),
                schedule(domain),
                Values.instantOrNull(domain, DomainDocuments.NEXT_RUN),
                scanId,
                status == null ? null : Values.constant(ScanStatus.class, status));
    }

    private static Schedule schedule(Document domain) {
        return Objects.requireNonNull(DomainDocuments.schedule(domain), "asked for those that have one");
    }

    @Override
    public List<Monitored> monitored(Workspace workspace) {
        return domains
                .some(
                        new Document(Schema.WORKSPACE, workspace.id()).append(DomainDocuments.MONITORED, true),
                        new Document("added_at", 1).append("domain_id", 1),
                        0,
                        0)
                .stream()
                .map(domain -> new Monitored(domain.getString("domain_id"), new DomainName(domain.getString("domain"))))
                .toList();
    }

    @Override
    public Optional<Instant> lastScan(Workspace workspace, DomainName domain) {
        return scans.first(
                        new Document(Schema.WORKSPACE, workspace.id()).append("domain", domain.value()),
                        new Document("created_at", -1))
                .map(scan -> Values.instant(scan, "created_at"));
    }

    @Override
    public List<ScheduledDomain> below(Workspace workspace, DomainName name, ScanMode mode) {
        return scheduled(workspace).stream()
                .filter(one -> one.mode() == mode && one.domain().isAtOrBelow(name))
                .toList();
    }

    @Override
    public void setMode(Workspace workspace, String domainId, ScanMode mode) {
        while (true) {
            var found = domains.first(scheduled(workspace, domainId));
            if (found.isEmpty()) {
                return;
            }
            var before = schedule(found.get());
            var changed = new Schedule(
                    before.frequencyHours(),
                    before.cron(),
                    before.timeZone(),
                    mode,
                    before.scanType(),
                    before.ports(),
                    before.enabled(),
                    before.setBy());
            if (domains.update(
                    DomainDocuments.one(workspace, domainId)
                            .append(DomainDocuments.SCHEDULE, found.get().get(DomainDocuments.SCHEDULE)),
                    DomainDocuments.set(new Document(DomainDocuments.SCHEDULE, Values.json(changed))))) {
                return;
            }
            // Somebody else changed it at the same moment.
        }
    }

    @Override
    public List<DueRun> due(Instant now, int most) {
        return domains
                .some(
                        new Document("run_from", new Document("$lte", Values.date(now)))
                                .append(DomainDocuments.MONITORED, true)
                                .append(Schema.WORKSPACE, new Document("$nin", WorkspaceDocuments.resting(workspaces))),
                        new Document("run_from", 1),
                        0,
                        most)
                .stream()
                .map(MongoScheduleStore::due)
                .toList();
    }

    private static DueRun due(Document domain) {
        return new DueRun(
                Workspace.ofRecord(domain.getString(Schema.WORKSPACE)),
                domain.getString("domain_id"),
                new DomainName(domain.getString("domain")),
                schedule(domain),
                Values.instant(domain, "planned_at"),
                Values.instant(domain, "run_from"));
    }

    @Override
    public boolean claim(DueRun run, Instant until) {
        return domains.update(asClaimed(run), DomainDocuments.set(new Document("run_from", Values.date(until))));
    }

    private static Document asClaimed(DueRun run) {
        return DomainDocuments.one(run.workspace(), run.domainId()).append("run_from", Values.date(run.due()));
    }

    @Override
    public void settle(DueRun claimed, Optional<PlannedRun> next, Optional<String> scanId) {
        var at = Values.dateOrNull(next.map(PlannedRun::at).orElse(null));
        var changed = new Document(DomainDocuments.NEXT_RUN, at).append("run_from", at);
        next.ifPresent(run -> changed.append("planned_at", Values.date(run.plannedAt())));
        scanId.ifPresent(id -> changed.append("scheduled_scan_id", id));
        domains.update(asClaimed(claimed), DomainDocuments.set(changed));
    }
}
