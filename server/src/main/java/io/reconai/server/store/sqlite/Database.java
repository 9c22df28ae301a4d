package io.reconai.server.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteDataSource;

/// The SQLite file: one connection that writes, a few that read, in write-ahead mode.
///
/// A write is on the disk when it returns (`synchronous=FULL`). Safe for use by many threads.
public final class Database implements AutoCloseable {

    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 10_000;

    private final Connection writer;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);

    /// Work with one connection.
    @FunctionalInterface
    public interface Work<T> {
        /// Does it; what it throws rolls a write back.
        T with(Connection connection) throws SQLException;
    }

    /// Opens the file, made where it is missing, and brings it to the newest shape.
    ///
    /// @throws IOException when the folder cannot be made
    /// @throws IllegalStateException when the file was written by a newer version
    public static Database open(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try {
            var database = new Database(file);
            Migrations.apply(database);
            for (var i = 0; i < READERS; i++) {
                database.readers.add(connect(file));
            }
            return database;
        } catch (SQLException broken) {
            throw new StoreException("the store " + file + " cannot be opened", broken);
        }
    }

    private Database(Path file) throws SQLException {
        writer = connect(file);
        writer.setAutoCommit(false);
    }

    private static Connection connect(Path file) throws SQLException {
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        var connection = source.getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=" + BUSY_MILLIS);
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            statement.execute("PRAGMA foreign_keys=ON");
        }
        return connection;
    }

    /// Reads; sees everything that was written before.
    <T> T read(Work<T> work) {
        Connection connection = null;
        try {
            connection = readers.take();
            return work.with(connection);
        } catch (SQLException broken) {
            throw new StoreException("the store could not be read", broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreException("stopped while waiting for the store", stopped);
        } finally {
            if (connection != null) {
                readers.add(connection);
            }
        }
    }

    /// Writes in one transaction: all of it or nothing.
    <T> T write(Work<T> work) {
        writing.lock();
        try {
            var result = work.with(writer);
            writer.commit();
            return result;
        } catch (SQLException broken) {
            rollBack(broken);
            throw new StoreException("the store could not be written", broken);
        } catch (RuntimeException broken) {
            rollBack(broken);
            throw broken;
        } finally {
            writing.unlock();
        }
    }

    private void rollBack(Exception cause) {
        try {
            writer.rollback();
        } catch (SQLException worse) {
            cause.addSuppressed(worse);
        }
    }

    /// True when the store answers.
    public boolean isHealthy() {
        try {
            return read(connection -> {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("SELECT 1")) {
                    return rows.next();
                }
            });
        } catch (StoreException away) {
            return false;
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            writer.close();
            for (var reader : readers) {
                reader.close();
            }
        } catch (SQLException broken) {
            throw new StoreException("the store could not be closed", broken);
        } finally {
            writing.unlock();
        }
    }
}
