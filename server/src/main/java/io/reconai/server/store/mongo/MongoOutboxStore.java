package io.reconai.server.store.mongo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.mongodb.client.MongoDatabase;
import io.reconai.server.mail.Errand;
import io.reconai.server.store.OutboxStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/// Errands in MongoDB; one update hands out the one that is due longest.
final class MongoOutboxStore implements OutboxStore {

    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    private final Documents errands;

    MongoOutboxStore(MongoDatabase database) {
        errands = new Documents(database.getCollection(Schema.OUTBOX));
    }

    @Override
    public void add(Errand errand) {
        hold(errand, errand.createdAt());
    }

    @Override
    public void hold(Errand errand, Instant until) {
        errands.insert(new Document("errand_id", errand.errandId())
                .append("kind", errand.kind())
                .append("address", errand.address())
                .append("details", Values.json(errand.details()))
                .append("tries", errand.tries())
                .append("created_at", Values.date(errand.createdAt()))
                .append("due_at", Values.date(until)));
    }

    @Override
    public void release(String errandId, Instant now) {
        errands.update(
                new Document("errand_id", errandId).append("tries", 0),
                new Document("$set", new Document("due_at", Values.date(now))));
    }

    @Override
    public Optional<Errand> claim(Instant now, Instant again) {
        return errands.claim(
                        new Document("due_at", new Document("$lte", Values.date(now))),
                        new Document("due_at", 1).append("errand_id", 1),
                        new Document("$set", new Document("due_at", Values.date(again)))
                                .append("$inc", new Document("tries", 1)))
                .map(MongoOutboxStore::errand);
    }

    @Override
    public void postpone(Errand errand, Instant until) {
        errands.update(
                new Document("errand_id", errand.errandId()).append("tries", errand.tries()),
                new Document("$set", new Document("due_at", Values.date(until))));
    }

    @Override
    public void done(String errandId) {
        errands.remove(new Document("errand_id", errandId));
    }

    private static Errand errand(Document errand) {
        return new Errand(
                errand.getString("errand_id"),
                errand.getString("kind"),
                errand.getString("address"),
                Values.parsed(errand.getString("details"), DETAILS),
                errand.getInteger("tries"),
                Values.instant(errand, "created_at"));
    }
}
