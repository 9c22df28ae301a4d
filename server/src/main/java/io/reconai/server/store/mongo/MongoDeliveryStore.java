package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.alerts.Delivery;
import io.reconai.server.alerts.Notice;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.DeliveryStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// Notices and deliveries in MongoDB.
///
/// That notices become a delivery is decided by one update of the notices, each of which is taken once; the delivery is
/// written after it, from the notices alone. A kill in between leaves notices that name a delivery which is not there:
/// [#finishComposing] makes it.
final class MongoDeliveryStore implements DeliveryStore {

    /// A notice that is part of no delivery.
    static final String WAITING = "waiting";

    private static final String COMPOSING = "composing";
    private static final String MADE = "made";
    private static final String PENDING = Delivery.Status.PENDING.word();
    private static final int SOME = 500;

    private final Documents notices;
    private final Documents deliveries;

    MongoDeliveryStore(MongoDatabase database) {
        notices = new Documents(database.getCollection(Schema.ALERT_NOTICES));
        deliveries = new Documents(database.getCollection(Schema.ALERT_DELIVERIES));
    }

    @Override
    public List<Group> due(Instant now, int most) {
        return notices
                .aggregate(List.of(
                        new Document(
                                "$match",
                                new Document("state", WAITING)
                                        .append("due_at", new Document("$lte", Values.date(now)))),
                        new Document(
                                "$group",
                                new Document(
                                        "_id",
                                        new Document(Schema.WORKSPACE, "$" + Schema.WORKSPACE)
                                                .append("rule_id", "$rule_id")
                                                .append("channel_id", "$channel_id"))),
                        new Document("$limit", most)))
                .stream()
                .map(found -> found.get("_id", Document.class))
                .map(key -> new Group(
                        Workspace.ofRecord(key.getString(Schema.WORKSPACE)),
                        key.getString("rule_id"),
                        key.getString("channel_id")))
                .toList();
    }

    private static Document of(Group group, Instant now) {
        return new Document(Schema.WORKSPACE, group.workspace().id())
                .append("rule_id", group.ruleId())
                .append("channel_id", group.channelId())
                .append("state", WAITING)
                .append("due_at", new Document("$lte", Values.date(now)));
    }

    @Override
    public List<Notice> waiting(Group group, Instant now, int most) {
        return notices.some(of(group, now), new Document("due_at", 1).append("notice_id", 1), 0, most).stream()
                .map(notice -> new Notice(
                        notice.getString("notice_id"),
                        notice.getString("alert_id"),
                        notice.getString("rule_id"),
                        notice.getString("channel_id"),
                        Values.instant(notice, "due_at")))
                .toList();
    }

    @Override
    public void compose(Workspace workspace, Delivery delivery, List<String> noticeIds) {
        notices.updateAll(
                new Document(Schema.WORKSPACE, workspace.id())
                        .append("notice_id", new Document("$in", noticeIds))
                        .append("state", WAITING),
                new Document(
                        "$set",
                        new Document("state", COMPOSING)
                                .append("delivery_id", delivery.deliveryId())
                                .append("composed_at", Values.date(delivery.createdAt()))));
        make(delivery.deliveryId());
    }

    @Override
    public void finishComposing(Instant before) {
        notices
                .all(
                        new Document("state", COMPOSING)
                                .append("composed_at", new Document("$lt", Values.date(before))),
                        "delivery_id")
                .stream()
                .map(notice -> notice.getString("delivery_id"))
                .distinct()
                .forEach(this::make);
    }

    private void make(String deliveryId) {
        var ofDelivery = new Document("delivery_id", deliveryId);
        var taken = notices.some(ofDelivery, new Document("due_at", 1).append("notice_id", 1), 0, Integer.MAX_VALUE);
        if (taken.isEmpty()) {
            return;
        }
        var first = taken.getFirst();
        deliveries.insert(document(
                first.getString(Schema.WORKSPACE),
                new Delivery(
                        deliveryId,
                        first.getString("channel_id"),
                        first.getString("rule_id"),
                        taken.stream()
                                .map(notice -> notice.getString("alert_id"))
                                .toList(),
                        Delivery.Status.PENDING,
                        0,
                        0,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        Values.instant(first, "composed_at"),
                        Values.instant(first, "composed_at"),
                        null)));
        notices.updateAll(ofDelivery, new Document("$set", new Document("state", MADE)));
    }

    private static Document document(String workspaceId, Delivery delivery) {
        return new Document("delivery_id", delivery.deliveryId())
                .append(Schema.WORKSPACE, workspaceId)
                .append("channel_id", delivery.channelId())
                .append("rule_id", delivery.ruleId())
                .append("tries", delivery.tries())
                .append("lease", delivery.lease())
                .append("created_at", Values.date(delivery.createdAt()))
                .append("position", position(delivery))
                .append("status", delivery.status().word())
                .append("next_try_at", Values.dateOrNull(delivery.nextTryAt()))
                .append("ended_at", Values.dateOrNull(delivery.endedAt()))
                .append("document", Values.json(delivery));
    }

    private static String position(Delivery delivery) {
        return ServerJson.text(delivery.createdAt()) + " " + delivery.deliveryId();
    }

    @Override
    public void postpone(Group group, Instant now, Instant until) {
        notices.updateAll(of(group, now), new Document("$set", new Document("due_at", Values.date(until))));
    }

    @Override
    public void drop(Group group, Instant now) {
        notices.remove(of(group, now));
    }

    @Override
    public Optional<Instant> lastMade(Group group) {
        return deliveries
                .first(
                        new Document(Schema.WORKSPACE, group.workspace().id())
                                .append("channel_id", group.channelId())
                                .append("rule_id", group.ruleId()),
                        new Document("created_at", -1))
                .map(delivery -> Values.instant(delivery, "created_at"));
    }

    @Override
    public Optional<Claimed> claim(Instant now, Instant until) {
        return deliveries
                .claim(
                        new Document("status", PENDING).append("next_try_at", new Document("$lte", Values.date(now))),
                        new Document("next_try_at", 1).append("delivery_id", 1),
                        new Document("$set", new Document("next_try_at", Values.date(until)))
                                .append("$inc", new Document("tries", 1).append("lease", 1L)))
                .map(found -> new Claimed(Workspace.ofRecord(found.getString(Schema.WORKSPACE)), delivery(found)));
    }

    @Override
    public boolean save(Workspace workspace, Delivery delivery) {
        return deliveries.update(
                new Document(Schema.WORKSPACE, workspace.id())
                        .append("delivery_id", delivery.deliveryId())
                        .append("lease", delivery.lease())
                        .append("status", PENDING),
                new Document(
                        "$set",
                        new Document("status", delivery.status().word())
                                .append("next_try_at", Values.dateOrNull(delivery.nextTryAt()))
                                .append("ended_at", Values.dateOrNull(delivery.endedAt()))
                                .append("document", Values.json(delivery))));
    }

    @Override
    public void add(Workspace workspace, Delivery delivery) {
        deliveries.insert(document(workspace.id(), delivery));
    }

    private static Document one(Workspace workspace, String channelId, String deliveryId) {
        return new Document(Schema.WORKSPACE, workspace.id())
                .append("channel_id", channelId)
                .append("delivery_id", deliveryId);
    }

    @Override
    public Optional<Delivery> find(Workspace workspace, String channelId, String deliveryId) {
        return deliveries.first(one(workspace, channelId, deliveryId)).map(MongoDeliveryStore::delivery);
    }

    @Override
    public Part list(Workspace workspace, String channelId, Optional<String> cursor, long offset, int limit) {
        var ofChannel = new Document(Schema.WORKSPACE, workspace.id()).append("channel_id", channelId);
        var filter = new Document(ofChannel);
        cursor.ifPresent(last -> filter.append("position", new Document("$lt", last)));
        var found = deliveries.some(filter, new Document("position", -1), offset, limit + 1).stream()
                .map(MongoDeliveryStore::delivery)
                .toList();
        var shown = found.subList(0, Math.min(limit, found.size()));
        return new Part(
                new PageOf<>(shown, deliveries.count(ofChannel)),
                found.size() > limit ? Optional.of(position(shown.getLast())) : Optional.empty());
    }

    @Override
    public boolean again(Workspace workspace, String channelId, String deliveryId, Instant now) {
        var one = one(workspace, channelId, deliveryId);
        var ended = deliveries.first(new Document(one).append("status", new Document("$ne", PENDING)));
        if (ended.isEmpty()) {
            return false;
        }
        var again = delivery(ended.get()).again(now);
        return deliveries.update(
                new Document(one)
                        .append("lease", ended.get().get("lease"))
                        .append("status", ended.get().getString("status")),
                new Document(
                        "$set",
                        new Document("status", PENDING)
                                .append("tries", 0)
                                .append("lease", again.lease())
                                .append("next_try_at", Values.date(now))
                                .append("ended_at", null)
                                .append("document", Values.json(again))));
    }

    @Override
    public List<Delivery.Status> lastEnds(Workspace workspace, String channelId, Instant since, int most) {
        return deliveries
                .some(
                        new Criteria(Schema.WORKSPACE, workspace.id())
                                .is("channel_id", channelId)
                                .isNot("status", PENDING)
                                .isNot("rule_id", null)
                                .and("ended_at", "$gte", Values.date(since))
                                .filter(),
                        new Document("ended_at", -1).append("delivery_id", 1),
                        0,
                        most)
                .stream()
                .map(delivery -> Delivery.Status.of(delivery.getString("status")))
                .toList();
    }

    @Override
    public void sweep(Instant before) {
        var old = new Document("$lt", Values.date(before));
        notices.remove(new Document("state", MADE).append("composed_at", old));
        for (var part = ended(old); !part.isEmpty(); part = ended(old)) {
            deliveries.remove(new Document("delivery_id", new Document("$in", part)));
        }
    }

    private List<String> ended(Document old) {
        return deliveries
                .some(
                        new Document("created_at", old).append("status", new Document("$ne", PENDING)),
                        new Document("created_at", 1),
                        0,
                        SOME)
                .stream()
                .map(delivery -> delivery.getString("delivery_id"))
                .toList();
    }

    private static Delivery delivery(Document found) {
        return Values.parsed(found.getString("document"), Delivery.class)
                .claimed((int) Values.number(found, "tries"), Values.number(found, "lease"), next(found));
    }

    private static @Nullable Instant next(Document found) {
        return Values.instantOrNull(found, "next_try_at");
    }
}
