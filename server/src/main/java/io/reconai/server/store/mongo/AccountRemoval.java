package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/// Removes an account with its sign-ins, memberships and API tokens, and its own workspace.
///
/// First the person gives notice in every shared workspace that he owns: from then on he does not count as an owner
/// there, so that nobody else can leave it without one. Where he is the last, the notices are taken back. Then the
/// account's mark decides, and what hangs on it goes, the account last; after a kill the next start goes on.
/// Notices that a kill left take nothing from the person but to be counted.
final class AccountRemoval {

    static final String REMOVED = "removed";

    private final Documents users;
    private final Documents sessions;
    private final Documents tokens;
    private final Documents factors;
    private final Documents workspaces;
    private final MongoWorkspaceStore owned;

    AccountRemoval(MongoDatabase database) {
        users = new Documents(database.getCollection(Schema.USERS));
        sessions = new Documents(database.getCollection(Schema.SESSIONS));
        tokens = new Documents(database.getCollection(Schema.API_TOKENS));
        factors = new Documents(database.getCollection(Schema.SECOND_FACTORS));
        workspaces = new Documents(database.getCollection(Schema.WORKSPACES));
        owned = new MongoWorkspaceStore(database);
    }

    boolean remove(String uid) {
        var user = new Document("uid", uid).append(REMOVED, false);
        if (users.first(user).isEmpty()) {
            return false;
        }
        var given = new ArrayList<String>();
        for (var workspaceId : memberships(uid)) {
            if (!setNotice(workspaceId, uid, true)) {
                given.forEach(one -> setNotice(one, uid, false));
                return false;
            }
            given.add(workspaceId);
        }
        users.update(user, new Document("$set", new Document(REMOVED, true)));
        carryOut(uid);
        return true;
    }

    /// True when [#remove] would refuse.
    boolean isLastOwner(String uid) {
        return memberships(uid).stream()
                .flatMap(workspaceId -> workspaces.first(WorkspaceDocuments.present(workspaceId)).stream())
                .map(workspace -> Values.documents(workspace, WorkspaceDocuments.MEMBERS))
                .anyMatch(members -> members.stream()
                        .filter(member -> uid.equals(member.getString("uid")))
                        .anyMatch(member -> WorkspaceDocuments.isLastOwner(members, member)));
    }

    void finish() {
        users.all(new Document(REMOVED, true), "uid").forEach(user -> carryOut(user.getString("uid")));
    }

    private List<String> memberships(String uid) {
        return workspaces.all(new Document("members.uid", uid).append("personal", false), Schema.WORKSPACE).stream()
                .map(workspace -> workspace.getString(Schema.WORKSPACE))
                .toList();
    }

    /// @return false when the person is the last owner who counts
    private boolean setNotice(String workspaceId, String uid, boolean isGiven) {
        while (true) {
            var workspace = workspaces.first(WorkspaceDocuments.present(workspaceId));
            if (workspace.isEmpty()) {
                return true;
            }
            var members = Values.documents(workspace.get(), WorkspaceDocuments.MEMBERS);
            var me = members.stream()
                    .filter(member -> uid.equals(member.getString("uid")))
                    .findFirst();
            if (me.isEmpty() || WorkspaceDocuments.role(me.get()) != Role.OWNER) {
                return true;
            }
            if (isGiven && WorkspaceDocuments.isLastOwner(members, me.get())) {
                return false;
            }
            me.get().put(WorkspaceDocuments.NOTICE, isGiven);
            if (write(workspace.get(), members)) {
                return true;
            }
            // Somebody else changed the members at the same moment.
        }
    }

    private boolean write(Document workspace, List<Document> members) {
        var version = workspace.getInteger(WorkspaceDocuments.MEMBERS_VERSION, 0);
        return workspaces.update(
                WorkspaceDocuments.present(workspace.getString(Schema.WORKSPACE))
                        .append(WorkspaceDocuments.MEMBERS_VERSION, version),
                new Document(
                        "$set",
                        new Document(WorkspaceDocuments.MEMBERS, members)
                                .append(WorkspaceDocuments.MEMBERS_VERSION, version + 1)));
    }

    private void carryOut(String uid) {
        sessions.remove(new Document("uid", uid));
        tokens.remove(new Document("created_by", uid));
        factors.remove(new Document("uid", uid));
        for (var workspaceId : memberships(uid)) {
            workspaces.update(
                    new Document(Schema.WORKSPACE, workspaceId),
                    new Document("$pull", new Document(WorkspaceDocuments.MEMBERS, new Document("uid", uid)))
                            .append("$inc", new Document(WorkspaceDocuments.MEMBERS_VERSION, 1)));
        }
        owned.remove(Workspace.ofRecord(uid));
        users.remove(new Document("uid", uid));
    }
}
