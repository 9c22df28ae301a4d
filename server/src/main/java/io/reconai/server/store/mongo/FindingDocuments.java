package io.reconai.server.store.mongo;

import com.fasterxml.jackson.core.type.TypeReference;
import io.reconai.engine.Asset;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import io.reconai.server.findings.FindingChange;
import io.reconai.server.findings.FindingRow;
import io.reconai.server.findings.FindingState;
import io.reconai.server.findings.StoredFinding;
import io.reconai.server.http.ServerJson;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// A finding's document, with its whole history inside: state and history change in one update.
final class FindingDocuments {

    /// The states that count as open, as words.
    static final List<String> OPEN = List.of("open", "acknowledged");

    /// Counts changes: a change is made on what was read, or read again.
    static final String REVISION = "revision";

    static final String STEPS = "steps";

    /// Of a step that a scan took: what and which scan in one text, so that one condition asks for both.
    static final String MARKS = STEPS + ".mark";

    /// The id of the evidence by which the finding was last seen or ended.
    static final String LOOK = "look";

    private static final TypeReference<List<Proof>> PROOFS = new TypeReference<>() {};

    private FindingDocuments() {}

    /// One look at a host, by which its findings are recorded.
    record Look(String assetId, String scanId, String evidenceId, Instant at) {}

    static Document added(String workspaceId, Look look, Asset asset, Finding finding, String recheck) {
        var host = asset.host();
        return new Document(Schema.WORKSPACE, workspaceId)
                .append("finding_id", finding.id())
                .append("asset_id", look.assetId())
                .append("asset_value", host.value())
                .append("asset_type", Values.word(host.type()))
                .append("asset_state", "active")
                .append("parent_domain", host.domain().value())
                .append("detector", finding.detector())
                .append("type", finding.checkId())
                .append("subject", finding.location())
                .append("state", FindingState.OPEN.word())
                .append("first_seen_at", Values.date(look.at()))
                .append("first_scan_id", look.scanId())
                .append("first_look", look.evidenceId())
                .append("reopened_count", 0)
                .append(REVISION, 0)
                .append(
                        STEPS,
                        List.of(step(
                                look.at(),
                                FindingChange.Author.system(),
                                null,
                                FindingState.OPEN,
                                null,
                                look.scanId())))
                .append("risk_score", asset.risk().score())
                .append("severity", finding.severity().ordinal())
                .append("category", finding.category())
                .append("confidence", Values.word(finding.confidence()))
                .append("title", finding.title())
                .append("description", finding.description())
                .append("remediation", finding.remediation())
                .append("last_seen_at", Values.date(look.at()))
                .append("last_scan_id", look.scanId())
                .append("evidence_id", look.evidenceId())
                .append(LOOK, look.evidenceId())
                .append("links", finding.references())
                .append("proofs", Values.json(finding.evidence()))
                .append("recheck", recheck)
                .append("words", words(finding));
    }

    /// What a look changes of a finding that it sees again.
    static Document seen(Look look, Asset asset, Finding finding, String recheck) {
        var changed = added("", look, asset, finding, recheck);
        for (var stays : List.of(
                Schema.WORKSPACE,
                "finding_id",
                "asset_id",
                "asset_value",
                "asset_type",
                "asset_state",
                "parent_domain",
                "detector",
                "type",
                "subject",
                "state",
                "first_seen_at",
                "first_scan_id",
                "first_look",
                "reopened_count",
                REVISION,
                STEPS)) {
            changed.remove(stays);
        }
        return changed;
    }

    /// A step of the history.
    static Document step(
            Instant at,
            FindingChange.Author actor,
            @Nullable FindingState from,
            FindingState to,
            @Nullable String reason,
            @Nullable String scanId) {
        var step = new Document("at", Values.date(at))
                .append("day", ServerJson.text(at).substring(0, 10))
                .append("actor_type", actor.type())
                .append("actor_id", actor.id())
                .append("actor_email", actor.email())
                .append("from_state", from == null ? null : from.word())
                .append("to_state", to.word())
                .append("reason", reason)
                .append("scan_id", scanId);
        if (scanId != null) {
            step.append("mark", mark(from == null ? "added" : to.word(), scanId));
        }
        return step;
    }

    /// @param what `added`, or the state that a scan gave
    static String mark(String what, String scanId) {
        return what + ":" + scanId;
    }

    /// What a search looks in, in lower case.
    private static String words(Finding finding) {
        return String.join("\n", finding.title(), finding.location(), finding.checkId(), finding.asset())
                .toLowerCase(Locale.ROOT);
    }

    static FindingState state(Document finding) {
        return FindingState.of(finding.getString("state"));
    }

    static StoredFinding stored(Document finding) {
        return new StoredFinding(row(finding), Values.texts(finding, "links"), proofs(finding));
    }

    private static List<Proof> proofs(Document finding) {
        return Values.parsed(finding.getString("proofs"), PROOFS);
    }

    static FindingRow row(Document finding) {
        var proof = proofs(finding).getFirst();
        return new FindingRow(
                finding.getString("finding_id"),
                finding.getString("asset_id"),
                finding.getString("asset_value"),
                finding.getString("asset_type"),
                finding.getString("parent_domain"),
                finding.getString("detector"),
                finding.getString("type"),
                finding.getString("category"),
                Severity.values()[finding.getInteger("severity")],
                finding.getString("confidence"),
                finding.getString("title"),
                finding.getString("description"),
                finding.getString("remediation"),
                finding.getString("subject"),
                state(finding),
                Values.textOrNull(finding, "reason"),
                Values.instantOrNull(finding, "accepted_until"),
                Values.textOrNull(finding, "assignee"),
                Values.textOrNull(finding, "note"),
                Values.instant(finding, "first_seen_at"),
                Values.instant(finding, "last_seen_at"),
                Values.instantOrNull(finding, "fixed_at"),
                (int) Values.number(finding, "reopened_count"),
                Values.instantOrNull(finding, "state_changed_at"),
                Values.textOrNull(finding, "state_changed_by"),
                finding.getString("first_scan_id"),
                finding.getString("last_scan_id"),
                new FindingRow.Excerpt(finding.getString("evidence_id"), proof.pointer(), proof.excerpt()));
    }

    static FindingChange change(Document step) {
        var from = Values.textOrNull(step, "from_state");
        return new FindingChange(
                Values.instant(step, "at"),
                new FindingChange.Author(
                        step.getString("actor_type"),
                        Values.textOrNull(step, "actor_id"),
                        Values.textOrNull(step, "actor_email")),
                from == null ? null : FindingState.of(from),
                FindingState.of(step.getString("to_state")),
                Values.textOrNull(step, "reason"),
                Values.textOrNull(step, "scan_id"));
    }
}
