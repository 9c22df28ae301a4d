package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.identity.Account;
import io.reconai.server.identity.Link;
import io.reconai.server.identity.Membership;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Session;
import io.reconai.server.identity.Workspace;
import io.reconai.server.mail.Errand;
import io.reconai.server.workspaces.Invitation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Accounts and sign-ins.
public abstract class AccountStoreContract extends Contract {

    private static Account account(String uid, String email) {
        return new Account(uid, email, "h", null, NOW, NOW);
    }

    private static Session session(String id, String hash, Instant end) {
        var from = new Session.Visitor("203.0.113.7", null);
        return new Session(id, "u_ours", hash, "csrf", NOW, NOW, end, NOW, from);
    }

    @Test
    void addressesAreTakenOnceWhateverTheirCase() {
        var accounts = ports.accounts();
        assertThat(accounts.add(account("u_1", "Cy@acme.example"))).isTrue();
        assertThat(accounts.add(account("u_2", "cy@ACME.example"))).isFalse();
        assertThat(accounts.findByEmail("CY@acme.example")).map(Account::uid).contains("u_1");
        assertThat(ports.workspaces().membership("u_2", "u_2")).isEmpty();
    }

    @Test
    void ofManyWithOneAddressExactlyOneIsTaken() throws Exception {
        var taken = atOnce(20, i -> () -> ports.accounts().add(account("u_" + i, "cy@acme.example")));
        assertThat(taken).filteredOn(Boolean::booleanValue).hasSize(1);
        var uid = ports.accounts().findByEmail("cy@acme.example").orElseThrow().uid();
        for (var i = 0; i < 20; i++) {
            var membership = ports.workspaces().membership("u_" + i, "u_" + i);
            assertThat(membership.isPresent()).isEqualTo(uid.equals("u_" + i));
        }
    }

    @Test
    void anAccountOwnsItsWorkspace() {
        var membership = ports.workspaces().membership("u_ours", "u_ours");
        assertThat(membership).map(Membership::role).contains(Role.OWNER);
        assertThat(membership).map(Membership::name).contains("Ana");
        assertThat(membership).map(Membership::isPersonal).contains(true);
        assertThat(ports.workspaces().membership("u_ours", "u_theirs")).isEmpty();
        ports.accounts().signedIn("u_ours", day(1));
        assertThat(ports.accounts().find("u_ours")).map(Account::lastLogin).contains(day(1));
    }

    @Test
    void aSecretIsReplacedOnce() throws Exception {
        var accounts = ports.accounts();
        accounts.add(session("ses_1", "old", day(1)));
        var replaced = atOnce(20, i -> () -> accounts.rotate("ses_1", "old", "new" + i, NOW, day(2)));
        assertThat(replaced).filteredOn(Boolean::booleanValue).hasSize(1);
        assertThat(accounts.findSession("ses_1", day(1)))
                .map(Session::expiresAt)
                .contains(day(2));
        assertThat(accounts.findSession("ses_1", day(2))).isEmpty();
    }

    @Test
    void signInsEnd() {
        var accounts = ports.accounts();
        accounts.add(session("ses_1", "s", day(1)));
        accounts.add(session("ses_2", "s", day(3)));
        accounts.sweep(day(1));
        assertThat(accounts.findSession("ses_1", NOW.minus(Duration.ofDays(1)))).isEmpty();
        assertThat(accounts.findSession("ses_2", NOW)).isPresent();
        accounts.endSession("ses_2");
        assertThat(accounts.findSession("ses_2", NOW)).isEmpty();
    }

    @Test
    void showsSignInsTheLatestUsedFirst() {
        var accounts = ports.accounts();
        accounts.add(session("ses_1", "s", day(3)));
        accounts.add(session("ses_2", "s", day(3)));
        accounts.used(Map.of("ses_2", day(1)));
        assertThat(accounts.sessions("u_ours", NOW))
                .extracting(Session::sessionId)
                .containsExactly("ses_2", "ses_1");
        assertThat(accounts.sessions("u_ours", NOW).getLast()).isEqualTo(session("ses_1", "s", day(3)));
        assertThat(accounts.endSession("u_theirs", "ses_1")).isFalse();
        assertThat(accounts.endSession("u_ours", "ses_1")).isTrue();
        accounts.endSessions("u_ours");
        assertThat(accounts.sessions("u_ours", NOW)).isEmpty();
    }

    @Test
    void aNewPasswordEndsTheOtherSignIns() {
        var accounts = ports.accounts();
        accounts.add(session("ses_1", "s", day(3)));
        accounts.add(session("ses_2", "s", day(3)));
        accounts.setPassword("u_ours", "new", Optional.of("ses_2"));
        assertThat(accounts.sessions("u_ours", NOW))
                .extracting(Session::sessionId)
                .containsExactly("ses_2");
        accounts.renewHash("u_ours", "old", "wrong");
        accounts.renewHash("u_ours", "new", "newer");
        assertThat(accounts.find("u_ours")).map(Account::passwordHash).contains("newer");
    }

    @Test
    void anAddressBelongsToOne() {
        var accounts = ports.accounts();
        assertThat(accounts.isEmpty()).isFalse();
        assertThat(accounts.setEmail("u_ours", "BO@other.example", true)).isFalse();
        assertThat(accounts.setEmail("u_ours", "Ana@new.example", true)).isTrue();
        assertThat(accounts.findByEmail("ana@NEW.example"))
                .map(Account::isVerified)
                .contains(true);
        assertThat(accounts.findByEmail("ana@acme.example")).isEmpty();
        var before = accounts.find("u_ours").orElseThrow();
        accounts.saveProfile(before);
        assertThat(accounts.find("u_ours")).contains(before);
    }

    @Test
    void goesWithAllThatIsItsOwn() {
        var accounts = ports.accounts();
        accounts.add(session("ses_1", "s", day(3)));
        ports.workspaces().add("wsp_team", "Team", "u_ours", 5, NOW);
        var team = Workspace.ofRecord("wsp_team");
        assertThat(accounts.remove("u_ours")).isFalse();
        assertThat(accounts.find("u_ours")).isPresent();
        var invitation =
                new Invitation("inv_1", "wsp_team", "bo@other.example", Role.OWNER, null, "u_ours", NOW, day(7));
        ports.members().invite(team, invitation, "hash");
        assertThat(ports.members().isInvited("BO@other.example", NOW)).isTrue();
        assertThat(ports.members().isInvited("BO@other.example", day(7))).isFalse();
        ports.members().accept(invitation, "u_theirs", null, NOW);
        assertThat(accounts.remove("u_ours")).isTrue();
        assertThat(accounts.remove("u_ours")).isFalse();
        assertThat(accounts.find("u_ours")).isEmpty();
        assertThat(accounts.findSession("ses_1", NOW)).isEmpty();
        assertThat(ports.workspaces().membership("u_ours", "u_ours")).isEmpty();
        assertThat(ports.members().find(team, "u_ours")).isEmpty();
        assertThat(ports.members().remove(team, "u_theirs")).isEqualTo(MemberStore.Change.LAST_OWNER);
        assertThat(accounts.add(account("u_new", "ana@acme.example"))).isTrue();
    }

    @Test
    void ofTwoOwnersWhoGoAtOnceOneStays() throws Exception {
        ports.workspaces().add("wsp_team", "Team", "u_ours", 5, NOW);
        var invitation =
                new Invitation("inv_1", "wsp_team", "bo@other.example", Role.OWNER, null, "u_ours", NOW, day(7));
        ports.members().invite(Workspace.ofRecord("wsp_team"), invitation, "hash");
        ports.members().accept(invitation, "u_theirs", null, NOW);
        var gone = atOnce(2, i -> () -> ports.accounts().remove(i == 0 ? "u_ours" : "u_theirs"));
        assertThat(gone).filteredOn(Boolean::booleanValue).hasSizeLessThanOrEqualTo(1);
        assertThat(ports.workspaces().plan(Workspace.ofRecord("wsp_team"))).isPresent();
    }

    @Test
    void aLinkIsFollowedOnceAndAnErrandRunByOne() throws Exception {
        var link = new Link(Link.Purpose.values()[0], "u_ours", Map.of("email", "a.b@$x"), day(1));
        ports.links().add("hash", link);
        assertThat(ports.links().find("hash", link.purpose(), NOW)).contains(link);
        assertThat(ports.links().find("hash", link.purpose(), day(1))).isEmpty();
        var taken = atOnce(10, _ -> () -> ports.links().take("hash", link.purpose(), NOW));
        assertThat(taken).filteredOn(Optional::isPresent).hasSize(1);
        ports.links().add("hash2", link);
        ports.links().removeAll(link.purpose(), "u_ours");
        assertThat(ports.links().find("hash2", link.purpose(), NOW)).isEmpty();

        for (var i = 0; i < 4; i++) {
            ports.outbox().add(new Errand("err_" + i, "mail", "a@acme.example", Map.of("k.x", "v"), 0, NOW));
        }
        var claimed = atOnce(10, _ -> () -> ports.outbox().claim(NOW, day(1)));
        assertThat(claimed.stream().flatMap(Optional::stream).map(Errand::errandId))
                .containsExactlyInAnyOrder("err_0", "err_1", "err_2", "err_3");
        assertThat(ports.outbox().claim(NOW, day(1))).isEmpty();
        ports.outbox().done("err_0");
        ports.outbox().postpone(new Errand("err_1", "mail", "a@acme.example", Map.of(), 1, NOW), day(2));
        var again = ports.outbox().claim(day(1), day(3)).orElseThrow();
        assertThat(again.tries()).isEqualTo(2);
        // Whoever began it before, and was stopped, has no say in when it is tried next.
        ports.outbox().postpone(new Errand(again.errandId(), "mail", "a@acme.example", Map.of(), 1, NOW), NOW);
        assertThat(ports.outbox().claim(day(1), day(3)))
                .map(Errand::errandId)
                .isPresent()
                .isNotEqualTo(Optional.of(again.errandId()));
    }
}
