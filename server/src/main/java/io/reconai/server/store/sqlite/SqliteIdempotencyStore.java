package io.reconai.server.store.sqlite;

import io.reconai.server.http.ServerJson;
import io.reconai.server.idempotency.RequestKey;
import io.reconai.server.store.IdempotencyStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

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

    @Override
    public Known begin(RequestKey key, String bodyHash, Instant now) {
        return database.write(connection -> {
            Sql.update(
                    connection,
                    "DELETE FROM idempotent_answers WHERE began_at <= ? OR (status IS NULL AND began_at <= ?)",
                    ServerJson.text(now.minus(KEPT)),
                    ServerJson.text(now.minus(ABANDONED)));
            var isNew = Sql.update(
                            connection,
                            "INSERT INTO idempotent_answers (workspace_id, uid, request, idempotency_key, body_hash,"
                                    + " began_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                            key.workspace().id(),
                            key.uid(),
                            key.request(),
                            key.key(),
                            bodyHash,
                            ServerJson.text(now))
                    == 1;
            return isNew
                    ? new Known.Nothing()
                    : Sql.first(
                                    connection,
                                    "SELECT * FROM idempotent_answers" + WHICH,
                                    SqliteIdempotencyStore::known,
                                    key.workspace().id(),
                                    key.uid(),
                                    key.request(),
                                    key.key())
                            .orElseThrow();
        });
    }

    @Override
    public void finish(RequestKey key, Answer answer) {
        database.write(connection -> Sql.update(
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
        database.write(connection -> Sql.update(
                connection,
                "DELETE FROM idempotent_answers" + WHICH,
                key.workspace().id(),
                key.uid(),
                key.request(),
                key.key()));
    }

    private static Known known(ResultSet row) throws SQLException {
        var status = row.getInt("status");
        return row.wasNull()
                ? new Known.Serving()
                : new Known.Answered(
                        row.getString("body_hash"),
                        new Answer(status, row.getString("location"), row.getString("answer")));
    }
}
