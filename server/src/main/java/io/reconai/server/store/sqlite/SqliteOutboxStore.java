package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.mail.Errand;
import io.reconai.server.store.OutboxStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Errands in SQLite.
public final class SqliteOutboxStore implements OutboxStore {

    private final Database database;

    public SqliteOutboxStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(Errand errand) {
        hold(errand, errand.createdAt());
    }

    @Override
    public void hold(Errand errand, Instant until) {
        database.write(connection -> Sql.update(
                connection,
                "INSERT INTO outbox (errand_id, kind, address, details, tries, created_at, due_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                errand.errandId(),
                errand.kind(),
                errand.address(),
                json(errand.details()),
                errand.tries(),
                ServerJson.text(errand.createdAt()),
                ServerJson.text(until)));
    }

    @Override
    public void release(String errandId, Instant now) {
        database.write(connection -> Sql.update(
                connection,
                "UPDATE outbox SET due_at = ? WHERE errand_id = ? AND tries = 0",
                ServerJson.text(now),
                errandId));
    }

    @Override
    public Optional<Errand> claim(Instant now, Instant again) {
        var isAnythingDue = database.read(connection -> Sql.first(
                connection, "SELECT 1 FROM outbox WHERE due_at <= ?", row -> row.getInt(1), ServerJson.text(now)));
        if (isAnythingDue.isEmpty()) {
            return Optional.empty(); // the usual case, which costs no write
        }
        return database.write(connection -> Sql.first(
                connection,
                "UPDATE outbox SET due_at = ?, tries = tries + 1 WHERE errand_id = (SELECT errand_id FROM outbox"
                        + " WHERE due_at <= ? ORDER BY due_at, errand_id LIMIT 1) RETURNING *",
                SqliteOutboxStore::errand,
                ServerJson.text(again),
                ServerJson.text(now)));
    }

    @Override
    public void postpone(Errand errand, Instant until) {
        database.write(connection -> Sql.update(
                connection,
                "UPDATE outbox SET due_at = ? WHERE errand_id = ? AND tries = ?",
                ServerJson.text(until),
                errand.errandId(),
                errand.tries()));
    }

    @Override
    public void done(String errandId) {
        database.write(connection -> Sql.update(connection, "DELETE FROM outbox WHERE errand_id = ?", errandId));
    }

    private static Errand errand(ResultSet row) throws SQLException {
        return new Errand(
                row.getString("errand_id"),
                row.getString("kind"),
                row.getString("address"),
                texts(row.getString("details")),
                row.getInt("tries"),
                Timestamp.parse(row.getString("created_at")));
    }

    static String json(Map<String, String> texts) {
        try {
            return ServerJson.forStore().writeValueAsString(texts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts can be written", impossible);
        }
    }

    static Map<String, String> texts(String json) {
        try {
            return ServerJson.forStore().readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the store holds what it did not write", broken);
        }
    }
}
