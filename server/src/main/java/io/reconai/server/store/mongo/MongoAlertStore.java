package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.engine.asset.Severity;
import io.reconai.server.alerts.Alert;
import io.reconai.server.alerts.AlertEvent;
import io.reconai.server.alerts.AlertFilter;
import io.reconai.server.alerts.Notice;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AlertStore;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/// Alerts in MongoDB. The notices of an alert are written before it: a kill in between leaves the alert missing, and
/// whoever adds it again writes the same notices again, which changes nothing.
final class MongoAlertStore implements AlertStore {

    private static final String READ_BY = "read_by";

    private final Documents alerts;
    private final Documents notices;

    MongoAlertStore(MongoDatabase database) {
        alerts = new Documents(database.getCollection(Schema.ALERTS));
        notices = new Documents(database.getCollection(Schema.ALERT_NOTICES));
    }

    @Override
    public Set<String> add(Workspace workspace, List<Alert> made, List<Notice> theirs) {
        var known = new HashSet<String>();
        alerts.all(in(workspace, made.stream().map(Alert::alertId).toList()), "alert_id")
                .forEach(alert -> known.add(alert.getString("alert_id")));
        for (var notice : theirs) {
            if (!known.contains(notice.alertId())) {
                notices.insert(new Document("notice_id", notice.noticeId())
                        .append(Schema.WORKSPACE, workspace.id())
                        .append("alert_id", notice.alertId())
                        .append("rule_id", notice.ruleId())
                        .append("channel_id", notice.channelId())
                        .append("due_at", Values.date(notice.dueAt()))
                        .append("state", MongoDeliveryStore.WAITING)
                        .append("delivery_id", null));
            }
        }
        var added = new HashSet<String>();
        for (var alert : made) {
            if (!known.contains(alert.alertId()) && alerts.insert(document(workspace, alert))) {
                added.add(alert.alertId());
            }
        }
        return added;
    }

    private static Document document(Workspace workspace, Alert alert) {
        return new Document("alert_id", alert.alertId())
                .append(Schema.WORKSPACE, workspace.id())
                .append("event", alert.event().word())
                .append("severity", alert.severity().ordinal())
                .append("created_at", Values.date(alert.createdAt()))
                .append(READ_BY, List.of())
                .append("document", Values.json(alert));
    }

    private static Document in(Workspace workspace, List<String> ids) {
        return new Document(Schema.WORKSPACE, workspace.id()).append("alert_id", new Document("$in", ids));
    }

    @Override
    public Part list(Workspace workspace, String uid, AlertFilter filter, PageRequest page) {
        var criteria = new Criteria(Schema.WORKSPACE, workspace.id())
                .isOneOf("event", filter.events().stream().map(AlertEvent::word).toList())
                .isOneOf(
                        "severity",
                        filter.severities().stream().map(Severity::ordinal).toList());
        filter.after().ifPresent(time -> criteria.and("created_at", "$gte", Values.date(time)));
        filter.read().ifPresent(isRead -> criteria.and(READ_BY, isRead ? "$eq" : "$ne", uid));
        var found = alerts.some(
                criteria.filter(),
                new Document("created_at", -1).append("severity", -1).append("alert_id", 1),
                page.offset(),
                page.limit());
        var listed = found.stream()
                .map(alert ->
                        new Listed(alert(alert), Values.texts(alert, READ_BY).contains(uid)))
                .toList();
        return new Part(new PageOf<>(listed, alerts.count(criteria.filter())), alerts.count(unread(workspace, uid)));
    }

    private static Document unread(Workspace workspace, String uid) {
        return new Document(Schema.WORKSPACE, workspace.id()).append(READ_BY, new Document("$ne", uid));
    }

    private static Alert alert(Document alert) {
        return Values.parsed(alert.getString("document"), Alert.class);
    }

    @Override
    public List<Alert> read(Workspace workspace, List<String> alertIds) {
        return alerts
                .some(
                        in(workspace, alertIds),
                        new Document("created_at", 1).append("alert_id", 1),
                        0,
                        Math.max(1, alertIds.size()))
                .stream()
                .map(MongoAlertStore::alert)
                .toList();
    }

    @Override
    public void markRead(Workspace workspace, String uid, List<String> alertIds) {
        alerts.updateAll(in(workspace, alertIds), new Document("$addToSet", new Document(READ_BY, uid)));
    }

    @Override
    public void markAllRead(Workspace workspace, String uid) {
        alerts.updateAll(unread(workspace, uid), new Document("$addToSet", new Document(READ_BY, uid)));
    }

    @Override
    public void sweep(Instant before) {
        alerts.remove(new Document("created_at", new Document("$lt", Values.date(before))));
    }
}
