package io.reconai.server.store.mongo;

import io.reconai.server.usage.Usage;
import java.time.Instant;
import org.bson.Document;

/// The period in which a workspace's calls and credits are counted, in its document.
///
/// A period that has ended is replaced on condition that it is still the one that was read: of many who notice it at
/// once, one begins the next, and no count of the next is lost.
final class Periods {

    private final Documents workspaces;

    Periods(Documents workspaces) {
        this.workspaces = workspaces;
    }

    /// What was used in the period that holds the time; written down where it is a new one.
    Usage begin(String workspaceId, Instant now) {
        while (true) {
            var kept = kept(workspaceId);
            var present = kept.at(now);
            if (present.periodStart().equals(kept.periodStart())
                    || workspaces.update(
                            new Document(Schema.WORKSPACE, workspaceId)
                                    .append("period_start", Values.date(kept.periodStart())),
                            new Document(
                                    "$set",
                                    new Document("period_start", Values.date(present.periodStart()))
                                            .append("period_end", Values.date(present.periodEnd()))
                                            .append("api_calls", 0L)
                                            .append("scan_credits", 0L)))) {
                return present;
            }
        }
    }

    Usage at(String workspaceId, Instant now) {
        return kept(workspaceId).at(now);
    }

    private Usage kept(String workspaceId) {
        return usage(workspaces
                .first(new Document(Schema.WORKSPACE, workspaceId))
                .orElseThrow(() -> new IllegalStateException("there is no workspace " + workspaceId)));
    }

    static Usage usage(Document workspace) {
        return new Usage(
                Values.instant(workspace, "period_start"),
                Values.instant(workspace, "period_end"),
                Values.number(workspace, "api_calls"),
                Values.number(workspace, "scan_credits"));
    }
}
