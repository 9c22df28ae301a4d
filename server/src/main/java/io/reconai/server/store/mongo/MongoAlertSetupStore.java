package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.alerts.AlertChannel;
import io.reconai.server.alerts.AlertRule;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AlertSetupStore;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;

/// Channels and rules in MongoDB, each as JSON. A channel is changed on condition that it still reads as it was read.
final class MongoAlertSetupStore implements AlertSetupStore {

    private static final String TEXT = "document";

    /// Each repetition is caused by a change that somebody else made at the same moment.
    private static final int TRIES = 50;

    private final Documents setups;
    private final Documents channels;
    private final Documents rules;
    private final List<Documents> ofChannels;

    MongoAlertSetupStore(MongoDatabase database) {
        setups = new Documents(database.getCollection(Schema.ALERT_SETUPS));
        channels = new Documents(database.getCollection(Schema.ALERT_CHANNELS));
        rules = new Documents(database.getCollection(Schema.ALERT_RULES));
        ofChannels = List.of(
                new Documents(database.getCollection(Schema.ALERT_NOTICES)),
                new Documents(database.getCollection(Schema.ALERT_DELIVERIES)));
    }

    private static Document of(Workspace workspace) {
        return new Document(Schema.WORKSPACE, workspace.id());
    }

    @Override
    public boolean hasBegun(Workspace workspace) {
        return setups.first(of(workspace)).isPresent();
    }

    /// The mark is last: a kill before it lets the next one add the same again, which changes nothing.
    @Override
    public void begin(Workspace workspace, List<AlertChannel> first, List<AlertRule> theirs) {
        if (hasBegun(workspace)) {
            return;
        }
        first.forEach(channel -> add(workspace, channel));
        theirs.forEach(rule -> add(workspace, rule));
        setups.insert(of(workspace));
    }

    @Override
    public void add(Workspace workspace, AlertChannel channel) {
        channels.insert(of(workspace)
                .append("channel_id", channel.channelId())
                .append("created_at", Values.date(channel.createdAt()))
                .append(TEXT, Values.json(channel)));
    }

    @Override
    public Optional<AlertChannel> channel(Workspace workspace, String channelId) {
        return channels.first(of(workspace).append("channel_id", channelId)).map(MongoAlertSetupStore::channel);
    }

    private static AlertChannel channel(Document channel) {
        return Values.parsed(channel.getString(TEXT), AlertChannel.class);
    }

    @Override
    public List<AlertChannel> channels(Workspace workspace) {
        return channels
                .some(of(workspace), new Document("created_at", 1).append("channel_id", 1), 0, Integer.MAX_VALUE)
                .stream()
                .map(MongoAlertSetupStore::channel)
                .toList();
    }

    @Override
    public Optional<Located> locate(String channelId) {
        return channels.first(new Document("channel_id", channelId))
                .map(found -> new Located(Workspace.ofRecord(found.getString(Schema.WORKSPACE)), channel(found)));
    }

    @Override
    public Optional<AlertChannel> change(Workspace workspace, String channelId, UnaryOperator<AlertChannel> change) {
        var one = of(workspace).append("channel_id", channelId);
        for (var i = 0; i < TRIES; i++) {
            var found = channels.first(one);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            var before = found.get().getString(TEXT);
            var after = change.apply(channel(found.get()));
            if (channels.update(
                    new Document(one).append(TEXT, before),
                    new Document("$set", new Document(TEXT, Values.json(after))))) {
                return Optional.of(after);
            }
        }
        throw new IllegalStateException("the channel " + channelId + " changes all the time");
    }

    @Override
    public boolean removeChannel(Workspace workspace, String channelId) {
        var one = of(workspace).append("channel_id", channelId);
        ofChannels.forEach(documents -> documents.remove(one));
        return channels.remove(one) == 1;
    }

    @Override
    public void add(Workspace workspace, AlertRule rule) {
        rules.insert(of(workspace)
                .append("rule_id", rule.ruleId())
                .append("created_at", Values.date(rule.createdAt()))
                .append(TEXT, Values.json(rule)));
    }

    @Override
    public Optional<AlertRule> rule(Workspace workspace, String ruleId) {
        return rules.first(of(workspace).append("rule_id", ruleId)).map(MongoAlertSetupStore::rule);
    }

    private static AlertRule rule(Document rule) {
        return Values.parsed(rule.getString(TEXT), AlertRule.class);
    }

    @Override
    public List<AlertRule> rules(Workspace workspace) {
        return rules
                .some(of(workspace), new Document("created_at", 1).append("rule_id", 1), 0, Integer.MAX_VALUE)
                .stream()
                .map(MongoAlertSetupStore::rule)
                .toList();
    }

    @Override
    public boolean save(Workspace workspace, AlertRule rule) {
        return rules.update(
                of(workspace).append("rule_id", rule.ruleId()),
                new Document("$set", new Document(TEXT, Values.json(rule))));
    }

    @Override
    public boolean removeRule(Workspace workspace, String ruleId) {
        return rules.remove(of(workspace).append("rule_id", ruleId)) == 1;
    }
}
