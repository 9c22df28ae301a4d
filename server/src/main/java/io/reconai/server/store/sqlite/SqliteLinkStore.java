package io.reconai.server.store.sqlite;

import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Link;
import io.reconai.server.store.LinkStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Mailed links in SQLite.
public final class SqliteLinkStore implements LinkStore {

    private final Database database;

    public SqliteLinkStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(String hash, Link link) {
        database.write(connection -> Sql.update(
                connection,
                "INSERT INTO links (hash, purpose, subject, details, expires_at) VALUES (?, ?, ?, ?, ?)",
                hash,
                link.purpose().name(),
                link.subject(),
                SqliteOutboxStore.json(link.details()),
                ServerJson.text(link.expiresAt())));
    }

    @Override
    public Optional<Link> find(String hash, Link.Purpose purpose, Instant now) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT * FROM links WHERE hash = ? AND purpose = ? AND expires_at > ?",
                SqliteLinkStore::link,
                hash,
                purpose.name(),
                ServerJson.text(now)));
    }

    @Override
    public Optional<Link> take(String hash, Link.Purpose purpose, Instant now) {
        return database.write(connection -> Sql.first(
                connection,
                "DELETE FROM links WHERE hash = ? AND purpose = ? AND expires_at > ? RETURNING *",
                SqliteLinkStore::link,
                hash,
                purpose.name(),
                ServerJson.text(now)));
    }

    @Override
    public void removeAll(Link.Purpose purpose, String subject) {
        database.write(connection ->
                Sql.update(connection, "DELETE FROM links WHERE purpose = ? AND subject = ?", purpose.name(), subject));
    }

    @Override
    public void sweep(Instant now) {
        database.write(
                connection -> Sql.update(connection, "DELETE FROM links WHERE expires_at <= ?", ServerJson.text(now)));
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                Link.Purpose.valueOf(row.getString("purpose")),
                row.getString("subject"),
                SqliteOutboxStore.texts(row.getString("details")),
                Timestamp.parse(row.getString("expires_at")));
    }
}
