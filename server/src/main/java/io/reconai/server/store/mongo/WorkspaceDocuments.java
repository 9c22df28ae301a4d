package io.reconai.server.store.mongo;

import io.reconai.server.identity.Role;
import io.reconai.server.usage.Usage;
import java.time.Instant;
import java.util.List;
import org.bson.Document;

/// A workspace's document: what it is, its members, what it has used and which of its scans are active.
///
/// All of that is one document so that one update decides what has to hold together: a workspace keeps an owner, a
/// credit is taken with its scan.
final class WorkspaceDocuments {

    static final String MEMBERS = "members";

    /// Counts changes of the members: a change is made on what was read, or read again.
    static final String MEMBERS_VERSION = "members_version";

    /// People who were removed and whose API tokens may still be there.
    static final String LEAVING = "leaving";

    /// Set while a workspace is removed with all that it holds; from then on nobody sees it.
    static final String REMOVED = "removed";

    /// Set on a member whose account is about to be removed: he does not count as an owner any more.
    static final String NOTICE = "gives_notice";

    private WorkspaceDocuments() {}

    /// A new one, without members.
    static Document of(String workspaceId, String name, boolean isPersonal, Instant at) {
        var usage = Usage.from(at);
        return new Document(Schema.WORKSPACE, workspaceId)
                .append("name", name)
                .append("personal", isPersonal)
                .append("plan", "free")
                .append("subscription_status", "active")
                .append("archived", false)
                .append("created_at", Values.date(at))
                .append("period_start", Values.date(usage.periodStart()))
                .append("period_end", Values.date(usage.periodEnd()))
                .append("api_calls", 0L)
                .append("scan_credits", 0L)
                .append(ActiveScans.FIELD, List.of())
                .append(MEMBERS, List.of())
                .append(MEMBERS_VERSION, 0)
                .append(LEAVING, List.of())
                .append(REMOVED, false);
    }

    static Document member(String uid, Role role, Instant at) {
        return new Document("uid", uid)
                .append("role", role.word())
                .append("joined_at", Values.date(at))
                .append("last_active_at", Values.date(at));
    }

    /// A workspace that is there.
    static Document present(String workspaceId) {
        return new Document(Schema.WORKSPACE, workspaceId).append(REMOVED, false);
    }

    /// True for an owner without whom the workspace would have none.
    static boolean isLastOwner(List<Document> members, Document member) {
        return role(member) == Role.OWNER
                && members.stream()
                        .filter(other -> !other.getString("uid").equals(member.getString("uid")))
                        .noneMatch(other -> role(other) == Role.OWNER && !other.getBoolean(NOTICE, false));
    }

    static Role role(Document member) {
        return Role.of(member.getString("role"));
    }

    /// Ids of workspaces in which nothing happens by itself.
    static List<String> resting(Documents workspaces) {
        var either = List.of(new Document("archived", true), new Document(REMOVED, true));
        return workspaces.all(new Document("$or", either), Schema.WORKSPACE).stream()
                .map(workspace -> workspace.getString(Schema.WORKSPACE))
                .toList();
    }
}
