package io.reconai.server.store.sqlite;

import io.reconai.server.http.PageOf;
import io.reconai.server.http.WrittenJson;
import io.reconai.server.store.LeaseLostException;
import io.reconai.server.store.ScanLease;
import io.reconai.server.store.StoreAwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/// The SQLite file: one connection that writes, a few that read, in write-ahead mode.
///
/// A write is on the disk when it returns (`synchronous=FULL`). Safe for use by many threads.
///
/// A file that was taken away could still be written to through its open connections, and everything written would be
/// lost. So each call looks whether the file is there: while it is not, calls fail with [StoreAwayException]; when it
/// comes back, or another one takes its place, they go on with it.
public final class Database implements AutoCloseable {

    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 10_000;

    /// How long the log of writes grows, 4 KiB a page: what is written again and again is written to its place once.
    private static final int LOG_PAGES = 10_000;

    /// At most of each connection; those that stay within a workspace need far less.
    private static final int CACHE_KIB = 32 * 1024;

    /// Failures of file, disk or lock (sqlite.org/rescode.html); any other is a mistake of ours.
    private static final Set<SQLiteErrorCode> AWAY = Set.of(
            SQLiteErrorCode.SQLITE_BUSY,
            SQLiteErrorCode.SQLITE_LOCKED,
            SQLiteErrorCode.SQLITE_NOMEM,
            SQLiteErrorCode.SQLITE_READONLY,
            SQLiteErrorCode.SQLITE_IOERR,
            SQLiteErrorCode.SQLITE_CORRUPT,
            SQLiteErrorCode.SQLITE_FULL,
            SQLiteErrorCode.SQLITE_CANTOPEN,
            SQLiteErrorCode.SQLITE_PROTOCOL,
            SQLiteErrorCode.SQLITE_NOTADB);

    /// For what is remembered, and not read: a call asks for several such answers, and to look costs more than they do.
    private static final long LOOKED_NANOS = 1_000_000;

    /// How long what another process has written may stay unknown to what is remembered.
    private static final long OTHERS_NANOS = 100_000_000;

    private static final int PRIMARY_CODE = 0xff;

    private final Path file;
    private final Remembered remembered = new Remembered();
    private final ReentrantLock writing = new ReentrantLock(true);

    /// In the order of asking: under load whoever waits would otherwise be overtaken by those who come, for seconds.
    private final BlockingQueue<Line> readers = new ArrayBlockingQueue<>(READERS, true);

    /// Guarded by `writing`.
    private Line writer;

    /// Which file is in use; null after one could not be brought to the newest shape.
    private volatile @Nullable Object inUse;

    /// When the file in use was last seen in its place.
    private volatile long followedAt = System.nanoTime() - LOOKED_NANOS;

    /// When it was last looked whether another process has written.
    private volatile long othersAt = System.nanoTime() - OTHERS_NANOS;

    /// SQLite's count of what others wrote (sqlite.org/pragma.html#pragma_data_version). Guarded by `writing`.
    private long othersVersion;

    /// Work with one connection.
    @FunctionalInterface
    public interface Work<T> {
        /// Does it; what it throws rolls a write back.
        T with(Connection connection) throws SQLException;
    }

    /// A connection and the file that it is to.
    private record Line(Connection connection, Object file) {}

    /// Opens the file, made where it is missing, and brings it to the newest shape.
    ///
    /// @throws IOException when the folder cannot be made
    /// @throws IllegalStateException when the file was written by a newer version
    public static Database open(Path file) throws IOException {
        return open(file, Migrations.NEWEST);
    }

    /// Opens the file and brings it to an earlier shape; how an older program left it.
    static Database open(Path file, int version) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try {
            var database = new Database(file);
            Migrations.apply(database, version);
            for (var i = 0; i < READERS; i++) {
                database.readers.add(database.connect());
            }
            return database;
        } catch (SQLException broken) {
            throw new StoreException("the store " + file + " cannot be opened", broken);
        }
    }

    private Database(Path file) throws SQLException {
        this.file = file;
        writer = connect();
        inUse = writer.file();
    }

    private Line connect() throws SQLException {
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        source.getConfig().setGetGeneratedKeys(false); // else each INSERT is followed by a question that nobody asked
        var connection = source.getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=" + BUSY_MILLIS);
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            statement.execute("PRAGMA wal_autocheckpoint=" + LOG_PAGES);
            statement.execute("PRAGMA cache_size=-" + CACHE_KIB);
            statement.execute("PRAGMA foreign_keys=ON");
        }
        AddressKey.register(connection);
        PackedText.register(connection);
        StatementCache.begin(connection);
        return new Line(connection, present());
    }

    /// What tells the file from any other, also of its name.
    private Object present() {
        try {
            var key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key == null ? file : key; // not every file system has keys
        } catch (IOException gone) {
            throw new StoreAwayException("the store's file is not there: " + file, gone);
        }
    }

    /// Goes over to a file that has taken the place of the one in use.
    private void follow() throws SQLException {
        var now = System.nanoTime();
        if (present().equals(inUse)) {
            followedAt = now;
            return;
        }
        writing.lock();
        try {
            if (present().equals(inUse)) {
                return;
            }
            closeQuietly(writer);
            writer = connect();
            inUse = writer.file();
            remembered.forget();
            try {
                Migrations.apply(this, Migrations.NEWEST);
            } catch (RuntimeException unusable) {
                inUse = null;
                throw unusable;
            }
        } finally {
            writing.unlock();
        }
    }

    private static void closeQuietly(Line line) {
        try {
            close(line);
        } catch (SQLException alreadyBroken) {
            // It was to a file that is gone.
        }
    }

    private static void close(Line line) throws SQLException {
        StatementCache.end(line.connection());
        line.connection().close();
    }

    /// Reads; sees everything that was written before.
    <T> T read(Work<T> work) {
        Line line = null;
        try {
            follow();
            line = readers.take();
            if (!line.file().equals(inUse)) {
                closeQuietly(line);
                line = connect();
            }
            return work.with(line.connection());
        } catch (SQLException broken) {
            throw failure("the store could not be read", broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreException("stopped while waiting for the store", stopped);
        } finally {
            if (line != null) {
                readers.add(line);
            }
        }
    }

    /// Reads, or answers as the same question was answered since the last write about its subject.
    ///
    /// @param about see [Remembered]
    /// @param question see [Remembered#answer]
    <T> T remembered(String about, Object question, Work<T> work) {
        followNow();
        return remembered.answer(about, question, () -> read(work));
    }

    /// The same for a page of a list.
    ///
    /// @param read asks the store
    <T extends WrittenJson> PageOf<T> rememberedPage(String about, Object question, Supplier<PageOf<T>> read) {
        followNow();
        return remembered.page(about, question, read);
    }

    private void followNow() {
        if (System.nanoTime() - followedAt > LOOKED_NANOS) {
            try {
                follow();
            } catch (SQLException broken) {
                throw failure("the store could not be read", broken);
            }
        }
        if (System.nanoTime() - othersAt > OTHERS_NANOS) {
            hearOthers();
        }
    }

    /// By the connection that writes, since for the others this process is one that writes, too. While it is writing
    /// nobody else can.
    private void hearOthers() {
        if (!writing.tryLock()) {
            return;
        }
        try (var statement = writer.connection().createStatement();
                var row = statement.executeQuery("PRAGMA data_version")) {
            othersAt = System.nanoTime();
            var version = row.getLong(1);
            if (version != othersVersion) {
                othersVersion = version;
                remembered.forget();
            }
        } catch (SQLException broken) {
            throw failure("the store could not be read", broken);
        } finally {
            writing.unlock();
        }
    }

    /// Writes in one transaction: all of it or nothing.
    ///
    /// @throws LeaseLostException when the thread writes under a lease of a scan ([ScanLease#call]) that another
    ///     process has taken over
    <T> T write(Work<T> work) {
        return write(work, remembered::forget);
    }

    /// The same for what changes nothing that is [#remembered] but about this subject.
    <T> T write(String about, Work<T> work) {
        return write(work, () -> remembered.forget(about));
    }

    /// The same for several subjects.
    <T> T write(Collection<String> about, Work<T> work) {
        return write(work, () -> about.forEach(remembered::forget));
    }

    /// The same for what nothing tells of that is [#remembered], such as counts of calls, which every call changes.
    <T> T writeUnheard(Work<T> work) {
        return write(work, () -> {});
    }

    /// @param forget told of a write that changed something
    private <T> T write(Work<T> work, Runnable forget) {
        writing.lock();
        try {
            follow();
            // At once: one that reads before it writes would fail where another process has written in between.
            execute("BEGIN IMMEDIATE");
            var before = changes();
            requireLease(writer.connection());
            var result = work.with(writer.connection());
            execute("COMMIT");
            if (changes() != before) {
                forget.run();
            }
            return result;
        } catch (SQLException broken) {
            rollBack(broken);
            throw failure("the store could not be written", broken);
        } catch (RuntimeException broken) {
            rollBack(broken);
            throw broken;
        } finally {
            writing.unlock();
        }
    }

    private static void requireLease(Connection connection) throws SQLException {
        var lease = ScanLease.held();
        if (lease.isPresent() && !SqliteScanStore.isHeld(connection, lease.get())) {
            throw new LeaseLostException(lease.get());
        }
    }

    /// Rows that the writing connection has ever changed: many a write finds nothing to do.
    private long changes() throws SQLException {
        return writer.connection().unwrap(SQLiteConnection.class).getDatabase().total_changes();
    }

    private void execute(String sql) throws SQLException {
        try (var statement = writer.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private static RuntimeException failure(String what, SQLException cause) {
        var code = SQLiteErrorCode.getErrorCode(cause.getErrorCode() & PRIMARY_CODE);
        return AWAY.contains(code) ? new StoreAwayException(what, cause) : new StoreException(what, cause);
    }

    private void rollBack(Exception cause) {
        try {
            execute("ROLLBACK");
        } catch (SQLException worse) {
            cause.addSuppressed(worse);
        }
    }

    /// True when the store answers.
    public boolean isHealthy() {
        try {
            return read(connection -> {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("SELECT count(*) FROM migrations")) {
                    return rows.next();
                }
            });
        } catch (StoreException | StoreAwayException away) {
            return false;
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            close(writer);
            for (var reader : readers) {
                close(reader);
            }
        } catch (SQLException broken) {
            throw new StoreException("the store could not be closed", broken);
        } finally {
            writing.unlock();
        }
    }
}
