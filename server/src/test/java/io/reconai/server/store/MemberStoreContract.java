package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Account;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.MemberStore.Change;
import io.reconai.server.store.WorkspaceStore.Seat;
import io.reconai.server.tokens.ApiToken;
import io.reconai.server.workspaces.Invitation;
import io.reconai.server.workspaces.Member;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Members and invitations, also where many change them at once.
public abstract class MemberStoreContract extends Contract {

    private static final Workspace TEAM = Workspace.ofRecord("wsp_team");

    private MemberStore members;

    @BeforeEach
    final void gather() {
        members = ports.members();
        assertThat(ports.workspaces().add(TEAM.id(), "Team", "u_ours", 5, NOW)).isTrue();
    }

    private static PageRequest by(String field) {
        return new PageRequest(1, 100, List.of(new PageRequest.Criterion(field, false)));
    }

    private Invitation invited(String id, String email, Role role) {
        var invitation =
                new Invitation(id, TEAM.id(), email, role, "welcome", "u_ours", NOW, NOW.plus(Duration.ofDays(7)));
        members.invite(TEAM, invitation, "hash of " + id);
        return invitation;
    }

    private void join(String uid, Role role) {
        assertThat(members.accept(invited("inv_" + uid, uid + "@acme.example", role), uid, null, NOW))
                .isEqualTo(Change.DONE);
    }

    @Test
    void neverLosesItsLastOwner() throws Exception {
        join("u_theirs", Role.OWNER);
        var owners = List.of("u_ours", "u_theirs");
        var left = atOnce(
                20,
                i -> () -> i % 4 < 2
                        ? members.remove(TEAM, owners.get(i % 2))
                        : members.setRole(TEAM, owners.get(i % 2), Role.VIEWER));
        assertThat(left).contains(Change.DONE, Change.LAST_OWNER);
        assertThat(members.list(TEAM, by("email")).items())
                .filteredOn(member -> member.role() == Role.OWNER)
                .hasSize(1);
    }

    @Test
    void ofManyWhoJoinAtOnceAsManyFitAsThereIsRoom() throws Exception {
        for (var i = 0; i < 20; i++) {
            ports.accounts().add(new Account("u_" + i, i + "@acme.example", "h", null, NOW, NOW));
        }
        var joined = atOnce(
                20,
                i -> () -> members.accept(invited("inv_" + i, i + "@acme.example", Role.ANALYST), "u_" + i, 5, NOW));
        assertThat(joined).filteredOn(Change.DONE::equals).hasSize(4);
        assertThat(joined).filteredOn(Change.FULL::equals).hasSize(16);
        assertThat(members.list(TEAM, by("joined_at")).total()).isEqualTo(5);
    }

    @Test
    void anInvitationIsUsedOnce() throws Exception {
        var invitation = invited("inv_1", "bo@other.example", Role.ANALYST);
        ports.accounts().add(new Account("u_third", "cy@acme.example", "h", null, NOW, NOW));
        var uids = List.of("u_theirs", "u_third");
        var used = atOnce(10, i -> () -> members.accept(invitation, uids.get(i % 2), null, NOW));
        assertThat(used).contains(Change.DONE, Change.NO_MEMBER);
        assertThat(members.list(TEAM, by("uid")).total()).isEqualTo(2);
        assertThat(members.accept(invitation, "u_third", null, NOW)).isEqualTo(Change.NO_MEMBER);
        assertThat(members.invitations(TEAM, by("email")).total()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"VIEWER, ADMIN, ADMIN", "ADMIN, VIEWER, ADMIN", "OWNER, ANALYST, OWNER"})
    void whoIsInvitedAgainKeepsTheGreaterRole(Role was, Role offered, Role is) {
        join("u_theirs", was);
        assertThat(members.accept(invited("inv_2", "bo@other.example", offered), "u_theirs", null, NOW))
                .isEqualTo(Change.DONE);
        assertThat(members.find(TEAM, "u_theirs")).map(Member::role).contains(is);
    }

    @Test
    void aNewInvitationReplacesTheOldOne() {
        invited("inv_1", "bo@other.example", Role.ANALYST);
        invited("inv_2", "BO@other.example", Role.ADMIN);
        assertThat(members.invitations(TEAM, by("created_at")).items())
                .extracting(Invitation::invitationId, Invitation::role)
                .containsExactly(tuple("inv_2", Role.ADMIN));
        assertThat(members.offer("hash of inv_1", NOW)).isEmpty();
        var offer = members.offer("hash of inv_2", NOW).orElseThrow();
        assertThat(offer.workspaceName()).isEqualTo("Team");
        assertThat(offer.inviter()).isEqualTo("Ana");
        assertThat(offer.invitation().message()).isEqualTo("welcome");
        assertThat(members.offer("hash of inv_2", day(7))).isEmpty();
        assertThat(members.withdraw(OURS, "inv_2")).isFalse();
        assertThat(members.withdraw(TEAM, "inv_2")).isTrue();
        assertThat(members.withdraw(TEAM, "inv_2")).isFalse();
    }

    @Test
    void whoLeavesTakesHisTokensAlong() {
        join("u_theirs", Role.ADMIN);
        var scopes = List.of(Scope.SCANS_READ);
        ports.apiTokens()
                .add(
                        TEAM,
                        new ApiToken("tok_1", TEAM.id(), "a", "p1", scopes, "u_theirs", NOW, day(9), null, null),
                        "h");
        ports.apiTokens()
                .add(TEAM, new ApiToken("tok_2", TEAM.id(), "b", "p2", scopes, "u_ours", NOW, day(9), null, null), "h");
        assertThat(members.remove(TEAM, "u_nobody")).isEqualTo(Change.NO_MEMBER);
        assertThat(members.remove(TEAM, "u_theirs")).isEqualTo(Change.DONE);
        assertThat(ports.apiTokens().findByPrefix("p1")).isEmpty();
        assertThat(ports.apiTokens().findByPrefix("p2")).isPresent();
        assertThat(members.find(TEAM, "u_theirs")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"email, ana@acme.example", "role, ana@acme.example", "last_active_at, bo@other.example"})
    void listsPeopleInOrder(String field, String first) {
        join("u_theirs", Role.VIEWER);
        ports.workspaces().seen(Map.of(new Seat(TEAM.id(), "u_ours"), day(1)));
        var listed = members.list(TEAM, by(field));
        assertThat(listed.total()).isEqualTo(2);
        assertThat(listed.items().getFirst().email()).isEqualTo(first);
        assertThat(members.list(TEAM, new PageRequest(2, 1, by(field).sort())).items())
                .hasSize(1);
    }
}
