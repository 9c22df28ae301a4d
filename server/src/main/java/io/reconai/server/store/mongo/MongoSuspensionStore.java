package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.SuspensionStore;
import io.reconai.server.suspensions.Suspension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/// Suspensions in MongoDB.
final class MongoSuspensionStore implements SuspensionStore {

    private static final String SUBJECT = "subject";

    private final Documents suspensions;
    private final Documents workspaces;

    MongoSuspensionStore(MongoDatabase database) {
        suspensions = new Documents(database.getCollection(Schema.SUSPENSIONS));
        workspaces = new Documents(database.getCollection(Schema.WORKSPACES));
    }

    @Override
    public Optional<Workspace> workspace(String workspaceId) {
        return workspaces
                .first(new Document(Schema.WORKSPACE, workspaceId))
                .map(found -> Workspace.ofRecord(found.getString(Schema.WORKSPACE)));
    }

    @Override
    public void put(Suspension suspension) {
        suspensions.set(
                new Document(SUBJECT, suspension.subject()),
                new Document(
                        "$set",
                        new Document("label", suspension.label())
                                .append("reason", suspension.reason())
                                .append("since", Values.date(suspension.since()))
                                .append("suspended_by", suspension.by())));
    }

    @Override
    public boolean remove(String subject) {
        return suspensions.remove(new Document(SUBJECT, subject)) == 1;
    }

    @Override
    public Optional<Suspension> find(List<String> subjects) {
        return suspensions
                .first(new Document(SUBJECT, new Document("$in", subjects)))
                .map(MongoSuspensionStore::suspension);
    }

    @Override
    public List<Suspension> list() {
        var found = new ArrayList<Suspension>();
        suspensions.each(
                new Document(),
                new Document("since", -1).append(SUBJECT, 1),
                document -> found.add(suspension(document)));
        return found;
    }

    private static Suspension suspension(Document document) {
        return new Suspension(
                document.getString(SUBJECT),
                document.getString("label"),
                document.getString("reason"),
                Values.instant(document, "since"),
                document.getString("suspended_by"));
    }
}
