package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.store.LeaseStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.bson.Document;

/// Leases in MongoDB, a document each.
final class MongoLeaseStore implements LeaseStore {

    private static final String NAME = "name";
    private static final String OWNER = "owner";
    private static final String UNTIL = "until";

    private final Documents leases;

    MongoLeaseStore(MongoDatabase database) {
        leases = new Documents(database.getCollection(Schema.LEASES));
    }

    @Override
    public boolean take(String name, String owner, Instant now, Instant until) {
        var ours = new Document(OWNER, owner).append(UNTIL, Values.date(until));
        return leases.insert(new Document(ours).append(NAME, name))
                || leases.update(
                        new Document(NAME, name).append(UNTIL, new Document("$lte", Values.date(now))),
                        new Document("$set", ours));
    }

    @Override
    public void renew(String owner, Instant until) {
        leases.updateAll(new Document(OWNER, owner), new Document("$set", new Document(UNTIL, Values.date(until))));
    }

    @Override
    public void giveBack(String owner, Collection<String> names) {
        leases.remove(new Document(OWNER, owner).append(NAME, new Document("$in", List.copyOf(names))));
    }
}
