package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.identity.Account;
import io.reconai.server.identity.Link;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Session;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the store promises about accounts, sign-ins and mailed links.
class SqliteIdentityStoreTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    @TempDir
    Path folder = Path.of("");

    private Database database;
    private SqliteAccountStore accounts;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(folder.resolve("test.db"));
        accounts = new SqliteAccountStore(database);
        accounts.add(new Account("u_ana", "Ana@acme.example", "h", "Ana", NOW, NOW));
        accounts.add(new Account("u_bob", "bob@acme.example", "h", null, NOW, NOW));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Session session(String id, String uid) {
        return new Session(id, uid, "hash", "csrf", NOW, NOW, LATER, NOW, new Session.Visitor("192.0.2.1", "curl"));
    }

    private static Link link(String subject) {
        return new Link(Link.Purpose.PASSWORD_RESET, subject, Map.of("a", "b"), LATER);
    }

    @Test
    void aLinkCountsOnceHoweverManyFollowIt() throws Exception {
        var links = new SqliteLinkStore(database);
        links.add("hash", link("u_ana"));
        assertThat(links.find("hash", Link.Purpose.PASSWORD_RESET, NOW)).contains(link("u_ana"));
        assertThat(links.find("hash", Link.Purpose.EMAIL, NOW)).isEmpty();
        assertThat(links.take("hash", Link.Purpose.EMAIL, NOW)).isEmpty();
        assertThat(links.take("hash", Link.Purpose.PASSWORD_RESET, LATER))
                .as("run out")
                .isEmpty();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 50)
                    .mapToObj(_ -> threads.submit(() -> links.take("hash", Link.Purpose.PASSWORD_RESET, NOW)))
                    .toList();
            var taken = 0;
            for (var one : all) {
                taken += one.get().isPresent() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        }
        links.add("first", link("u_ana"));
        links.add("second", link("u_bob"));
        links.removeAll(Link.Purpose.PASSWORD_RESET, "u_ana");
        assertThat(links.find("first", Link.Purpose.PASSWORD_RESET, NOW)).isEmpty();
        links.sweep(LATER);
        assertThat(links.find("second", Link.Purpose.PASSWORD_RESET, NOW)).isEmpty();
    }

    @Test
    void aNewPasswordEndsOtherSignIns() {
        accounts.add(session("ses_1", "u_ana"));
        accounts.add(session("ses_2", "u_ana"));
        accounts.add(session("ses_3", "u_bob"));
        accounts.setPassword("u_ana", "new", Optional.of("ses_2"));
        assertThat(accounts.sessions("u_ana", NOW))
                .extracting(Session::sessionId)
                .containsExactly("ses_2");
        assertThat(accounts.find("u_ana").map(Account::passwordHash)).contains("new");
        accounts.setPassword("u_ana", "newer", Optional.empty());
        assertThat(accounts.sessions("u_ana", NOW)).isEmpty();
        assertThat(accounts.sessions("u_bob", NOW)).hasSize(1);
        accounts.renewHash("u_ana", "new", "stale");
        assertThat(accounts.find("u_ana").map(Account::passwordHash)).contains("newer");
        assertThat(accounts.endSession("u_ana", "ses_3")).as("another's").isFalse();
        assertThat(accounts.sessions("u_bob", LATER)).as("run out").isEmpty();
    }

    @Test
    void anAddressBelongsToOne() {
        assertThat(accounts.setEmail("u_bob", "ANA@acme.example", true)).isFalse();
        assertThat(accounts.find("u_bob").map(Account::email)).contains("bob@acme.example");
        assertThat(accounts.setEmail("u_bob", "Bob@acme.example", true)).isTrue();
        assertThat(accounts.find("u_bob").map(Account::isVerified)).contains(true);
        assertThat(accounts.add(new Account("u_ana", "new@acme.example", null, null, NOW, NOW)))
                .as("the uid is taken")
                .isFalse();
        assertThat(accounts.isEmpty()).isFalse();
    }

    @Test
    void anAccountGoesWithAllThatIsItsOwn() {
        var own = Workspace.ofRecord("u_ana");
        var scans = new SqliteScanStore(database);
        scans.add(own, ScanRecords.asked("scn_1", own, "acme.test", NOW));
        accounts.add(session("ses_1", "u_ana"));
        var workspaces = new SqliteWorkspaceStore(database);
        workspaces.add("wsp_1", "Acme", "u_ana", 20, NOW);

        assertThat(accounts.remove("u_ana"))
                .as("the last owner of a shared workspace")
                .isFalse();
        assertThat(accounts.find("u_ana")).isPresent();
        assertThat(scans.unfinished()).hasSize(1);

        database.write(connection -> {
            SqliteWorkspaceStore.addMember(connection, "wsp_1", "u_bob", Role.OWNER, NOW);
            return true;
        });
        assertThat(accounts.remove("u_ana")).isTrue();
        assertThat(accounts.find("u_ana")).isEmpty();
        assertThat(accounts.findSession("ses_1", NOW)).isEmpty();
        assertThat(scans.unfinished()).isEmpty();
        assertThat(workspaces.membership("u_ana", "u_ana")).isEmpty();
        assertThat(workspaces.membership("wsp_1", "u_bob")).isPresent();
        assertThat(accounts.remove("u_ana")).as("gone already").isFalse();
    }

    @Test
    void ofTwoOwnersWhoGoAtOnceOneStays() throws Exception {
        new SqliteWorkspaceStore(database).add("wsp_1", "Acme", "u_ana", 20, NOW);
        database.write(connection -> {
            SqliteWorkspaceStore.addMember(connection, "wsp_1", "u_bob", Role.OWNER, NOW);
            return true;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ana = threads.submit(() -> accounts.remove("u_ana"));
            var bob = threads.submit(() -> accounts.remove("u_bob"));
            assertThat(ana.get()).isNotEqualTo(bob.get());
        }
    }
}
