package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.engine.asset.Severity;
import io.reconai.server.findings.FindingChange;
import io.reconai.server.findings.FindingFilter;
import io.reconai.server.findings.FindingRow;
import io.reconai.server.findings.FindingState;
import io.reconai.server.findings.FindingSummary;
import io.reconai.server.findings.StoredFinding;
import io.reconai.server.findings.Triage;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.FindingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// Findings in MongoDB. A change of state, its step in the history and the note that the asset has to be counted again
/// are one update; [Settling] does the rest.
final class MongoFindingStore implements FindingStore {

    private static final double MILLIS_A_DAY = Duration.ofDays(1).toMillis();

    private final Documents findings;
    private final Settling settling;

    MongoFindingStore(MongoDatabase database, Settling settling) {
        findings = new Documents(database.getCollection(Schema.FINDINGS));
        this.settling = settling;
    }

    @Override
    public Optional<StoredFinding> find(Workspace workspace, String findingId) {
        return findings.first(one(workspace, findingId)).map(FindingDocuments::stored);
    }

    private static Document one(Workspace workspace, String findingId) {
        return new Document(Schema.WORKSPACE, workspace.id()).append("finding_id", findingId);
    }

    @Override
    public PageOf<FindingRow> list(Workspace workspace, FindingFilter filter, PageRequest page, Instant now) {
        settle(workspace, now);
        return findings.page(criteria(workspace, filter), page, "finding_id", Set.of(), FindingDocuments::row);
    }

    @Override
    public void forEach(Workspace workspace, FindingFilter filter, Consumer<FindingRow> consumer) {
        settling.settle(workspace);
        findings.each(
                criteria(workspace, filter),
                new Document("severity", -1).append("last_seen_at", -1).append("finding_id", 1),
                finding -> consumer.accept(FindingDocuments.row(finding)));
    }

    private static Document criteria(Workspace workspace, FindingFilter filter) {
        var criteria = new Criteria(Schema.WORKSPACE, workspace.id())
                .isOneOf(
                        "state",
                        filter.states().stream().map(FindingState::word).toList())
                .isOneOf("type", filter.types())
                .isOneOf("detector", filter.detectors())
                .isOneOf("category", filter.categories())
                .isOneOf(
                        "severity",
                        filter.severities().stream()
                                .map(word ->
                                        Values.constant(Severity.class, word).ordinal())
                                .toList());
        filter.assetId().ifPresent(id -> criteria.is("asset_id", id));
        filter.parentDomain().ifPresent(domain -> criteria.is("parent_domain", domain));
        filter.scanId().ifPresent(scan -> criteria.is("last_scan_id", scan));
        filter.assignee().ifPresent(who -> criteria.is("assignee", who));
        filter.search().ifPresent(text -> criteria.contains("words", text));
        filter.firstSeenAfter().ifPresent(at -> criteria.and("first_seen_at", "$gte", Values.date(at)));
        filter.firstSeenBefore().ifPresent(at -> criteria.and("first_seen_at", "$lt", Values.date(at)));
        filter.lastSeenAfter().ifPresent(at -> criteria.and("last_seen_at", "$gte", Values.date(at)));
        filter.lastSeenBefore().ifPresent(at -> criteria.and("last_seen_at", "$lt", Values.date(at)));
        filter.reopened().ifPresent(is -> criteria.and("reopened_count", is ? "$gt" : "$lte", 0));
        return criteria.filter();
    }

    /// What was accepted for a time is open again after it.
    private void settle(Workspace workspace, Instant now) {
        settling.settle(workspace);
        var runOut = new Document(Schema.WORKSPACE, workspace.id())
                .append("state", FindingState.ACCEPTED.word())
                .append("accepted_until", new Document("$lte", Values.date(now)));
        for (var finding : findings.all(runOut, "finding_id", "asset_id", FindingDocuments.REVISION)) {
            var changed = new Document("state", FindingState.OPEN.word())
                    .append("accepted_until", null)
                    .append("reason", null)
                    .append("state_changed_at", Values.date(now))
                    .append("state_changed_by", null)
                    .append(Settling.UNCOUNTED, workspace.id());
            var step = FindingDocuments.step(
                    now, FindingChange.Author.system(), FindingState.ACCEPTED, FindingState.OPEN, null, null);
            if (findings.update(FindingRecords.unchanged(workspace, finding), FindingRecords.update(changed, step))) {
                settling.changed(workspace, finding.getString("asset_id"));
            }
        }
    }

    @Override
    public Outcome triage(
            Workspace workspace, String findingId, Triage triage, FindingChange.Author actor, Instant at) {
        while (true) {
            var found = findings.first(one(workspace, findingId));
            if (found.isEmpty()) {
                return Outcome.MISSING;
            }
            var before = FindingDocuments.row(found.get());
            var next = triage.state() == null ? before.state() : triage.state();
            var assignee = given(triage.assignee(), before.assignee());
            var note = given(triage.note(), before.note());
            if (next == before.state()
                    && Objects.equals(assignee, before.assignee())
                    && Objects.equals(note, before.note())) {
                return Outcome.UNCHANGED;
            }
            if (next != before.state() && !before.state().mayBecome(next)) {
                return Outcome.FORBIDDEN;
            }
            var changed = new Document("assignee", assignee).append("note", note);
            Document step = null;
            if (next != before.state()) {
                changed.append("state", next.word())
                        .append("reason", triage.reason())
                        .append("accepted_until", Values.dateOrNull(triage.acceptedUntil()))
                        .append("fixed_at", next == FindingState.FIXED ? Values.date(at) : null)
                        .append("state_changed_at", Values.date(at))
                        .append("state_changed_by", actor.id())
                        .append(Settling.UNCOUNTED, workspace.id());
                step = FindingDocuments.step(at, actor, before.state(), next, triage.reason(), null);
            }
            if (findings.update(
                    FindingRecords.unchanged(workspace, found.get()), FindingRecords.update(changed, step))) {
                if (step != null) {
                    settling.changed(workspace, before.assetId());
                }
                return Outcome.CHANGED;
            }
            // Somebody else changed it at the same moment.
        }
    }

    private static @Nullable String given(@Nullable String wanted, @Nullable String before) {
        return wanted == null ? before : wanted.isEmpty() ? null : wanted;
    }

    @Override
    public PageOf<FindingChange> history(Workspace workspace, String findingId, PageRequest page) {
        var steps = findings.first(one(workspace, findingId))
                .map(finding -> Values.documents(finding, FindingDocuments.STEPS))
                .orElse(List.of());
        return Orders.page(
                steps.reversed().stream().map(FindingDocuments::change).toList(), page);
    }

    @Override
    public FindingSummary summary(Workspace workspace, Instant now) {
        settle(workspace, now);
        var bySeverity = new LinkedHashMap<String, Long>();
        for (var severity : Severity.values()) {
            bySeverity.put(Values.word(severity), 0L);
        }
        counts(workspace, "$severity", true)
                .forEach(
                        (rank, count) -> bySeverity.put(Values.word(Severity.values()[Integer.parseInt(rank)]), count));
        var byState = new LinkedHashMap<String, Long>();
        for (var state : FindingState.values()) {
            byState.put(state.word(), 0L);
        }
        byState.putAll(counts(workspace, "$state", false));
        return new FindingSummary(
                bySeverity.values().stream().mapToLong(Long::longValue).sum(),
                bySeverity,
                counts(workspace, "$category", true),
                counts(workspace, "$type", true),
                byState,
                byAge(workspace, now),
                meanDaysToFix(workspace));
    }

    private Map<String, Long> byAge(Workspace workspace, Instant now) {
        var byAge = new LinkedHashMap<String, Long>();
        byAge.put("0-7", aged(workspace, now, 0, 8));
        byAge.put("8-30", aged(workspace, now, 8, 31));
        byAge.put("31-90", aged(workspace, now, 31, 91));
        byAge.put("90+", aged(workspace, now, 91, 0));
        return byAge;
    }

    /// Open ones, first seen so many days ago and fewer than so many; 0 does not limit.
    private long aged(Workspace workspace, Instant now, int days, int fewerThan) {
        var criteria = ofActive(workspace, true);
        if (days > 0) {
            criteria.and("first_seen_at", "$lte", Values.date(now.minus(Duration.ofDays(days))));
        }
        if (fewerThan > 0) {
            criteria.and("first_seen_at", "$gt", Values.date(now.minus(Duration.ofDays(fewerThan))));
        }
        return findings.count(criteria.filter());
    }

    private static Criteria ofActive(Workspace workspace, boolean onlyOpen) {
        var criteria = new Criteria(Schema.WORKSPACE, workspace.id()).is("asset_state", "active");
        return onlyOpen ? criteria.isOneOf("state", FindingDocuments.OPEN) : criteria;
    }

    private Map<String, Long> counts(Workspace workspace, String by, boolean onlyOpen) {
        var counts = new LinkedHashMap<String, Long>();
        findings.aggregate(List.of(
                        new Document("$match", ofActive(workspace, onlyOpen).filter()),
                        new Document("$group", new Document("_id", by).append("number", new Document("$sum", 1))),
                        new Document("$sort", new Document("number", -1).append("_id", 1))))
                .forEach(row -> counts.put(String.valueOf(row.get("_id")), Values.number(row, "number")));
        return counts;
    }

    private @Nullable Double meanDaysToFix(Workspace workspace) {
        var sums = findings.aggregate(List.of(
                new Document(
                        "$match",
                        new Criteria(Schema.WORKSPACE, workspace.id())
                                .is("state", FindingState.FIXED.word())
                                .isNot("fixed_at", null)
                                .filter()),
                new Document(
                        "$group",
                        new Document("_id", null)
                                .append(
                                        "millis",
                                        new Document(
                                                "$sum",
                                                new Document("$subtract", List.of("$fixed_at", "$first_seen_at"))))
                                .append("number", new Document("$sum", 1)))));
        if (sums.isEmpty()) {
            return null;
        }
        var sum = sums.getFirst();
        var days = Values.number(sum, "millis") / MILLIS_A_DAY / Values.number(sum, "number");
        return Math.round(days * 10) / 10.0;
    }

    @Override
    public ScanChanges changesOf(Workspace workspace, String scanId) {
        return new ScanChanges(marked(workspace, "added", scanId), marked(workspace, "fixed", scanId));
    }

    private int marked(Workspace workspace, String what, String scanId) {
        return (int) findings.count(new Document(Schema.WORKSPACE, workspace.id())
                .append(FindingDocuments.MARKS, FindingDocuments.mark(what, scanId)));
    }
}
