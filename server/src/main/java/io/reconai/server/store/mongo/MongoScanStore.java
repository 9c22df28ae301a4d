package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecord;
import io.reconai.server.scans.ScanStatus;
import io.reconai.server.scans.ScanView;
import io.reconai.server.store.LeaseLostException;
import io.reconai.server.store.ScanLease;
import io.reconai.server.store.ScanStore;
import io.reconai.server.usage.PlanLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;

/// Scans in MongoDB. [ActiveScans] says how a scan and its credit stay together.
final class MongoScanStore implements ScanStore {

    private static final String CANCEL_ASKED = "cancel_asked";
    private static final Set<String> NULLABLE = Set.of("completed_at", "duration_seconds");

    private final Documents scans;
    private final Periods periods;
    private final ActiveScans active;

    MongoScanStore(MongoDatabase database) {
        scans = new Documents(database.getCollection(Schema.SCANS));
        var workspaces = new Documents(database.getCollection(Schema.WORKSPACES));
        periods = new Periods(workspaces);
        active = new ActiveScans(workspaces, scans);
    }

    @Override
    public Start start(Workspace workspace, ScanRecord scan, PlanLimits limits, Instant now) {
        var scanId = scan.view().scanId();
        while (true) {
            var known = find(workspace, scanId);
            if (known.isPresent()) {
                return new Start.Known(known.get());
            }
            var usage = periods.begin(workspace.id(), now);
            if (active.add(workspace.id(), scan, usage.periodStart(), limits.scanCredits())) {
                return new Start.Taken();
            }
            var inTheWay = active.inTheWay(workspace.id(), scan.view().domain().value());
            if (inTheWay.isPresent()) {
                if (inTheWay.get().equals(scanId)) {
                    continue; // an earlier try of the same, whose document is there by now
                }
                return new Start.InProgress(inTheWay.get());
            }
            var after = periods.begin(workspace.id(), now);
            if (limits.scanCredits() != null && after.scanCredits() >= limits.scanCredits()) {
                return new Start.NoCredit(after);
            }
            // What was in the way has ended, or a period has: there may be room now.
        }
    }

    @Override
    public List<Leased> lease(String owner, Instant now, Instant until, int most) {
        var free = unfinishedOnes()
                .append(
                        "$or",
                        List.of(
                                new Document(Leases.UNTIL, null),
                                new Document(Leases.UNTIL, new Document("$lte", Values.date(now)))));
        var taking = new Document("$set", new Document(Leases.OWNER, owner).append(Leases.UNTIL, Values.date(until)))
                .append("$inc", new Document(Leases.NUMBER, 1L));
        var taken = new ArrayList<Leased>();
        for (var next = next(free, taking); next.isPresent(); next = next(free, taking)) {
            var scan = next.get();
            taken.add(new Leased(ScanDocuments.record(scan), lease(scan), isCanceled(scan)));
            if (taken.size() == most) {
                break;
            }
        }
        return taken;
    }

    private Optional<Document> next(Document free, Document taking) {
        return scans.claim(free, new Document("created_at", 1).append("scan_id", 1), taking);
    }

    private static Document unfinishedOnes() {
        return new Document("scan_status", new Document("$in", unfinishedWords()));
    }

    private static ScanLease lease(Document scan) {
        return new ScanLease(scan.getString("scan_id"), Values.number(scan, Leases.NUMBER));
    }

    private static boolean isCanceled(Document scan) {
        return scan.getBoolean(CANCEL_ASKED, false);
    }

    @Override
    public List<Held> renew(String owner, Collection<String> scanIds, Instant until) {
        if (scanIds.isEmpty()) {
            return List.of();
        }
        var own = unfinishedOnes()
                .append("scan_id", new Document("$in", List.copyOf(scanIds)))
                .append(Leases.OWNER, owner);
        scans.updateAll(own, new Document("$set", new Document(Leases.UNTIL, Values.date(until))));
        return scans.all(own, "scan_id", Leases.NUMBER, CANCEL_ASKED).stream()
                .map(scan -> new Held(lease(scan), isCanceled(scan)))
                .toList();
    }

    @Override
    public void release(String owner, Instant now) {
        scans.updateAll(
                unfinishedOnes().append(Leases.OWNER, owner),
                new Document("$set", new Document(Leases.UNTIL, Values.date(now))));
    }

    @Override
    public boolean cancel(Workspace workspace, String scanId) {
        var unfinished = one(workspace.id(), scanId).append("scan_status", new Document("$in", unfinishedWords()));
        return scans.update(unfinished, new Document("$set", new Document(CANCEL_ASKED, true)));
    }

    @Override
    public List<String> ahead(Workspace workspace, String scanId) {
        return active.ahead(workspace.id(), scanId);
    }

    @Override
    public List<ScanView> elsewhere(Workspace workspace, String owner) {
        return scans
                .some(
                        unfinishedOnes()
                                .append(Schema.WORKSPACE, workspace.id())
                                .append(Leases.OWNER, new Document("$ne", owner)),
                        new Document("created_at", 1),
                        0,
                        0)
                .stream()
                .map(scan -> ScanDocuments.record(scan).view())
                .toList();
    }

    @Override
    public void settle() {
        active.settleAll();
    }

    @Override
    public void saveAndGiveBack(ScanRecord scan) {
        write(scan, true);
        active.remove(scan.workspaceId(), scan.view().scanId(), true);
    }

    @Override
    public Optional<String> add(Workspace workspace, ScanRecord scan) {
        while (true) {
            if (active.add(workspace.id(), scan, null, null)) {
                return Optional.empty();
            }
            periods.at(workspace.id(), Instant.EPOCH); // says so when there is no such workspace
            var inTheWay = active.inTheWay(workspace.id(), scan.view().domain().value());
            if (inTheWay.isPresent()) {
                return inTheWay;
            }
        }
    }

    @Override
    public void save(ScanRecord scan) {
        write(scan, false);
        if (scan.view().scanStatus().isFinal()) {
            active.remove(scan.workspaceId(), scan.view().scanId(), false);
        }
    }

    /// The lease is part of the condition: one update writes and looks.
    private void write(ScanRecord scan, boolean givesBack) {
        var one = one(scan.workspaceId(), scan.view().scanId());
        var lease = ScanLease.held();
        lease.ifPresent(held -> one.append(Leases.NUMBER, held.number()));
        if (!scans.update(one, new Document("$set", ScanDocuments.changes(scan, givesBack))) && lease.isPresent()) {
            throw new LeaseLostException(lease.get());
        }
    }

    @Override
    public Optional<ScanView> find(Workspace workspace, String scanId) {
        return scans.first(one(workspace.id(), scanId))
                .map(ScanDocuments::record)
                .map(ScanRecord::view);
    }

    @Override
    public PageOf<ScanView> list(Workspace workspace, Map<String, String> filters, PageRequest page) {
        var criteria = new Criteria(Schema.WORKSPACE, workspace.id());
        filters.forEach((field, values) -> {
            switch (field) {
                case "created_after" -> criteria.and("created_at", "$gte", Values.date(Instant.parse(values)));
                case "created_before" -> criteria.and("created_at", "$lt", Values.date(Instant.parse(values)));
                default -> criteria.isOneOf(field, List.of(values.split(",")));
            }
        });
        return scans.page(criteria.filter(), page, "scan_id", NULLABLE, scan -> ScanDocuments.record(scan)
                .view());
    }

    @Override
    public boolean remove(Workspace workspace, String scanId) {
        return scans.remove(one(workspace.id(), scanId).append("scan_status", new Document("$in", ended()))) == 1;
    }

    static List<String> ended() {
        return words(true);
    }

    private static List<String> unfinishedWords() {
        return words(false);
    }

    private static List<String> words(boolean isFinal) {
        return Stream.of(ScanStatus.values())
                .filter(status -> status.isFinal() == isFinal)
                .map(ScanStatus::word)
                .toList();
    }

    @Override
    public List<ScanRecord> unfinished() {
        active.settleAll();
        var found = new ArrayList<ScanRecord>();
        scans.each(
                new Document("scan_status", new Document("$nin", ended())),
                new Document("created_at", 1),
                scan -> found.add(ScanDocuments.record(scan)));
        return found;
    }

    private static Document one(String workspaceId, String scanId) {
        return new Document(Schema.WORKSPACE, workspaceId).append("scan_id", scanId);
    }
}
