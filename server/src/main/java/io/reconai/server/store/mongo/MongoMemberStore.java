package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.MemberStore;
import io.reconai.server.usage.Plan;
import io.reconai.server.workspaces.Invitation;
import io.reconai.server.workspaces.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// Members, inside their workspace's document, and invitations.
///
/// A change of members reads the document, decides, and writes on condition that nobody changed the members meanwhile;
/// otherwise it decides again. So the rule of the last owner and the limit hold whoever asks at the same moment.
final class MongoMemberStore implements MemberStore {

    private static final Map<String, Comparator<Member>> ORDERS = Map.of(
            "uid", Comparator.comparing(Member::uid),
            "email", Comparator.comparing(Member::email),
            "role", Comparator.comparing(member -> member.role().word()),
            "joined_at", Comparator.comparing(Member::joinedAt),
            "last_active_at", Comparator.comparing(Member::lastActiveAt));

    /// Whom an invitation lets in already; nobody yet when empty.
    private static final String CLAIMED_BY = "claimed_by";

    private final Documents workspaces;
    private final Documents users;
    private final Documents invitations;
    private final Documents tokens;

    MongoMemberStore(MongoDatabase database) {
        workspaces = new Documents(database.getCollection(Schema.WORKSPACES));
        users = new Documents(database.getCollection(Schema.USERS));
        invitations = new Documents(database.getCollection(Schema.INVITATIONS));
        tokens = new Documents(database.getCollection(Schema.API_TOKENS));
    }

    @Override
    public PageOf<Member> list(Workspace workspace, PageRequest page) {
        return Orders.page(
                members(workspace).stream()
                        .sorted(Orders.of(page, ORDERS, "uid"))
                        .toList(),
                page);
    }

    @Override
    public Optional<Member> find(Workspace workspace, String uid) {
        return members(workspace).stream()
                .filter(member -> member.uid().equals(uid))
                .findFirst();
    }

    private List<Member> members(Workspace workspace) {
        var found = workspaces
                .first(WorkspaceDocuments.present(workspace.id()))
                .map(document -> Values.documents(document, WorkspaceDocuments.MEMBERS))
                .orElse(List.of());
        Map<String, Document> people = new HashMap<>();
        users.all(
                        new Document(
                                "uid",
                                new Document(
                                        "$in",
                                        found.stream()
                                                .map(member -> member.getString("uid"))
                                                .toList())),
                        "uid",
                        "email",
                        "display_name")
                .forEach(user -> people.put(user.getString("uid"), user));
        return found.stream()
                .flatMap(member ->
                        Optional.ofNullable(people.get(member.getString("uid")))
                                .map(user -> member(member, user))
                                .stream())
                .toList();
    }

    @Override
    public Change setRole(Workspace workspace, String uid, Role role) {
        return change(workspace.id(), found -> {
                    var member = member(found.members(), uid);
                    if (member.isEmpty()) {
                        return found.refused(Change.NO_MEMBER);
                    }
                    if (role != Role.OWNER && WorkspaceDocuments.isLastOwner(found.members(), member.get())) {
                        return found.refused(Change.LAST_OWNER);
                    }
                    member.get().put("role", role.word());
                    return found;
                })
                .answer();
    }

    /// The removal notes whose API tokens have to go. They go right after; a kill in between leaves tokens that open
    /// nothing, since each use asks for the membership, and whoever lets the person in again removes them first.
    @Override
    public Change remove(Workspace workspace, String uid) {
        var made = change(workspace.id(), found -> {
            var member = member(found.members(), uid);
            if (member.isEmpty()) {
                return found.refused(Change.NO_MEMBER);
            }
            if (WorkspaceDocuments.isLastOwner(found.members(), member.get())) {
                return found.refused(Change.LAST_OWNER);
            }
            found.members().remove(member.get());
            found.leaving().add(uid);
            return found;
        });
        if (made.answer() == Change.DONE) {
            removeTokens(workspace.id(), uid);
        }
        return made.answer();
    }

    private void removeTokens(String workspaceId, String uid) {
        tokens.remove(new Document(Schema.WORKSPACE, workspaceId).append("created_by", uid));
        workspaces.update(
                new Document(Schema.WORKSPACE, workspaceId),
                new Document("$pull", new Document(WorkspaceDocuments.LEAVING, uid)));
    }

    /// Members as they were read, to be changed in place, and what is to be answered.
    private record Draft(List<Document> members, List<String> leaving, Change answer) {
        Draft refused(Change why) {
            return new Draft(members, leaving, why);
        }
    }

    private Draft change(String workspaceId, UnaryOperator<Draft> decision) {
        while (true) {
            var document = workspaces.first(WorkspaceDocuments.present(workspaceId));
            if (document.isEmpty()) {
                return new Draft(List.of(), List.of(), Change.NO_MEMBER);
            }
            var version = document.get().getInteger(WorkspaceDocuments.MEMBERS_VERSION, 0);
            var draft = decision.apply(new Draft(
                    new ArrayList<>(Values.documents(document.get(), WorkspaceDocuments.MEMBERS)),
                    new ArrayList<>(Values.texts(document.get(), WorkspaceDocuments.LEAVING)),
                    Change.DONE));
            if (draft.answer() != Change.DONE) {
                return draft;
            }
            var unchanged = WorkspaceDocuments.present(workspaceId).append(WorkspaceDocuments.MEMBERS_VERSION, version);
            var changed = new Document(WorkspaceDocuments.MEMBERS, draft.members())
                    .append(WorkspaceDocuments.LEAVING, draft.leaving())
                    .append(WorkspaceDocuments.MEMBERS_VERSION, version + 1);
            if (workspaces.update(unchanged, new Document("$set", changed))) {
                return draft;
            }
        }
    }

    private static Optional<Document> member(List<Document> members, String uid) {
        return members.stream()
                .filter(member -> uid.equals(member.getString("uid")))
                .findFirst();
    }

    @Override
    public void invite(Workspace workspace, Invitation invitation, String hash) {
        invitations.set(
                new Document(Schema.WORKSPACE, workspace.id())
                        .append("email_key", invitation.email().toLowerCase(Locale.ROOT)),
                new Document(
                        "$set",
                        new Document("invitation_id", invitation.invitationId())
                                .append("email", invitation.email())
                                .append("role", invitation.role().word())
                                .append("message", invitation.message())
                                .append("hash", hash)
                                .append("invited_by", invitation.invitedBy())
                                .append(CLAIMED_BY, "")
                                .append("created_at", Values.date(invitation.createdAt()))
                                .append("expires_at", Values.date(invitation.expiresAt()))));
    }

    @Override
    public PageOf<Invitation> invitations(Workspace workspace, PageRequest page) {
        return invitations.page(
                new Document(Schema.WORKSPACE, workspace.id()),
                page,
                "invitation_id",
                Set.of(),
                MongoMemberStore::invitation);
    }

    @Override
    public boolean withdraw(Workspace workspace, String invitationId) {
        return invitations.remove(new Document(Schema.WORKSPACE, workspace.id()).append("invitation_id", invitationId))
                == 1;
    }

    @Override
    public Optional<Offer> offer(String hash, Instant now) {
        var found = invitations.first(new Criteria("hash", hash)
                .and("expires_at", "$gt", Values.date(now))
                .filter());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var invitation = invitation(found.get());
        var workspace = workspaces.first(WorkspaceDocuments.present(invitation.workspaceId()));
        var inviter = users.first(new Document("uid", invitation.invitedBy()));
        if (workspace.isEmpty() || inviter.isEmpty()) {
            return Optional.empty();
        }
        var name = Optional.ofNullable(Values.textOrNull(inviter.get(), "display_name"))
                .orElseGet(() -> inviter.get().getString("email"));
        return Optional.of(new Offer(
                invitation,
                workspace.get().getString("name"),
                Plan.of(workspace.get().getString("plan")),
                name));
    }

    @Override
    public boolean isInvited(String email, Instant now) {
        return invitations
                .first(new Criteria("email_key", email.toLowerCase(Locale.ROOT))
                        .and("expires_at", "$gt", Values.date(now))
                        .filter())
                .isPresent();
    }

    /// The claim decides who of many uses an invitation; it is removed last. After a kill in between the same
    /// person may use it again, to the same end, and nobody else.
    @Override
    public Change accept(Invitation invitation, String uid, @Nullable Integer most, Instant now) {
        var workspaceId = invitation.workspaceId();
        var claimed = invitations.update(
                new Criteria("invitation_id", invitation.invitationId())
                        .isOneOf(CLAIMED_BY, List.of("", uid))
                        .filter(),
                new Document("$set", new Document(CLAIMED_BY, uid)));
        if (!claimed) {
            return Change.NO_MEMBER;
        }
        var made = change(workspaceId, found -> {
            if (found.leaving().contains(uid)) {
                removeTokens(workspaceId, uid);
                found.leaving().remove(uid);
            }
            var member = member(found.members(), uid);
            if (member.isPresent()) {
                if (!WorkspaceDocuments.role(member.get()).mayActAs(invitation.role())) {
                    member.get().put("role", invitation.role().word());
                }
                return found;
            }
            if (most != null && found.members().size() >= most) {
                return found.refused(Change.FULL);
            }
            found.members().add(WorkspaceDocuments.member(uid, invitation.role(), now));
            return found;
        });
        invitations.remove(new Document("invitation_id", invitation.invitationId()));
        return made.answer();
    }

    private static Member member(Document member, Document user) {
        return new Member(
                user.getString("uid"),
                user.getString("email"),
                Values.textOrNull(user, "display_name"),
                WorkspaceDocuments.role(member),
                Values.instant(member, "joined_at"),
                Values.instant(member, "last_active_at"));
    }

    private static Invitation invitation(Document invitation) {
        return new Invitation(
                invitation.getString("invitation_id"),
                invitation.getString(Schema.WORKSPACE),
                invitation.getString("email"),
                Role.of(invitation.getString("role")),
                Values.textOrNull(invitation, "message"),
                invitation.getString("invited_by"),
                Values.instant(invitation, "created_at"),
                Values.instant(invitation, "expires_at"));
    }
}
