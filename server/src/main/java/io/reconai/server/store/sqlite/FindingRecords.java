package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.engine.Asset;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.diff.Recheck;
import io.reconai.server.findings.FindingChange;
import io.reconai.server.findings.FindingState;
import io.reconai.server.findings.SecondLook;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Workspace;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Records what one look at a host found and what it disproved, within the transaction that keeps the host.
///
/// A finding that is not made any more is fixed only when all that had shown it was asked again and answered.
final class FindingRecords {

    /// What became of the host's findings.
    ///
    /// @param open those that are open now, by severity
    /// @param added ids that this look was the first to see
    record Recorded(Map<Severity, Integer> open, Set<String> added, int fixed) {}

    private record Known(FindingState state, @Nullable String acceptedUntil, String recheck, Instant firstSeen) {}

    private final Connection connection;
    private final Workspace workspace;
    private final String assetId;
    private final String scanId;
    private final Instant now;
    private final String at;

    FindingRecords(Connection connection, Workspace workspace, String assetId, String scanId, Instant at) {
        this.connection = connection;
        this.workspace = workspace;
        this.assetId = assetId;
        this.scanId = scanId;
        now = at;
        this.at = ServerJson.text(at);
    }

    /// @param look what the host was asked, which says what could be disproved
    Recorded record(Asset asset, String evidenceId, Recheck.Look look) throws SQLException {
        var known = known();
        var added = new HashSet<String>();
        for (var finding : asset.findings()) {
            var before = known.remove(finding.id());
            if (before == null) {
                add(asset, finding, evidenceId, look.note(finding.id()));
                added.add(finding.id());
            } else {
                var sure = SecondLook.confidence(finding, before.state(), before.firstSeen(), now);
                seeAgain(asset, finding.withConfidence(sure), evidenceId, look.note(finding.id()));
                if (before.state() == FindingState.FIXED || hasRunOut(before)) {
                    reopen(finding.id(), before.state());
                }
            }
        }
        var fixed = 0;
        for (var unseen : known.entrySet()) {
            if (unseen.getValue().state().endsUnseen()
                    && look.disproves(unseen.getValue().recheck())) {
                fix(unseen.getKey(), unseen.getValue().state());
                fixed++;
            }
        }
        return new Recorded(open(connection, workspace, assetId), added, fixed);
    }

    private Map<String, Known> known() throws SQLException {
        var known = new HashMap<String, Known>();
        Sql.list(
                connection,
                // Left to itself SQLite goes through all findings of the workspace, for each host once; so below.
                "SELECT finding_id, state, accepted_until, recheck, first_seen_at FROM findings INDEXED BY findings_by_asset"
                        + " WHERE workspace_id = ? AND asset_id = ?",
                row -> known.put(
                        row.getString(1),
                        new Known(
                                FindingState.of(row.getString(2)),
                                row.getString(3),
                                row.getString(4),
                                Timestamp.parse(row.getString(5)))),
                workspace.id(),
                assetId);
        return known;
    }

    private boolean hasRunOut(Known finding) {
        return finding.state() == FindingState.ACCEPTED
                && finding.acceptedUntil() != null
                && finding.acceptedUntil().compareTo(at) <= 0;
    }

    private void add(Asset asset, Finding finding, String evidenceId, String recheck) throws SQLException {
        var host = asset.host();
        Sql.update(
                connection,
                "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', NULL, NULL, NULL,"
                        + " NULL, ?, ?, NULL, 0, NULL, NULL, ?, ?, ?, ?, ?, ?, ?)",
                workspace.id(),
                finding.id(),
                assetId,
                host.value(),
                word(host.type()),
                host.domain().value(),
                asset.risk().score(),
                finding.detector(),
                finding.checkId(),
                finding.category(),
                finding.severity().ordinal(),
                word(finding.confidence()),
                finding.title(),
                finding.description(),
                finding.remediation(),
                finding.location(),
                at,
                at,
                scanId,
                scanId,
                evidenceId,
                json(finding.references()),
                json(finding.evidence()),
                recheck,
                words(finding));
        noted(finding.id(), null, FindingState.OPEN);
    }

    private void seeAgain(Asset asset, Finding finding, String evidenceId, String recheck) throws SQLException {
        Sql.update(
                connection,
                "UPDATE findings SET risk_score = ?, category = ?, severity = ?, confidence = ?, title = ?,"
                        + " description = ?, remediation = ?, last_seen_at = ?, last_scan_id = ?, evidence_id = ?,"
                        + " links = ?, proofs = ?, recheck = ?, words = ? WHERE workspace_id = ? AND finding_id = ?",
                asset.risk().score(),
                finding.category(),
                finding.severity().ordinal(),
                word(finding.confidence()),
                finding.title(),
                finding.description(),
                finding.remediation(),
                at,
                scanId,
                evidenceId,
                json(finding.references()),
                json(finding.evidence()),
                recheck,
                words(finding),
                workspace.id(),
                finding.id());
    }

    private void reopen(String findingId, FindingState before) throws SQLException {
        Sql.update(
                connection,
                "UPDATE findings SET state = 'open', fixed_at = NULL, accepted_until = NULL, reason = NULL,"
                        + " reopened_count = reopened_count + ?, state_changed_at = ?, state_changed_by = NULL"
                        + " WHERE workspace_id = ? AND finding_id = ?",
                before == FindingState.FIXED ? 1 : 0,
                at,
                workspace.id(),
                findingId);
        noted(findingId, before, FindingState.OPEN);
    }

    private void fix(String findingId, FindingState before) throws SQLException {
        Sql.update(
                connection,
                "UPDATE findings SET state = 'fixed', fixed_at = ?, state_changed_at = ?, state_changed_by = NULL"
                        + " WHERE workspace_id = ? AND finding_id = ?",
                at,
                at,
                workspace.id(),
                findingId);
        noted(findingId, before, FindingState.FIXED);
    }

    private void noted(String findingId, @Nullable FindingState from, FindingState to) throws SQLException {
        change(connection, workspace, findingId, at, FindingChange.Author.system(), from, to, null, scanId);
    }

    /// Adds a step to a finding's history.
    static void change(
            Connection connection,
            Workspace workspace,
            String findingId,
            String at,
            FindingChange.Author actor,
            @Nullable FindingState from,
            FindingState to,
            @Nullable String reason,
            @Nullable String scanId)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO finding_changes (workspace_id, finding_id, at, actor_type, actor_id, actor_email,"
                        + " from_state, to_state, reason, scan_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                workspace.id(),
                findingId,
                at,
                actor.type(),
                actor.id(),
                actor.email(),
                from == null ? null : from.word(),
                to.word(),
                reason,
                scanId);
    }

    /// The open findings of an asset, by severity; every severity is there.
    static Map<Severity, Integer> open(Connection connection, Workspace workspace, String assetId) throws SQLException {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        for (var severity : Severity.values()) {
            counts.put(severity, 0);
        }
        Sql.list(
                connection,
                "SELECT severity, count(*) FROM findings INDEXED BY findings_by_asset WHERE workspace_id = ?"
                        + " AND asset_id = ? AND state IN ('open', 'acknowledged') GROUP BY severity",
                row -> counts.put(Severity.values()[row.getInt(1)], row.getInt(2)),
                workspace.id(),
                assetId);
        return counts;
    }

    /// What a search looks in, in lower case.
    private static String words(Finding finding) {
        return String.join("\n", finding.title(), finding.location(), finding.checkId(), finding.asset())
                .toLowerCase(Locale.ROOT);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String json(Object value) {
        try {
            return ServerJson.forStore().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
