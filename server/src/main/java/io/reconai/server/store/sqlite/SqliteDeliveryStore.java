package io.reconai.server.store.sqlite;

import io.reconai.server.alerts.Delivery;
import io.reconai.server.alerts.Notice;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.DeliveryStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Notices and deliveries in SQLite.
final class SqliteDeliveryStore implements DeliveryStore {

    private static final String OF_GROUP =
            " workspace_id = ? AND rule_id = ? AND channel_id = ?" + " AND delivery_id IS NULL AND due_at <= ?";

    private final Database database;

    SqliteDeliveryStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Group> due(Instant now, int most) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT DISTINCT workspace_id, rule_id, channel_id FROM alert_notices"
                        + " WHERE delivery_id IS NULL AND due_at <= ? LIMIT ?",
                row -> new Group(Workspace.ofRecord(row.getString(1)), row.getString(2), row.getString(3)),
                ServerJson.text(now),
                most));
    }

    @Override
    public List<Notice> waiting(Group group, Instant now, int most) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT * FROM alert_notices WHERE" + OF_GROUP + " ORDER BY due_at, notice_id LIMIT ?",
                row -> new Notice(
                        row.getString("notice_id"),
                        row.getString("alert_id"),
                        row.getString("rule_id"),
                        row.getString("channel_id"),
                        Timestamp.parse(row.getString("due_at"))),
                group.workspace().id(),
                group.ruleId(),
                group.channelId(),
                ServerJson.text(now),
                most));
    }

    @Override
    public void compose(Workspace workspace, Delivery delivery, List<String> noticeIds) {
        database.write(connection -> {
            var taken = Sql.list(
                    connection,
                    "UPDATE alert_notices SET delivery_id = ? WHERE workspace_id = ? AND delivery_id IS NULL"
                            + " AND notice_id IN (SELECT value FROM json_each(?)) RETURNING alert_id",
                    row -> row.getString(1),
                    delivery.deliveryId(),
                    workspace.id(),
                    JsonColumn.list(noticeIds));
            if (!taken.isEmpty()) {
                insert(
                        connection,
                        workspace,
                        new Delivery(
                                delivery.deliveryId(),
                                delivery.channelId(),
                                delivery.ruleId(),
                                taken,
                                delivery.status(),
                                delivery.tries(),
                                delivery.lease(),
                                delivery.reached(),
                                delivery.attempts(),
                                delivery.request(),
                                delivery.response(),
                                delivery.createdAt(),
                                delivery.nextTryAt(),
                                delivery.endedAt()));
            }
            return taken;
        });
    }

    @Override
    public void finishComposing(Instant before) {
        // One transaction decides and makes: there is nothing to finish.
    }

    private static int insert(Connection connection, Workspace workspace, Delivery delivery) throws SQLException {
        return Sql.update(
                connection,
                "INSERT INTO alert_deliveries (delivery_id, workspace_id, channel_id, rule_id, status, tries, lease,"
                        + " created_at, next_try_at, ended_at, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                delivery.deliveryId(),
                workspace.id(),
                delivery.channelId(),
                delivery.ruleId(),
                delivery.status().word(),
                delivery.tries(),
                delivery.lease(),
                ServerJson.text(delivery.createdAt()),
                text(delivery.nextTryAt()),
                text(delivery.endedAt()),
                JsonColumn.text(delivery));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : ServerJson.text(time);
    }

    @Override
    public void postpone(Group group, Instant now, Instant until) {
        database.write(connection -> Sql.update(
                connection,
                "UPDATE alert_notices SET due_at = ? WHERE" + OF_GROUP,
                ServerJson.text(until),
                group.workspace().id(),
                group.ruleId(),
                group.channelId(),
                ServerJson.text(now)));
    }

    @Override
    public void drop(Group group, Instant now) {
        database.write(connection -> Sql.update(
                connection,
                "DELETE FROM alert_notices WHERE" + OF_GROUP,
                group.workspace().id(),
                group.ruleId(),
                group.channelId(),
                ServerJson.text(now)));
    }

    @Override
    public Optional<Instant> lastMade(Group group) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT created_at FROM alert_deliveries WHERE workspace_id = ? AND channel_id = ? AND rule_id = ?"
                        + " ORDER BY created_at DESC LIMIT 1",
                row -> Timestamp.parse(row.getString(1)),
                group.workspace().id(),
                group.channelId(),
                group.ruleId()));
    }

    @Override
    public Optional<Claimed> claim(Instant now, Instant until) {
        var isAnythingDue = database.read(connection -> Sql.first(
                connection,
                "SELECT 1 FROM alert_deliveries WHERE status = 'pending' AND next_try_at <= ? LIMIT 1",
                row -> row.getInt(1),
                ServerJson.text(now)));
        if (isAnythingDue.isEmpty()) {
            return Optional.empty(); // the usual case, which costs no write
        }
        return database.write(connection -> Sql.first(
                connection,
                "UPDATE alert_deliveries SET next_try_at = ?, tries = tries + 1, lease = lease + 1 WHERE delivery_id ="
                        + " (SELECT delivery_id FROM alert_deliveries WHERE status = 'pending' AND next_try_at <= ?"
                        + " ORDER BY next_try_at, delivery_id LIMIT 1) RETURNING *",
                row -> new Claimed(Workspace.ofRecord(row.getString("workspace_id")), delivery(row)),
                ServerJson.text(until),
                ServerJson.text(now)));
    }

    @Override
    public boolean save(Workspace workspace, Delivery delivery) {
        return database.write(connection -> Sql.update(
                        connection,
                        "UPDATE alert_deliveries SET status = ?, next_try_at = ?, ended_at = ?, document = ?"
                                + " WHERE workspace_id = ? AND delivery_id = ? AND lease = ? AND status = 'pending'",
                        delivery.status().word(),
                        text(delivery.nextTryAt()),
                        text(delivery.endedAt()),
                        JsonColumn.text(delivery),
                        workspace.id(),
                        delivery.deliveryId(),
                        delivery.lease())
                == 1);
    }

    @Override
    public void add(Workspace workspace, Delivery delivery) {
        database.write(connection -> insert(connection, workspace, delivery));
    }

    @Override
    public Optional<Delivery> find(Workspace workspace, String channelId, String deliveryId) {
        return database.read(connection -> find(connection, workspace, channelId, deliveryId));
    }

    private static Optional<Delivery> find(
            Connection connection, Workspace workspace, String channelId, String deliveryId) throws SQLException {
        return Sql.first(
                connection,
                "SELECT * FROM alert_deliveries WHERE workspace_id = ? AND channel_id = ? AND delivery_id = ?",
                SqliteDeliveryStore::delivery,
                workspace.id(),
                channelId,
                deliveryId);
    }

    @Override
    public Part list(Workspace workspace, String channelId, Optional<String> cursor, long offset, int limit) {
        return database.read(connection -> {
            var total = where(workspace, channelId).count(connection, "alert_deliveries");
            var where = where(workspace, channelId);
            cursor.ifPresent(last -> where.and("created_at || ' ' || delivery_id < ?", last));
            var found = new ArrayList<>(where.some(
                    connection,
                    "*",
                    "alert_deliveries",
                    "created_at DESC, delivery_id DESC",
                    limit + 1,
                    offset,
                    SqliteDeliveryStore::delivery));
            var shown = found.subList(0, Math.min(limit, found.size()));
            return new Part(
                    new PageOf<>(shown, total),
                    found.size() > limit ? Optional.of(position(shown.getLast())) : Optional.empty());
        });
    }

    private static String position(Delivery delivery) {
        return ServerJson.text(delivery.createdAt()) + " " + delivery.deliveryId();
    }

    private static Where where(Workspace workspace, String channelId) {
        return new Where("workspace_id", workspace.id()).and("channel_id = ?", channelId);
    }

    @Override
    public boolean again(Workspace workspace, String channelId, String deliveryId, Instant now) {
        return database.write(connection -> {
            var ended = find(connection, workspace, channelId, deliveryId)
                    .filter(delivery -> delivery.status() != Delivery.Status.PENDING)
                    .map(delivery -> delivery.again(now));
            if (ended.isPresent()) {
                Sql.update(
                        connection,
                        "UPDATE alert_deliveries SET status = 'pending', tries = 0, lease = ?, next_try_at = ?,"
                                + " ended_at = NULL, document = ? WHERE delivery_id = ?",
                        ended.get().lease(),
                        ServerJson.text(now),
                        JsonColumn.text(ended.get()),
                        deliveryId);
            }
            return ended.isPresent();
        });
    }

    @Override
    public List<Delivery.Status> lastEnds(Workspace workspace, String channelId, Instant since, int most) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT status FROM alert_deliveries WHERE workspace_id = ? AND channel_id = ? AND rule_id IS NOT NULL"
                        + " AND status <> 'pending' AND ended_at >= ? ORDER BY ended_at DESC, delivery_id LIMIT ?",
                row -> Delivery.Status.of(row.getString(1)),
                workspace.id(),
                channelId,
                ServerJson.text(since),
                most));
    }

    @Override
    public void sweep(Instant before) {
        database.write(connection -> {
            var time = ServerJson.text(before);
            Sql.update(connection, "DELETE FROM alert_notices WHERE delivery_id IS NOT NULL AND made_at < ?", time);
            return Sql.update(
                    connection, "DELETE FROM alert_deliveries WHERE status <> 'pending' AND created_at < ?", time);
        });
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        var next = row.getString("next_try_at");
        return JsonColumn.read(row.getString("document"), Delivery.class)
                .claimed(row.getInt("tries"), row.getLong("lease"), next == null ? null : Timestamp.parse(next));
    }
}
