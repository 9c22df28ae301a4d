package io.reconai.server.store.mongo;

import io.reconai.server.scans.ScanRecord;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/// A scan's document: what lists filter and sort by, and the whole as JSON.
final class ScanDocuments {

    /// Set with the last word of a scan that was not worth its credit.
    static final String GIVES_BACK = "gives_back";

    /// From when on the news of a scan that has ended may be told; absent when they were, and while it runs.
    static final String NEWS_DUE = "news_due";

    private static final String RECORD = "record";

    private ScanDocuments() {}

    static Document of(ScanRecord scan) {
        var view = scan.view();
        return new Document("scan_id", view.scanId())
                .append(Schema.WORKSPACE, scan.workspaceId())
                .append("user_id", view.requestedBy())
                .append("domain", view.domain().value())
                .append("scan_type", view.scanType().word())
                .append("mode", Values.word(view.mode()))
                .append("trigger", view.trigger())
                .append("created_at", Values.date(view.createdAt()))
                .append(GIVES_BACK, false)
                .append("scan_status", view.scanStatus().word())
                .append("completed_at", Values.dateOrNull(view.completedAt()))
                .append("assets_discovered", view.assetsDiscovered())
                .append("duration_seconds", view.durationSeconds())
                .append(RECORD, Values.json(scan));
    }

    /// What may change of it.
    static Document changes(ScanRecord scan, boolean givesBack) {
        var changed = new Document();
        var whole = of(scan);
        for (var field : List.of("scan_status", "completed_at", "assets_discovered", "duration_seconds", RECORD)) {
            changed.append(field, whole.get(field));
        }
        if (givesBack) {
            changed.append(GIVES_BACK, true);
        }
        if (scan.view().scanStatus().isFinal()) {
            changed.append(NEWS_DUE, new Date(0));
        }
        return changed;
    }

    static ScanRecord record(Document scan) {
        return Values.parsed(scan.getString(RECORD), ScanRecord.class);
    }
}
