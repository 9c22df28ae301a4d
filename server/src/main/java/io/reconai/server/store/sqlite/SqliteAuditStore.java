package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.reconai.server.audit.AuditEntry;
import io.reconai.server.audit.AuditFilter;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AuditStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The audit log in SQLite, where triggers refuse every change.
public final class SqliteAuditStore implements AuditStore {

    /// How many entries an export holds in memory.
    private static final int BATCH = 500;

    /// In the column of addresses, which was made when every entry had one.
    private static final String NOBODY = "";

    private static final TypeReference<Map<String, List<String>>> CHANGES = new TypeReference<>() {};

    private final Database database;

    public SqliteAuditStore(Database database) {
        this.database = database;
    }

    /// An entry and its place in the log.
    private record Placed(long sequence, AuditEntry entry) {}

    @Override
    public void add(Workspace workspace, AuditEntry entry) {
        database.writeUnheard(connection -> Sql.update(
                connection,
                "INSERT INTO audit_log (audit_id, workspace_id, at, actor_type, actor_id, actor_email, action,"
                        + " target_type, target_id, target_label, changes, ip, user_agent, request_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.auditId(),
                workspace.id(),
                ServerJson.text(entry.at()),
                entry.actor().type(),
                entry.actor().id(),
                entry.actor().email(),
                entry.action(),
                entry.target().type(),
                entry.target().id(),
                entry.target().label(),
                document(entry),
                entry.ip() == null ? NOBODY : entry.ip(),
                entry.userAgent(),
                entry.requestId()));
    }

    @Override
    public Part list(Workspace workspace, AuditFilter filter, Optional<Long> below, long offset, int limit) {
        return database.read(connection -> {
            var total = where(workspace, filter).count(connection, "audit_log");
            var where = where(workspace, filter);
            below.ifPresent(position -> where.and("sequence < ?", position));
            // One more than wanted shows whether there is a next part.
            var found = where.some(
                    connection,
                    "*",
                    "audit_log",
                    "sequence DESC",
                    limit + 1,
                    offset,
                    row -> new Placed(row.getLong("sequence"), entry(row)));
            var shown = found.subList(0, Math.min(limit, found.size()));
            var last = found.size() > limit ? Optional.of(shown.getLast().sequence()) : Optional.<Long>empty();
            return new Part(new PageOf<>(shown.stream().map(Placed::entry).toList(), total), last);
        });
    }

    @Override
    public void forEach(Workspace workspace, AuditFilter filter, Consumer<AuditEntry> consumer) {
        var below = Optional.<Long>empty();
        do {
            var part = list(workspace, filter, below, 0, BATCH);
            part.entries().items().forEach(consumer);
            below = part.last();
        } while (below.isPresent());
    }

    private static Where where(Workspace workspace, AuditFilter filter) {
        var where = new Where("workspace_id", workspace.id())
                .isOneOf("actor_id", filter.actors())
                .isOneOf("action", filter.actions())
                .isOneOf("target_type", filter.targetTypes())
                .isOneOf("target_id", filter.targetIds());
        filter.after().ifPresent(time -> where.and("at >= ?", ServerJson.text(time)));
        filter.before().ifPresent(time -> where.and("at < ?", ServerJson.text(time)));
        return where;
    }

    private static String document(AuditEntry entry) {
        try {
            return ServerJson.forStore().writeValueAsString(entry.changes());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        try {
            return new AuditEntry(
                    row.getString("audit_id"),
                    Timestamp.parse(row.getString("at")),
                    new AuditEntry.Actor(
                            row.getString("actor_type"), row.getString("actor_id"), row.getString("actor_email")),
                    row.getString("action"),
                    new AuditEntry.Target(
                            row.getString("target_type"), row.getString("target_id"), row.getString("target_label")),
                    ServerJson.forStore().readValue(row.getString("changes"), CHANGES),
                    row.getString("ip").equals(NOBODY) ? null : row.getString("ip"),
                    row.getString("user_agent"),
                    row.getString("request_id"));
        } catch (JsonProcessingException damaged) {
            throw new SQLException("an audit entry cannot be read", damaged);
        }
    }
}
