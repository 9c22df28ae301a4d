package io.reconai.server.store.sqlite;

import io.reconai.server.http.ServerJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Brings the store to the newest shape, forward only; each step is recorded and done in one transaction.
final class Migrations {

    /// In order; a released one is never changed.
    private static final List<String> STEPS = List.of(
            "001-first",
            "002-findings",
            "003-tenancy",
            "005-analytics",
            "006-repeated-requests",
            "007-domains",
            "008-assets",
            "009-identity",
            "010-lists",
            "011-billing",
            "012-alerts",
            "013-second-factors",
            "014-report-schedules",
            "015-suspensions",
            "016-packed-evidence",
            "017-leases",
            "018-figures",
            "019-certificates",
            "020-standings",
            "021-lists",
            "022-looks",
            "023-findings-by-row",
            "024-words");

    static final int NEWEST = STEPS.size();

    private Migrations() {}

    /// @param version how many steps, at most [#NEWEST]
    static void apply(Database database, int version) {
        var done = database.write(Migrations::done);
        if (done > NEWEST) {
            throw new IllegalStateException("the store has version " + done + ", this program knows up to " + NEWEST
                    + "; start the newer program that wrote it");
        }
        for (var step = done; step < version; step++) {
            var number = step;
            database.write(connection -> {
                if (done(connection) == number) { // or another process that starts has just done it
                    apply(connection, number);
                }
                return true;
            });
        }
    }

    private static int done(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL,"
                    + " applied_at TEXT NOT NULL) STRICT");
            try (var rows = statement.executeQuery("SELECT coalesce(max(version), 0) FROM migrations")) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    private static void apply(Connection connection, int step) throws SQLException {
        var name = STEPS.get(step);
        try (var statement = connection.createStatement()) {
            for (var sql : read(name).split(";\\s*\\n")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
        Sql.update(
                connection,
                "INSERT INTO migrations (version, name, applied_at) VALUES (?, ?, ?)",
                step + 1,
                name,
                ServerJson.text(Instant.now()));
    }

    private static String read(String name) {
        try (var in = Migrations.class.getResourceAsStream(name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("the migration is missing: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .collect(Collectors.joining("\n", "", "\n"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
