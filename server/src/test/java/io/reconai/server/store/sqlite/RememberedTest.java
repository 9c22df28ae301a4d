package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.findings.ListedFinding;
import io.reconai.server.http.PageOf;
import io.reconai.server.identity.Account;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is remembered is never older than the last write.
class RememberedTest {

    private final Remembered remembered = new Remembered();
    private final AtomicInteger store = new AtomicInteger();

    @TempDir
    Path folder = Path.of("");

    private int ask(String question) {
        return remembered.answer("acme", question, store::incrementAndGet);
    }

    @Test
    void asksTheStoreOnce() {
        assertThat(List.of(ask("who"), ask("who"), ask("whose"), ask("who"))).containsExactly(1, 1, 2, 1);
    }

    /// A page of one item whose text is a number, as long as wanted.
    private long askPage(String question, int letters) {
        Supplier<PageOf<ListedFinding>> read =
                () -> new PageOf<>(List.of(new ListedFinding("0".repeat(letters))), store.incrementAndGet());
        return remembered.page("acme", question, read).total();
    }

    @Test
    void keepsAPageThatIsAskedForTwiceBetweenTwoWrites() {
        assertThat(List.of(askPage("list", 9), askPage("list", 9), askPage("list", 9), askPage("other", 9)))
                .containsExactly(1L, 2L, 2L, 3L);
        remembered.forget();
        assertThat(List.of(askPage("list", 9), askPage("list", 9), askPage("list", 9)))
                .containsExactly(4L, 5L, 5L);
    }

    @Test
    void keepsNoMorePagesThanThereIsRoomFor() {
        var many = 100;
        for (var turn = 0; turn < 2; turn++) {
            for (var number = 0; number < many; number++) {
                askPage("list " + number, 4 << 20);
            }
        }
        var asked = store.get();
        for (var number = 0; number < many; number++) {
            askPage("list " + number, 4 << 20);
        }
        assertThat(store.get() - asked).as("400 MiB of pages").isGreaterThan(many / 2);
    }

    @Test
    void asksAgainAfterAWrite() {
        ask("who");
        remembered.forget();
        assertThat(List.of(ask("who"), ask("who"))).containsExactly(2, 2);
    }

    @Test
    void aWriteAboutOneSubjectLeavesTheOthers() {
        for (var name : List.of("acme", "globex")) {
            remembered.answer(name, name, store::incrementAndGet);
        }
        remembered.forget("acme");
        assertThat(remembered.<Integer>answer("acme", "acme", store::incrementAndGet))
                .isEqualTo(3);
        assertThat(remembered.<Integer>answer("globex", "globex", store::incrementAndGet))
                .isEqualTo(2);
    }

    @Test
    void aWriteAboutEverythingIsAboutEachSubjectToo() {
        for (var turn = 1; turn <= 3; turn++) {
            assertThat(ask("who")).isEqualTo(turn);
            remembered.forget("globex");
            assertThat(ask("who")).isEqualTo(turn);
            remembered.forget();
        }
    }

    @Test
    void aPageIsKeptWhileOthersAreWrittenAbout() {
        for (var turn = 0; turn < 5; turn++) {
            askPage("list", 9);
            remembered.forget("globex");
        }
        assertThat(store).hasValue(2);
        remembered.forget("acme");
        assertThat(askPage("list", 9)).isEqualTo(3);
    }

    @Test
    void forgetsRightlyHoweverManySubjectsThereAre() {
        ask("who");
        for (var number = 0; number < 50_000; number++) {
            remembered.forget("w" + number);
        }
        remembered.forget("acme");
        assertThat(ask("who")).isEqualTo(2);
    }

    @Test
    void doesNotKeepWhatWasWrittenOverWhileItWasAsked() {
        var first = remembered.answer("acme", "who", () -> {
            remembered.forget();
            return store.incrementAndGet();
        });
        assertThat(first).isEqualTo(1);
        assertThat(ask("who")).isEqualTo(2);
    }

    @Test
    void hearsWhatAnotherProcessWrote() throws Exception {
        try (var ours = Database.open(folder.resolve("test.db"));
                var theirs = Database.open(folder.resolve("test.db"))) {
            var asked = new AtomicInteger();
            for (var turn = 1; turn <= 3; turn++) {
                var name = "n" + turn;
                var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
                while (ours.remembered("acme", "leases", _ -> asked.incrementAndGet()) < turn
                        && System.nanoTime() < deadline) {
                    Thread.sleep(5);
                }
                assertThat(asked).hasValue(turn);
                theirs.write(connection -> insertLease(connection, name));
            }
        }
    }

    @Test
    void aWriteIsSeenByTheNextQuestion() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var accounts = new SqliteAccountStore(database);
            var now = Instant.parse("2026-03-01T12:00:00Z");
            for (var number = 0; number < 100; number++) {
                assertThat(accounts.find("u_" + number)).isEmpty();
                accounts.add(new Account("u_" + number, number + "@acme.example", "h", null, now, now));
                assertThat(accounts.find("u_" + number)).isPresent();
            }
        }
    }

    @Test
    void aWriteAboutAWorkspaceIsSeenThereAndAskedForNowhereElse() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var others = new AtomicInteger();
            for (var turn = 1L; turn <= 3; turn++) {
                var name = "n" + turn;
                database.write("acme", connection -> insertLease(connection, name));
                assertThat(database.<Long>remembered("acme", "acme's", RememberedTest::leases))
                        .isEqualTo(turn);
                database.remembered("globex", "globex's", _ -> others.incrementAndGet());
            }
            database.write(List.of("initech", "globex"), connection -> insertLease(connection, "last"));
            database.remembered("globex", "globex's", _ -> others.incrementAndGet());
            assertThat(others).hasValue(2);
        }
    }

    private static int insertLease(Connection connection, String name) throws SQLException {
        return Sql.update(connection, "INSERT INTO leases (name, owner, until) VALUES (?, 'o', 'u')", name);
    }

    private static long leases(Connection connection) throws SQLException {
        return Sql.first(connection, "SELECT count(*) FROM leases", row -> row.getLong(1))
                .orElseThrow();
    }

    @Test
    void aWriteThatFindsNothingToDoLeavesItAsItIs() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var asked = new AtomicInteger();
            for (var turn = 0; turn < 3; turn++) {
                database.remembered("acme", "accounts", _ -> asked.incrementAndGet());
                database.write(connection -> Sql.update(connection, "UPDATE accounts SET email = 'x'"));
            }
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void countsOfCallsLeaveItAsItIs() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var asked = new AtomicInteger();
            for (var turn = 0; turn < 3; turn++) {
                database.remembered("acme", "assets", _ -> asked.incrementAndGet());
                var changed = database.writeUnheard(connection -> insertLease(connection, "n" + asked.get()));
                assertThat(changed).isEqualTo(1);
                database.write(connection -> Sql.update(connection, "DELETE FROM leases WHERE name = 'none'"));
                assertThat(asked).hasValue(1);
                database.writeUnheard(connection -> Sql.update(connection, "DELETE FROM leases"));
            }
        }
    }
}
