package io.reconai.server.store.mongo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.mongodb.client.MongoDatabase;
import io.reconai.server.audit.AuditEntry;
import io.reconai.server.audit.AuditFilter;
import io.reconai.server.http.PageOf;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AuditStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;

/// The audit log in MongoDB: nothing here changes or removes an entry.
///
/// An entry's position is taken from a counter before the entry is written; a kill in between leaves a gap, which
/// nobody sees. Changes are kept as JSON, since their fields may be named in any way.
final class MongoAuditStore implements AuditStore {

    /// How many entries an export holds in memory.
    private static final int BATCH = 500;

    private static final TypeReference<Map<String, List<String>>> CHANGES = new TypeReference<>() {};

    private final Documents log;
    private final Documents positions;

    MongoAuditStore(MongoDatabase database) {
        log = new Documents(database.getCollection(Schema.AUDIT));
        positions = new Documents(database.getCollection(Schema.AUDIT_POSITIONS));
    }

    @Override
    public void add(Workspace workspace, AuditEntry entry) {
        var position = positions.putAndGet(
                new Document(Schema.WORKSPACE, workspace.id()), new Document("$inc", new Document("last", 1L)));
        log.insert(new Document("audit_id", entry.auditId())
                .append(Schema.WORKSPACE, workspace.id())
                .append("sequence", Values.number(position, "last"))
                .append("at", Values.date(entry.at()))
                .append("actor_type", entry.actor().type())
                .append("actor_id", entry.actor().id())
                .append("actor_email", entry.actor().email())
                .append("action", entry.action())
                .append("target_type", entry.target().type())
                .append("target_id", entry.target().id())
                .append("target_label", entry.target().label())
                .append("changes", Values.json(entry.changes()))
                .append("ip", entry.ip())
                .append("user_agent", entry.userAgent())
                .append("request_id", entry.requestId()));
    }

    @Override
    public Part list(Workspace workspace, AuditFilter filter, Optional<Long> below, long offset, int limit) {
        var total = log.count(criteria(workspace, filter).filter());
        var criteria = criteria(workspace, filter);
        below.ifPresent(position -> criteria.and("sequence", "$lt", position));
        // One more than wanted shows whether there is a next part.
        var found = log.some(criteria.filter(), new Document("sequence", -1), offset, limit + 1);
        var shown = found.subList(0, Math.min(limit, found.size()));
        var last =
                found.size() > limit ? Optional.of(Values.number(shown.getLast(), "sequence")) : Optional.<Long>empty();
        return new Part(new PageOf<>(shown.stream().map(MongoAuditStore::entry).toList(), total), last);
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

    private static Criteria criteria(Workspace workspace, AuditFilter filter) {
        var criteria = new Criteria(Schema.WORKSPACE, workspace.id())
                .isOneOf("actor_id", filter.actors())
                .isOneOf("action", filter.actions())
                .isOneOf("target_type", filter.targetTypes())
                .isOneOf("target_id", filter.targetIds());
        filter.after().ifPresent(time -> criteria.and("at", "$gte", Values.date(time)));
        filter.before().ifPresent(time -> criteria.and("at", "$lt", Values.date(time)));
        return criteria;
    }

    private static AuditEntry entry(Document entry) {
        return new AuditEntry(
                entry.getString("audit_id"),
                Values.instant(entry, "at"),
                new AuditEntry.Actor(
                        entry.getString("actor_type"),
                        entry.getString("actor_id"),
                        Values.textOrNull(entry, "actor_email")),
                entry.getString("action"),
                new AuditEntry.Target(
                        entry.getString("target_type"), entry.getString("target_id"), entry.getString("target_label")),
                Values.parsed(entry.getString("changes"), CHANGES),
                Values.textOrNull(entry, "ip"),
                Values.textOrNull(entry, "user_agent"),
                entry.getString("request_id"));
    }
}
