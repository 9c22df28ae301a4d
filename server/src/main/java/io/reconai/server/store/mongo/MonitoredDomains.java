package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.identity.Workspace;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// Which domains of a workspace are monitored, in the workspace's document: one update decides whether there is
/// room for one more, whoever asks at the same moment.
///
/// A place is taken before the domain's schedule is set and left after it is ended. A kill in between leaves a
/// place taken for nothing, until the next start.
final class MonitoredDomains {

    static final String FIELD = "monitored_domains";

    private final Documents workspaces;
    private final Documents domains;

    MonitoredDomains(MongoDatabase database) {
        workspaces = new Documents(database.getCollection(Schema.WORKSPACES));
        domains = new Documents(database.getCollection(Schema.DOMAINS));
    }

    /// @param most unlimited when null
    /// @return false when so many others are
    boolean join(Workspace workspace, String domainId, @Nullable Integer most) {
        var criteria = new Criteria(Schema.WORKSPACE, workspace.id());
        if (most != null) {
            if (most == 0) {
                return false;
            }
            // A list is shorter than a number when it has nothing at that place.
            criteria.any(List.of(
                    new Document(FIELD, domainId).append(FIELD + "." + most, new Document("$exists", false)),
                    new Document(FIELD + "." + (most - 1), new Document("$exists", false))));
        }
        return workspaces.update(criteria.filter(), new Document("$addToSet", new Document(FIELD, domainId)));
    }

    void leave(Workspace workspace, String domainId) {
        workspaces.update(
                new Document(Schema.WORKSPACE, workspace.id()), new Document("$pull", new Document(FIELD, domainId)));
    }

    /// Leaves the places that a kill left taken.
    void settleAll() {
        workspaces
                .all(new Document(FIELD + ".0", new Document("$exists", true)), Schema.WORKSPACE, FIELD)
                .forEach(workspace -> {
                    var owner = Workspace.ofRecord(workspace.getString(Schema.WORKSPACE));
                    for (var domainId : Values.texts(workspace, FIELD)) {
                        var isMonitored = domains.first(
                                        DomainDocuments.one(owner, domainId).append(DomainDocuments.MONITORED, true))
                                .isPresent();
                        if (!isMonitored) {
                            leave(owner, domainId);
                        }
                    }
                });
    }
}
