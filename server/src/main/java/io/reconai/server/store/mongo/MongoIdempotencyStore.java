package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.http.Ids;
import io.reconai.server.idempotency.RequestKey;
import io.reconai.server.store.IdempotencyStore;
import java.time.Duration;
import java.time.Instant;
import org.bson.Document;

/// Answers to repeatable requests in MongoDB; the unique index decides who serves. Several servers may share a
/// database: only time tells that one of them has died.
final class MongoIdempotencyStore implements IdempotencyStore {

    private static final Duration KEPT = Duration.ofHours(24);

    /// No request is served for so long: whoever served it has died.
    private static final Duration ABANDONED = Duration.ofMinutes(2);

    private final Documents answers;

    MongoIdempotencyStore(MongoDatabase database) {
        answers = new Documents(database.getCollection(Schema.ANSWERS));
    }

    @Override
    public Known begin(RequestKey key, String bodyHash, Instant now) {
        answers.remove(new Document("began_at", new Document("$lte", Values.date(now.minus(KEPT)))));
        while (true) {
            var seed = Ids.random(Ids.LENGTH);
            if (answers.insert(which(key)
                    .append("body_hash", bodyHash)
                    .append("seed", seed)
                    .append("began_at", Values.date(now))
                    .append("served_since", Values.date(now))
                    .append("is_answered", false))) {
                return new Known.Nothing(seed);
            }
            var known = answers.first(which(key));
            if (known.isPresent()) {
                return known(key, known.get(), bodyHash, now);
            }
            // It was forgotten in the meantime.
        }
    }

    private Known known(RequestKey key, Document earlier, String bodyHash, Instant now) {
        if (!earlier.getString("body_hash").equals(bodyHash)) {
            return new Known.OtherRequest();
        }
        if (earlier.getBoolean("is_answered", false)) {
            return new Known.Answered(new Answer(
                    earlier.getInteger("status"), Values.textOrNull(earlier, "location"), earlier.getString("answer")));
        }
        var isTakenOver = answers.update(
                new Criteria(Schema.WORKSPACE, key.workspace().id())
                        .is("uid", key.uid())
                        .is("request", key.request())
                        .is("idempotency_key", key.key())
                        .is("is_answered", false)
                        .and("served_since", "$lte", Values.date(now.minus(ABANDONED)))
                        .filter(),
                new Document("$set", new Document("served_since", Values.date(now))));
        return isTakenOver ? new Known.Nothing(earlier.getString("seed")) : new Known.Serving();
    }

    @Override
    public void finish(RequestKey key, Answer answer) {
        answers.update(
                which(key),
                new Document(
                        "$set",
                        new Document("is_answered", true)
                                .append("status", answer.status())
                                .append("location", answer.location())
                                .append("answer", answer.body())));
    }

    @Override
    public void forget(RequestKey key) {
        answers.remove(which(key));
    }

    private static Document which(RequestKey key) {
        return new Document(Schema.WORKSPACE, key.workspace().id())
                .append("uid", key.uid())
                .append("request", key.request())
                .append("idempotency_key", key.key());
    }
}
