package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.findings.ListedFinding;
import io.reconai.server.http.PageOf;
import io.reconai.server.identity.Account;
import java.nio.file.Path;
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
        return remembered.answer(question, store::incrementAndGet);
    }

    @Test
    void asksTheStoreOnce() {
        assertThat(List.of(ask("who"), ask("who"), ask("whose"), ask("who"))).containsExactly(1, 1, 2, 1);
    }

    /// A page of one item whose text is a number, as long as wanted.
    private long askPage(String question, int letters) {
        Supplier<PageOf<ListedFinding>> read =
                () -> new PageOf<>(List.of(new ListedFinding("0".repeat(letters))), store.incrementAndGet());
        return remembered.page(question, read).total();
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
    void doesNotKeepWhatWasWrittenOverWhileItWasAsked() {
        var first = remembered.answer("who", () -> {
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
                while (ours.remembered("leases", _ -> asked.incrementAndGet()) < turn && System.nanoTime() < deadline) {
                    Thread.sleep(5);
                }
                assertThat(asked).hasValue(turn);
                theirs.write(connection ->
                        Sql.update(connection, "INSERT INTO leases (name, owner, until) VALUES (?, 'o', 'u')", name));
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
    void aWriteThatFindsNothingToDoLeavesItAsItIs() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var asked = new AtomicInteger();
            for (var turn = 0; turn < 3; turn++) {
                database.remembered("accounts", _ -> asked.incrementAndGet());
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
                database.remembered("assets", _ -> asked.incrementAndGet());
                var changed = database.writeUnheard(connection -> Sql.update(
                        connection, "INSERT INTO leases (name, owner, until) VALUES (?, 'o', 'u')", "n" + asked.get()));
                assertThat(changed).isEqualTo(1);
                database.write(connection -> Sql.update(connection, "DELETE FROM leases WHERE name = 'none'"));
                assertThat(asked).hasValue(1);
                database.writeUnheard(connection -> Sql.update(connection, "DELETE FROM leases"));
            }
        }
    }
}
