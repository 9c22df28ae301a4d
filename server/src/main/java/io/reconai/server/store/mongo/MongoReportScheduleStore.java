package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.identity.Workspace;
import io.reconai.server.reports.ReportSchedule;
import io.reconai.server.store.ReportScheduleStore;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// Report schedules in MongoDB, each one document: what must change together is in it.
final class MongoReportScheduleStore implements ReportScheduleStore {

    private static final String TEXT = "document";
    private static final String NEXT = "next_at";
    private static final String ASKED = "asked_at";
    private static final String RUN = "run_from";
    private static final String SENT = "sent_at";
    private static final String HELD = "held";

    /// Each repetition is caused by a change that somebody else made at the same moment.
    private static final int TRIES = 50;

    private final Documents schedules;
    private final Documents workspaces;

    MongoReportScheduleStore(MongoDatabase database) {
        schedules = new Documents(database.getCollection(Schema.REPORT_SCHEDULES));
        workspaces = new Documents(database.getCollection(Schema.WORKSPACES));
    }

    private static Document one(Workspace workspace, String scheduleId) {
        return new Document(Schema.WORKSPACE, workspace.id()).append("schedule_id", scheduleId);
    }

    @Override
    public void add(Workspace workspace, ReportSchedule schedule, Optional<Instant> next) {
        var at = Values.dateOrNull(next.orElse(null));
        schedules.insert(one(workspace, schedule.scheduleId())
                .append("created_at", Values.date(schedule.createdAt()))
                .append(TEXT, Values.json(schedule))
                .append(NEXT, at)
                .append(ASKED, null)
                .append(RUN, at)
                .append(SENT, null)
                .append(HELD, List.of()));
    }

    @Override
    public Optional<StoredReport> find(Workspace workspace, String scheduleId) {
        return schedules.first(one(workspace, scheduleId)).map(MongoReportScheduleStore::stored);
    }

    @Override
    public List<StoredReport> list(Workspace workspace) {
        return schedules
                .some(
                        new Document(Schema.WORKSPACE, workspace.id()),
                        new Document("created_at", 1).append("schedule_id", 1),
                        0,
                        Integer.MAX_VALUE)
                .stream()
                .map(MongoReportScheduleStore::stored)
                .toList();
    }

    private static StoredReport stored(Document found) {
        return new StoredReport(schedule(found), Values.instantOrNull(found, NEXT), Values.instantOrNull(found, SENT));
    }

    private static ReportSchedule schedule(Document found) {
        return Values.parsed(found.getString(TEXT), ReportSchedule.class);
    }

    @Override
    public Optional<LocatedReport> locate(String scheduleId) {
        return schedules
                .first(new Document("schedule_id", scheduleId))
                .map(found -> new LocatedReport(Workspace.ofRecord(found.getString(Schema.WORKSPACE)), stored(found)));
    }

    @Override
    public boolean save(Workspace workspace, ReportSchedule schedule, Optional<Instant> next) {
        var at = Values.dateOrNull(next.orElse(null));
        return change(one(workspace, schedule.scheduleId()), found -> {
            var isHeld = !Values.texts(found, HELD).isEmpty();
            return new Document(TEXT, Values.json(schedule))
                    .append(NEXT, at)
                    .append(RUN, isHeld ? found.getDate(RUN) : first(found.getDate(ASKED), at));
        });
    }

    private static @Nullable Date first(@Nullable Date one, @Nullable Date other) {
        return one == null ? other : one;
    }

    /// Changes a document by what it holds, on condition that it still holds it.
    ///
    /// @return false when there is none
    private boolean change(Document which, Function<Document, Document> change) {
        for (var i = 0; i < TRIES; i++) {
            var found = schedules.first(which);
            if (found.isEmpty()) {
                return false;
            }
            var unchanged = new Document(which)
                    .append(NEXT, found.get().getDate(NEXT))
                    .append(ASKED, found.get().getDate(ASKED))
                    .append(RUN, found.get().getDate(RUN));
            if (schedules.update(unchanged, new Document("$set", change.apply(found.get())))) {
                return true;
            }
        }
        throw new IllegalStateException("a report schedule changes all the time");
    }

    @Override
    public boolean remove(Workspace workspace, String scheduleId) {
        return schedules.remove(one(workspace, scheduleId)) == 1;
    }

    @Override
    public boolean ask(Workspace workspace, String scheduleId, Instant now) {
        var at = Values.date(now);
        var one = one(workspace, scheduleId);
        return schedules.update(
                        new Document(one).append(ASKED, null),
                        new Document("$set", new Document(ASKED, at).append(RUN, at)))
                || schedules.first(one).isPresent();
    }

    @Override
    public List<DueReport> due(Instant now, int most) {
        return schedules
                .some(
                        new Document(RUN, new Document("$lte", Values.date(now)))
                                .append(Schema.WORKSPACE, new Document("$nin", WorkspaceDocuments.resting(workspaces))),
                        new Document(RUN, 1).append("schedule_id", 1),
                        0,
                        most)
                .stream()
                .map(MongoReportScheduleStore::due)
                .toList();
    }

    private static DueReport due(Document found) {
        return new DueReport(
                Workspace.ofRecord(found.getString(Schema.WORKSPACE)),
                schedule(found),
                Values.instantOrNull(found, NEXT),
                Values.instantOrNull(found, ASKED),
                Values.instant(found, RUN),
                Values.instantOrNull(found, SENT),
                Values.texts(found, HELD));
    }

    private static Document asClaimed(DueReport report) {
        return one(report.workspace(), report.schedule().scheduleId()).append(RUN, Values.date(report.due()));
    }

    @Override
    public boolean claim(DueReport report, Instant until) {
        return schedules.update(asClaimed(report), new Document("$set", new Document(RUN, Values.date(until))));
    }

    @Override
    public boolean settle(DueReport claimed, Optional<Instant> next, Optional<Instant> sentAt, List<String> held) {
        var at = Values.dateOrNull(next.orElse(null));
        var change = new Document(NEXT, at)
                .append(ASKED, null)
                .append(HELD, held)
                .append(RUN, held.isEmpty() ? at : Values.date(claimed.due()));
        sentAt.ifPresent(time -> change.append(SENT, Values.date(time)));
        return schedules.update(asClaimed(claimed), new Document("$set", change));
    }

    @Override
    public void released(DueReport claimed) {
        change(asClaimed(claimed), found -> new Document(HELD, List.of())
                .append(RUN, first(found.getDate(ASKED), found.getDate(NEXT))));
    }
}
