package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.identity.Workspace;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;

/// Removes assets with all that hangs on them.
///
/// What is to go is noted first, in one document: which assets, as they were looked at last by then. What hangs on an
/// asset goes before the asset, and the note goes last; so a kill leaves a note, and the next start finishes. An asset
/// that is found again meanwhile was looked at later, and stays.
final class Removals {

    private static final int BATCH = 500;
    private static final String WHICH = "which";
    private static final String UNTIL = "until";

    private final Documents notes;
    private final Documents assets;
    private final List<Documents> hanging;

    Removals(MongoDatabase database) {
        notes = new Documents(database.getCollection(Schema.REMOVALS));
        assets = new Documents(database.getCollection(Schema.ASSETS));
        hanging = List.of(
                new Documents(database.getCollection(Schema.FINDINGS)),
                new Documents(database.getCollection(Schema.ASSET_HISTORY)),
                new Documents(database.getCollection(Schema.EVIDENCE)));
    }

    /// @param which a condition on assets; all of the workspace when empty
    /// @return how many there were
    long remove(Workspace workspace, Document which) {
        var mine = new Document(which).append(Schema.WORKSPACE, workspace.id());
        var newest = assets.first(mine, new Document("last_scanned_at", -1));
        if (newest.isEmpty()) {
            return 0;
        }
        var note = new Document("_id", new ObjectId())
                .append(Schema.WORKSPACE, workspace.id())
                .append(WHICH, which)
                .append(UNTIL, newest.get().get("last_scanned_at"));
        notes.insert(note);
        return carryOut(note);
    }

    void finish() {
        notes.all(new Document()).forEach(this::carryOut);
    }

    private long carryOut(Document note) {
        var fitting = new Document(note.get(WHICH, Document.class))
                .append(Schema.WORKSPACE, note.getString(Schema.WORKSPACE))
                .append("last_scanned_at", new Document("$lte", note.get(UNTIL)));
        var count = 0L;
        while (true) {
            var ids = assets.some(fitting, new Document("asset_id", 1), 0, BATCH).stream()
                    .map(asset -> asset.getString("asset_id"))
                    .toList();
            if (ids.isEmpty()) {
                break;
            }
            var theirs = new Document(Schema.WORKSPACE, note.getString(Schema.WORKSPACE))
                    .append("asset_id", new Document("$in", ids));
            hanging.forEach(documents -> documents.remove(theirs));
            count += assets.remove(new Document(fitting).append("asset_id", new Document("$in", ids)));
        }
        notes.remove(new Document("_id", note.getObjectId("_id")));
        return count;
    }
}
