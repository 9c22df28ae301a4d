package io.reconai.server.store.mongo;

import io.reconai.server.scans.ScanRecord;
import io.reconai.server.scans.ScanStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// The scans of a workspace that are waiting or running, inside its document, beside the credits.
///
/// One update of that document decides everything about a start: that no other scan of the domain is active, that a
/// credit is left, that it is taken, and what the scan is. The scan's own document is written after it, from the
/// entry. What a kill leaves behind is set right by whoever comes next, without loss:
///
/// - after the update, before the scan's document: the entry carries the scan. The next start of the server, or the
///   next wish for the domain, writes the document; the scan runs, and has cost its one credit.
/// - after a scan's last word, before its entry is gone: the scan's document says that it is over and whether its
///   credit goes back. The same two remove the entry. Credit and entry go in one update: a credit goes back at most
///   once.
final class ActiveScans {

    static final String FIELD = "active_scans";

    private static final String SCAN_ID = "scan_id";
    private static final String DOMAIN = "domain";
    private static final String CREDIT_PERIOD = "credit_period";
    private static final String RECORD = "record";

    private final Documents workspaces;
    private final Documents scans;

    ActiveScans(Documents workspaces, Documents scans) {
        this.workspaces = workspaces;
        this.scans = scans;
    }

    /// @param creditPeriod the start of the period whose credit it takes; null when it takes none
    /// @param limit of credits; unlimited when null
    /// @return false when the workspace is gone, has an active scan of the domain, has no credit left or has begun
    /// another period
    boolean add(String workspaceId, ScanRecord scan, @Nullable Instant creditPeriod, @Nullable Integer limit) {
        var domain = scan.view().domain().value();
        var criteria = new Criteria(Schema.WORKSPACE, workspaceId)
                .is(WorkspaceDocuments.REMOVED, false)
                .isNot(FIELD + "." + DOMAIN, domain);
        var entry = new Document(SCAN_ID, scan.view().scanId())
                .append(DOMAIN, domain)
                .append(CREDIT_PERIOD, Values.dateOrNull(creditPeriod))
                .append(RECORD, Values.json(scan));
        var update = new Document("$push", new Document(FIELD, entry));
        if (creditPeriod != null) {
            criteria.is("period_start", Values.date(creditPeriod));
            update.append("$inc", new Document("scan_credits", 1L));
            if (limit != null) {
                criteria.and("scan_credits", "$lt", (long) limit);
            }
        }
        if (!workspaces.update(criteria.filter(), update)) {
            return false;
        }
        publish(workspaceId, entry);
        return true;
    }

    /// Writes the scan's own document, once; the entry need not carry it any longer.
    private void publish(String workspaceId, Document entry) {
        var record = Values.textOrNull(entry, RECORD);
        if (record != null) {
            scans.insert(ScanDocuments.of(Values.parsed(record, ScanRecord.class)));
            workspaces.update(
                    one(workspaceId, entry.getString(SCAN_ID)),
                    new Document("$unset", new Document(FIELD + ".$." + RECORD, "")));
        }
    }

    /// The scan that is in the way of another one of the domain.
    Optional<String> inTheWay(String workspaceId, String domain) {
        return workspaces.first(new Document(Schema.WORKSPACE, workspaceId)).stream()
                .flatMap(workspace -> Values.documents(workspace, FIELD).stream())
                .filter(entry -> domain.equals(entry.getString(DOMAIN)))
                .filter(entry -> settle(workspaceId, entry))
                .map(entry -> entry.getString(SCAN_ID))
                .findFirst();
    }

    /// Those that were asked for before one of them: entries are in that order.
    List<String> ahead(String workspaceId, String scanId) {
        return workspaces.first(new Document(Schema.WORKSPACE, workspaceId)).stream()
                .flatMap(workspace -> Values.documents(workspace, FIELD).stream())
                .map(entry -> entry.getString(SCAN_ID))
                .takeWhile(other -> !other.equals(scanId))
                .toList();
    }

    /// Finishes what a kill left of all workspaces.
    void settleAll() {
        workspaces
                .all(new Document(FIELD + "." + SCAN_ID, new Document("$exists", true)), Schema.WORKSPACE, FIELD)
                .forEach(workspace -> Values.documents(workspace, FIELD)
                        .forEach(entry -> settle(workspace.getString(Schema.WORKSPACE), entry)));
    }

    /// @return true when the scan is indeed waiting or running
    private boolean settle(String workspaceId, Document entry) {
        publish(workspaceId, entry);
        var scanId = entry.getString(SCAN_ID);
        var scan = scans.first(new Document(Schema.WORKSPACE, workspaceId).append(SCAN_ID, scanId));
        if (scan.isPresent() && !isOver(scan.get())) {
            return true;
        }
        remove(workspaceId, scanId, scan.isPresent() && scan.get().getBoolean(ScanDocuments.GIVES_BACK, false));
        return false;
    }

    private static boolean isOver(Document scan) {
        return Values.constant(ScanStatus.class, scan.getString("scan_status")).isFinal();
    }

    /// Ends a scan here, and gives its credit back where it is wanted and its period still runs.
    void remove(String workspaceId, String scanId, boolean givesBack) {
        var pull = new Document("$pull", new Document(FIELD, new Document(SCAN_ID, scanId)));
        if (givesBack) {
            var period = workspaces.first(one(workspaceId, scanId)).stream()
                    .flatMap(workspace -> Values.documents(workspace, FIELD).stream())
                    .filter(entry -> scanId.equals(entry.getString(SCAN_ID)))
                    .flatMap(entry -> Optional.ofNullable(Values.instantOrNull(entry, CREDIT_PERIOD)).stream())
                    .findFirst();
            if (period.isPresent()
                    && workspaces.update(
                            one(workspaceId, scanId)
                                    .append("period_start", Values.date(period.get()))
                                    .append("scan_credits", new Document("$gt", 0L)),
                            new Document(pull).append("$inc", new Document("scan_credits", -1L)))) {
                return;
            }
        }
        workspaces.update(one(workspaceId, scanId), pull);
    }

    private static Document one(String workspaceId, String scanId) {
        return new Document(Schema.WORKSPACE, workspaceId).append(FIELD + "." + SCAN_ID, scanId);
    }
}
