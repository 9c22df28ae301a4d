package io.reconai.server.store.sqlite;

import io.reconai.server.http.Ids;
import io.reconai.server.http.ServerJson;
import io.reconai.server.idempotency.RequestKey;
import io.reconai.server.store.IdempotencyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Answers to repeatable requests in SQLite.
public final class SqliteIdempotencyStore implements IdempotencyStore {

    private static final Duration KEPT = Duration.ofHours(24);

    /// No request is served for so long: whoever served it has died.
    private static final Duration ABANDONED = Duration.ofMinutes(2);

    private static final String WHICH = " WHERE workspace_id = ? AND uid = ? AND request = ? AND idempotency_key = ?";

    private final Database database;

    public SqliteIdempotencyStore(Database database) {
        this.database = database;
    }

    /// Whoever was serving a request before this server started has most likely died. Where another server still
    /// serves it, both make the same, from the same seed.
    static void takeOver(Database database) {
        database.write(connection ->
                Sql.update(connection, "UPDATE idempotent_answers SET served_since = NULL WHERE status IS NULL"));
    }

    @Override
    public Known begin(RequestKey key, String bodyHash, Instant now) {
        return database.writeUnheard(connection -> {
            Sql.update(
                    connection, "DELETE FROM idempotent_answers WHERE began_at <= ?", ServerJson.text(now.minus(KEPT)));
            var seed = Ids.random(Ids.LENGTH);
            return isBegun(connection, key, bodyHash, seed, now)
                    ? new Known.Nothing(seed)
                    : known(connection, key, bodyHash, now);
        });
    }

    private static Known known(Connection connection, RequestKey key, String bodyHash, Instant now)
            throws SQLException {
        var earlier = Sql.first(
                        connection,
                        "SELECT * FROM idempotent_answers" + WHICH,
                        Earlier::read,
                        key.workspace().id(),
                        key.uid(),
                        key.request(),
                        key.key())
                .orElseThrow();
        if (!earlier.bodyHash.equals(bodyHash)) {
            return new Known.OtherRequest();
        }
        if (earlier.answer != null) {
            return new Known.Answered(earlier.answer);
        }
        return isTakenOver(connection, key, now) ? new Known.Nothing(earlier.seed) : new Known.Serving();
    }

    private static boolean isTakenOver(Connection connection, RequestKey key, Instant now) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE idempotent_answers SET served_since = ?" + WHICH
                                + " AND (served_since IS NULL OR served_since <= ?)",
                        ServerJson.text(now),
                        key.workspace().id(),
                        key.uid(),
                        key.request(),
                        key.key(),
                        ServerJson.text(now.minus(ABANDONED)))
                == 1;
    }

    private static boolean isBegun(Connection connection, RequestKey key, String bodyHash, String seed, Instant now)
            throws SQLException {
        return Sql.update(
                        connection,
                        "INSERT INTO idempotent_answers (workspace_id, uid, request, idempotency_key, body_hash, seed,"
                                + " began_at, served_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        key.workspace().id(),
                        key.uid(),
                        key.request(),
                        key.key(),
                        bodyHash,
                        seed,
                        ServerJson.text(now),
                        ServerJson.text(now))
                == 1;
    }

    @Override
    public void finish(RequestKey key, Answer answer) {
        database.writeUnheard(connection -> Sql.update(
                connection,
                "UPDATE idempotent_answers SET status = ?, location = ?, answer = ?" + WHICH,
                answer.status(),
                answer.location(),
                answer.body(),
                key.workspace().id(),
                key.uid(),
                key.request(),
                key.key()));
    }

    @Override
    public void forget(RequestKey key) {
        database.writeUnheard(connection -> Sql.update(
                connection,
                "DELETE FROM idempotent_answers" + WHICH,
                key.workspace().id(),
                key.uid(),
                key.request(),
                key.key()));
    }

    private record Earlier(
            String bodyHash, String seed, @Nullable Answer answer) {

        static Earlier read(ResultSet row) throws SQLException {
            var status = row.getInt("status");
            var answer = row.wasNull() ? null : new Answer(status, row.getString("location"), row.getString("answer"));
            return new Earlier(row.getString("body_hash"), row.getString("seed"), answer);
        }
    }
}
