package io.reconai.server.store;

import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Workspace;
import io.reconai.server.usage.Plan;
import io.reconai.server.workspaces.Invitation;
import io.reconai.server.workspaces.Member;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who belongs to a workspace, and who is invited to. No change leaves a workspace without an owner, whoever else
/// changes it at the same moment.
public interface MemberStore {

    /// What came of a change of members.
    enum Change {
        DONE,
        NO_MEMBER,
        LAST_OWNER,
        FULL
    }

    PageOf<Member> list(Workspace workspace, PageRequest page);

    Optional<Member> find(Workspace workspace, String uid);

    Change setRole(Workspace workspace, String uid, Role role);

    /// Removes a member and his API tokens.
    Change remove(Workspace workspace, String uid);

    /// Adds an invitation; one to the same address is replaced.
    ///
    /// @param hash of the secret in its link
    void invite(Workspace workspace, Invitation invitation, String hash);

    /// The newest first.
    PageOf<Invitation> invitations(Workspace workspace, PageRequest page);

    /// @return false when there is none
    boolean withdraw(Workspace workspace, String invitationId);

    /// An invitation by its link, with the names to show; empty when it has run out or never was.
    Optional<Offer> offer(String hash, Instant now);

    /// Whether an address is invited to any workspace.
    boolean isInvited(String email, Instant now);

    /// What an invited person is shown.
    record Offer(Invitation invitation, String workspaceName, Plan plan, String inviter) {}

    /// Makes somebody a member and uses the invitation up; a member who is invited again keeps the greater role.
    ///
    /// @param most members of the workspace; unlimited when null
    Change accept(Invitation invitation, String uid, @Nullable Integer most, Instant now);
}
