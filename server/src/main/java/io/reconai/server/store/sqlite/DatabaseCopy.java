package io.reconai.server.store.sqlite;

import io.reconai.server.store.StoreCopyException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/// Copies the store while a service works with it.
///
/// A backup is one read transaction (`VACUUM INTO`): what was committed before it and nothing else, without holding up
/// writers. A restore is one write transaction (SQLite's backup interface, into the live file): whoever reads sees the
/// old content or the new, and a crash in the middle leaves the old.
public final class DatabaseCopy {

    private static final int BUSY_MILLIS = 30_000;
    private static final int ALL_PAGES = -1;
    private static final int RETRY_MILLIS = 100;
    private static final int RETRIES = BUSY_MILLIS / RETRY_MILLIS;

    private DatabaseCopy() {}

    /// Writes the store's content to a new file, whole or not at all; only its owner may read it.
    ///
    /// @throws StoreCopyException when there is no store, the file is there already, or it cannot be written
    public static void backup(Path database, Path target) throws StoreCopyException {
        requireStore(database);
        if (Files.exists(target)) {
            throw new StoreCopyException(target + " is there already; name a new file");
        }
        var half = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(half);
            copy(database, half);
            requireSound(half);
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | SQLException broken) {
            throw new StoreCopyException("the backup " + target + " cannot be written: " + broken.getMessage(), broken);
        } finally {
            remove(half);
        }
    }

    private static void copy(Path database, Path target) throws IOException, SQLException {
        try (var connection = open(database)) {
            Sql.update(connection, "VACUUM INTO ?", target.toString());
        }
        if (target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
        }
        try (var file = FileChannel.open(target, StandardOpenOption.WRITE)) {
            file.force(true); // before the name that says that it is whole
        }
    }

    /// Replaces the store's content by that of a backup, which is brought to the newest shape first.
    ///
    /// @throws StoreCopyException when the file is no sound backup or of a newer version, or the store cannot be
    ///     written
    public static void restore(Path backup, Path database) throws StoreCopyException {
        requireStore(backup);
        var prepared = database.resolveSibling(database.getFileName() + ".restoring");
        try {
            Files.createDirectories(database.toAbsolutePath().getParent());
            remove(prepared);
            requireSound(backup);
            copy(backup, prepared);
            Database.open(prepared).close();
            replace(database, prepared);
        } catch (IOException | SQLException | IllegalStateException | StoreException broken) {
            throw new StoreCopyException(backup + " cannot be restored: " + broken.getMessage(), broken);
        } finally {
            remove(prepared);
        }
    }

    private static void replace(Path database, Path source) throws SQLException {
        try (var connection = open(database)) {
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
            }
            var result = connection
                    .unwrap(SQLiteConnection.class)
                    .getDatabase()
                    .restore("main", source.toString(), (_, _) -> {}, RETRY_MILLIS, RETRIES, ALL_PAGES);
            if (result != 0) {
                throw new SQLException("SQLite's backup ended with code " + result);
            }
        }
    }

    private static Connection open(Path file) throws SQLException {
        var settings = new SQLiteConfig();
        settings.setBusyTimeout(BUSY_MILLIS);
        var source = new SQLiteDataSource(settings);
        source.setUrl("jdbc:sqlite:" + file);
        return source.getConnection();
    }

    private static void requireStore(Path file) throws StoreCopyException {
        if (!Files.isRegularFile(file)) {
            throw new StoreCopyException("there is no store at " + file);
        }
    }

    /// Every page readable, every index complete, and a store of ours at all.
    private static void requireSound(Path file) throws SQLException {
        try (var connection = open(file)) {
            var problems = Sql.list(connection, "PRAGMA integrity_check", row -> row.getString(1));
            if (!problems.equals(List.of("ok"))) {
                throw new SQLException("it is damaged: " + problems.getFirst());
            }
            if (Sql.first(connection, "SELECT max(version) FROM migrations", row -> row.getInt(1))
                            .orElse(0)
                    < 1) {
                throw new SQLException("it is no store of this program");
            }
        }
    }

    private static void remove(Path file) {
        for (var ending : List.of("", "-wal", "-shm", "-journal")) {
            try {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + ending));
            } catch (IOException inUse) {
                // It is overwritten the next time.
            }
        }
    }
}
