package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.identity.SecondFactor;
import io.reconai.server.store.SecondFactorStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/// Second factors in MongoDB, one document a person, so that each change is one step.
final class MongoSecondFactorStore implements SecondFactorStore {

    private static final String CONFIRMED = "confirmed_at";
    private static final String STEP = "last_step";
    private static final String CODES = "recovery_hashes";

    private final Documents factors;

    MongoSecondFactorStore(MongoDatabase database) {
        factors = new Documents(database.getCollection(Schema.SECOND_FACTORS));
    }

    @Override
    public Optional<SecondFactor> find(String uid) {
        return factors.first(new Document("uid", uid))
                .map(found -> new SecondFactor(
                        found.getString("secret"),
                        found.get(CONFIRMED) == null ? null : Values.instant(found, CONFIRMED),
                        found.getList(CODES, String.class).size()));
    }

    @Override
    public boolean offer(String uid, String secret) {
        var fresh = new Document("uid", uid)
                .append("secret", secret)
                .append(CONFIRMED, null)
                .append(STEP, 0L)
                .append(CODES, List.of());
        return factors.insert(fresh)
                || factors.update(
                        new Document("uid", uid).append(CONFIRMED, null),
                        new Document("$set", new Document("secret", secret)));
    }

    @Override
    public boolean confirm(String uid, String secret, long step, List<String> recoveryHashes, Instant at) {
        return factors.update(
                new Document("uid", uid).append("secret", secret).append(CONFIRMED, null),
                new Document(
                        "$set",
                        new Document(CONFIRMED, Values.date(at))
                                .append(STEP, step)
                                .append(CODES, recoveryHashes)));
    }

    @Override
    public boolean useStep(String uid, long step) {
        return factors.update(
                new Document("uid", uid)
                        .append(CONFIRMED, new Document("$ne", null))
                        .append(STEP, new Document("$lt", step)),
                new Document("$set", new Document(STEP, step)));
    }

    @Override
    public boolean useRecoveryCode(String uid, String hash) {
        return factors.update(
                new Document("uid", uid).append(CODES, hash), new Document("$pull", new Document(CODES, hash)));
    }

    @Override
    public void replaceRecoveryCodes(String uid, List<String> hashes) {
        factors.update(new Document("uid", uid), new Document("$set", new Document(CODES, hashes)));
    }

    @Override
    public void remove(String uid) {
        factors.remove(new Document("uid", uid));
    }
}
