package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.server.store.StoreCopyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Copies of a store that is in use.
class DatabaseCopyTest {

    @TempDir
    Path folder = Path.of("");

    private Path file() {
        return folder.resolve("reconai.db");
    }

    private static void add(Database database, String name) {
        database.write(connection -> Sql.update(
                connection,
                "INSERT INTO accounts (uid, email, email_key, password_hash, created_at, last_login)"
                        + " VALUES (?, ?, ?, 'h', '2026', '2026')",
                name,
                name,
                name));
    }

    private static int count(Database database) {
        Integer rows =
                database.read(connection -> Sql.first(connection, "SELECT count(*) FROM accounts", row -> row.getInt(1))
                        .orElse(0));
        return rows;
    }

    @Test
    void bringsBackWhatWasThere() throws Exception {
        var backup = folder.resolve("it's a \"backup\".db");
        try (var database = Database.open(file())) {
            add(database, "ana");
            DatabaseCopy.backup(file(), backup);
            add(database, "ben");
            assertThat(count(database)).isEqualTo(2);

            DatabaseCopy.restore(backup, file());
            assertThat(count(database))
                    .as("the service goes on with it at once")
                    .isEqualTo(1);
            add(database, "cem");
            assertThat(count(database)).isEqualTo(2);
        }
        try (var again = Database.open(file())) {
            assertThat(count(again)).isEqualTo(2);
        }
        assertThat(Files.getPosixFilePermissions(backup)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("reconai.db", "it's a \"backup\".db");
        }
    }

    @Test
    void restoresWhereNothingWas() throws Exception {
        var backup = folder.resolve("backup.db");
        try (var database = Database.open(file())) {
            add(database, "ana");
            DatabaseCopy.backup(file(), backup);
        }
        var other = folder.resolve("new/folder/reconai.db");
        DatabaseCopy.restore(backup, other);
        try (var database = Database.open(other)) {
            assertThat(count(database)).isEqualTo(1);
        }
    }

    /// Each backup taken while another writes is a state that there was: as many rows as it says, in their order.
    @Test
    void takesOneMomentWhileOthersWrite() throws Exception {
        try (var database = Database.open(file());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var isDone = new AtomicBoolean();
            var written = new AtomicInteger();
            var started = new CountDownLatch(1);
            var writer = threads.submit(() -> {
                while (!isDone.get()) {
                    add(database, String.format("%06d", written.get()));
                    written.incrementAndGet();
                    started.countDown();
                }
            });
            while (started.getCount() > 0 && !writer.isDone()) {
                Thread.onSpinWait(); // a writer that fails is heard below
            }
            for (var i = 0; i < 3; i++) {
                var before = written.get();
                var backup = folder.resolve("backup-" + i + ".db");
                DatabaseCopy.backup(file(), backup);
                var after = written.get() + 1;
                try (var copy = Database.open(backup)) {
                    assertThat(count(copy)).isBetween(before, after);
                    String last = copy.read(connection -> Sql.first(
                                    connection, "SELECT max(uid) FROM accounts", row -> row.getString(1))
                            .orElse(""));
                    assertThat(Integer.parseInt(last)).isEqualTo(count(copy) - 1);
                }
            }
            isDone.set(true);
            writer.get();
        }
    }

    @Test
    void neverWritesOverAFile() throws Exception {
        Database.open(file()).close();
        var there = Files.writeString(folder.resolve("there.db"), "mine");
        assertThatThrownBy(() -> DatabaseCopy.backup(file(), there))
                .isInstanceOf(StoreCopyException.class)
                .hasMessageContaining("there.db");
        assertThat(there).hasContent("mine");
    }

    @Test
    void needsAStore() {
        assertThatThrownBy(() -> DatabaseCopy.backup(file(), folder.resolve("backup.db")))
                .isInstanceOf(StoreCopyException.class)
                .hasMessageContaining("reconai.db");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a store at all", "SQLite format 3\u0000 and then nonsense"})
    void refusesWhatIsNoBackupAndLeavesTheStore(String content) throws Exception {
        try (var database = Database.open(file())) {
            add(database, "ana");
            var broken = Files.writeString(folder.resolve("broken.db"), content);
            assertThatThrownBy(() -> DatabaseCopy.restore(broken, file())).isInstanceOf(StoreCopyException.class);
            assertThat(count(database)).isEqualTo(1);
        }
    }

    @Test
    void refusesADamagedBackup() throws Exception {
        var backup = folder.resolve("backup.db");
        try (var database = Database.open(file())) {
            for (var i = 0; i < 500; i++) {
                add(database, "somebody-" + i);
            }
            DatabaseCopy.backup(file(), backup);
            var bytes = Files.readAllBytes(backup);
            for (var i = bytes.length / 2; i < bytes.length / 2 + 5_000; i++) {
                bytes[i] = (byte) 0xa5;
            }
            Files.write(backup, bytes);
            assertThatThrownBy(() -> DatabaseCopy.restore(backup, file())).isInstanceOf(StoreCopyException.class);
            assertThat(count(database)).isEqualTo(500);
        }
    }

    @Test
    void refusesABackupOfANewerVersion() throws Exception {
        var newer = folder.resolve("newer.db");
        try (var database = Database.open(newer)) {
            database.write(connection ->
                    Sql.update(connection, "INSERT INTO migrations VALUES (999, '999-future', '2030-01-01')"));
        }
        try (var database = Database.open(file())) {
            add(database, "ana");
            assertThatThrownBy(() -> DatabaseCopy.restore(newer, file()))
                    .isInstanceOf(StoreCopyException.class)
                    .hasMessageContaining("newer");
            assertThat(count(database)).isEqualTo(1);
        }
    }
}
