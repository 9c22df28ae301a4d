package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.UsageStore;
import io.reconai.server.usage.ApiCall;
import io.reconai.server.usage.DailyUsage;
import io.reconai.server.usage.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;

/// Counters in the workspace's document, and the log of calls.
///
/// A call is counted by one conditional update. Calls of the log that are not counted yet are counted after they were
/// written: a kill in between leaves them uncounted, as it does those that were not written yet.
final class MongoUsageStore implements UsageStore {

    private final Documents workspaces;
    private final Documents calls;
    private final Documents scans;
    private final Periods periods;

    MongoUsageStore(MongoDatabase database) {
        workspaces = new Documents(database.getCollection(Schema.WORKSPACES));
        calls = new Documents(database.getCollection(Schema.CALLS));
        scans = new Documents(database.getCollection(Schema.SCANS));
        periods = new Periods(workspaces);
    }

    @Override
    public Usage usage(Workspace workspace, Instant now) {
        return periods.at(workspace.id(), now);
    }

    @Override
    public boolean takeCall(Workspace workspace, int limit, Instant now) {
        while (true) {
            var usage = periods.begin(workspace.id(), now);
            var taken = workspaces.update(
                    new Criteria(Schema.WORKSPACE, workspace.id())
                            .is("period_start", Values.date(usage.periodStart()))
                            .and("api_calls", "$lt", (long) limit)
                            .filter(),
                    add(1));
            if (taken) {
                return true;
            }
            var after = periods.begin(workspace.id(), now);
            if (after.periodStart().equals(usage.periodStart()) && after.apiCalls() >= limit) {
                return false;
            }
        }
    }

    @Override
    public void giveCallBack(Workspace workspace, Instant now) {
        workspaces.update(
                new Criteria(Schema.WORKSPACE, workspace.id())
                        .and("api_calls", "$gt", 0L)
                        .and("period_end", "$gt", Values.date(now))
                        .filter(),
                add(-1));
    }

    private static Document add(long number) {
        return new Document("$inc", new Document("api_calls", number));
    }

    @Override
    public void log(List<ApiCall> made) {
        var ids = made.stream().map(call -> call.workspace().id()).distinct().toList();
        var present = workspaces
                .all(
                        new Document(Schema.WORKSPACE, new Document("$in", ids))
                                .append(WorkspaceDocuments.REMOVED, false),
                        Schema.WORKSPACE)
                .stream()
                .map(workspace -> workspace.getString(Schema.WORKSPACE))
                .collect(Collectors.toSet());
        var counted = made.stream()
                .filter(call -> present.contains(call.workspace().id()))
                .toList();
        calls.insertAll(counted.stream().map(MongoUsageStore::document).toList());
        counted.stream()
                .filter(call -> !call.isCharged())
                .collect(Collectors.groupingBy(call -> call.workspace().id(), Collectors.counting()))
                .forEach((workspaceId, number) -> {
                    periods.begin(workspaceId, made.getLast().at());
                    workspaces.update(new Document(Schema.WORKSPACE, workspaceId), add(number));
                });
    }

    private static Document document(ApiCall call) {
        return new Document(Schema.WORKSPACE, call.workspace().id())
                .append("user_id", call.uid())
                .append("token_id", call.tokenId())
                .append("method", call.method())
                .append("route", call.route())
                .append("status", call.status())
                .append("duration_ms", call.duration().toMillis())
                .append("timestamp", Values.date(call.at()));
    }

    @Override
    public List<DailyUsage> daily(Workspace workspace, LocalDate first, LocalDate last) {
        var callsByDay = byDay(calls, "timestamp", workspace, first);
        var scansByDay = byDay(scans, "created_at", workspace, first);
        return first.datesUntil(last.plusDays(1))
                .map(day -> new DailyUsage(day, callsByDay.getOrDefault(day, 0L), scansByDay.getOrDefault(day, 0L)))
                .toList();
    }

    private static Map<LocalDate, Long> byDay(Documents documents, String field, Workspace workspace, LocalDate first) {
        Map<LocalDate, Long> counts = new HashMap<>();
        var since = Values.date(first.atStartOfDay(ZoneOffset.UTC).toInstant());
        documents
                .aggregate(List.of(
                        new Document(
                                "$match",
                                new Criteria(Schema.WORKSPACE, workspace.id())
                                        .and(field, "$gte", since)
                                        .filter()),
                        new Document(
                                "$group",
                                new Document(
                                                "_id",
                                                new Document(
                                                        "$dateToString",
                                                        new Document("format", "%Y-%m-%d").append("date", "$" + field)))
                                        .append("number", new Document("$sum", 1)))))
                .forEach(day -> counts.put(LocalDate.parse(day.getString("_id")), Values.number(day, "number")));
        return counts;
    }

    @Override
    public void sweepLog(Instant before) {
        calls.remove(new Document("timestamp", new Document("$lt", Values.date(before))));
    }
}
