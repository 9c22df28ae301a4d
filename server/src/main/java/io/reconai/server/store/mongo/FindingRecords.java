package io.reconai.server.store.mongo;

import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import io.reconai.engine.Asset;
import io.reconai.engine.diff.Recheck;
import io.reconai.server.findings.FindingChange;
import io.reconai.server.findings.FindingState;
import io.reconai.server.findings.SecondLook;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.mongo.FindingDocuments.Look;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// Records what one look at a host found and what it disproved.
///
/// A finding that is not made any more is fixed only when all that had shown it was asked again and answered. Each
/// finding notes the look that touched it last, and is changed only on the revision that was read: so a look may be
/// recorded again, by several at once or after a kill, and whatever people say of a finding meanwhile is kept.
final class FindingRecords {

    /// Each repetition is caused by a change that somebody else made at the same moment.
    private static final int TRIES = 50;

    private final Documents findings;

    FindingRecords(Documents findings) {
        this.findings = findings;
    }

    void record(Workspace workspace, Look look, Asset asset) {
        var recheck = new Recheck(workspace.id()).look(asset);
        for (var i = 0; i < TRIES; i++) {
            var writes = writes(workspace, look, asset, recheck);
            if (writes.isEmpty()) {
                return;
            }
            findings.writeAll(writes);
        }
        throw new IllegalStateException("the findings of " + look.assetId() + " change all the time");
    }

    private List<WriteModel<Document>> writes(Workspace workspace, Look look, Asset asset, Recheck.Look recheck) {
        var known = known(workspace, look.assetId());
        var writes = new ArrayList<WriteModel<Document>>();
        Set<String> made = new HashSet<>();
        for (var finding : asset.findings()) {
            if (!made.add(finding.id())) {
                continue;
            }
            var note = recheck.note(finding.id());
            var before = known.remove(finding.id());
            if (before == null) {
                writes.add(new InsertOneModel<>(FindingDocuments.added(workspace.id(), look, asset, finding, note)));
            } else if (!look.evidenceId().equals(before.getString(FindingDocuments.LOOK))) {
                var state = FindingDocuments.state(before);
                var firstSeen = Values.instant(before, "first_seen_at");
                var sure = SecondLook.confidence(finding, state, firstSeen, look.at());
                var changed = FindingDocuments.seen(look, asset, finding.withConfidence(sure), note);
                var reopens = state == FindingState.FIXED || hasRunOut(before, look);
                writes.add(change(
                        workspace,
                        before,
                        reopens ? reopened(changed, before, look) : changed,
                        reopens ? step(look, state, FindingState.OPEN) : null));
            }
        }
        for (var unseen : known.values()) {
            var state = FindingDocuments.state(unseen);
            if (state.endsUnseen()
                    && !look.evidenceId().equals(unseen.getString(FindingDocuments.LOOK))
                    && recheck.disproves(unseen.getString("recheck"))) {
                var changed = new Document("state", FindingState.FIXED.word())
                        .append("fixed_at", Values.date(look.at()))
                        .append("state_changed_at", Values.date(look.at()))
                        .append("state_changed_by", null)
                        .append("fixed_look", look.evidenceId())
                        .append(FindingDocuments.LOOK, look.evidenceId());
                writes.add(change(workspace, unseen, changed, step(look, state, FindingState.FIXED)));
            }
        }
        return writes;
    }

    private Map<String, Document> known(Workspace workspace, String assetId) {
        Map<String, Document> known = new HashMap<>();
        findings.all(
                        new Document(Schema.WORKSPACE, workspace.id()).append("asset_id", assetId),
                        "finding_id",
                        "state",
                        "accepted_until",
                        "reopened_count",
                        "recheck",
                        "first_seen_at",
                        FindingDocuments.LOOK,
                        FindingDocuments.REVISION)
                .forEach(finding -> known.put(finding.getString("finding_id"), finding));
        return known;
    }

    private static boolean hasRunOut(Document finding, Look look) {
        var until = Values.instantOrNull(finding, "accepted_until");
        return FindingDocuments.state(finding) == FindingState.ACCEPTED && until != null && !until.isAfter(look.at());
    }

    private static Document reopened(Document changed, Document before, Look look) {
        var wasFixed = FindingDocuments.state(before) == FindingState.FIXED;
        return changed.append("state", FindingState.OPEN.word())
                .append("fixed_at", null)
                .append("accepted_until", null)
                .append("reason", null)
                .append("reopened_count", (int) Values.number(before, "reopened_count") + (wasFixed ? 1 : 0))
                .append("state_changed_at", Values.date(look.at()))
                .append("state_changed_by", null);
    }

    private static Document step(Look look, FindingState from, FindingState to) {
        return FindingDocuments.step(look.at(), FindingChange.Author.system(), from, to, null, look.scanId());
    }

    /// A change of the finding as it was read.
    private static UpdateOneModel<Document> change(
            Workspace workspace, Document before, Document changed, @Nullable Document step) {
        return new UpdateOneModel<>(unchanged(workspace, before), update(changed, step));
    }

    static Document unchanged(Workspace workspace, Document before) {
        return new Document(Schema.WORKSPACE, workspace.id())
                .append("finding_id", before.getString("finding_id"))
                .append(FindingDocuments.REVISION, before.getInteger(FindingDocuments.REVISION));
    }

    static Document update(Document changed, @Nullable Document step) {
        var update = new Document("$set", changed).append("$inc", new Document(FindingDocuments.REVISION, 1));
        return step == null ? update : update.append("$push", new Document(FindingDocuments.STEPS, step));
    }
}
