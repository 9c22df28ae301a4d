package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.identity.Membership;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Workspace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/// Whoever had an account before there were workspaces owns one afterwards, with all that he had.
class TenancyMigrationTest {

    private static final Instant REGISTERED = Instant.parse("2026-03-01T12:00:00Z");

    /// A store as the first version left it, with one account.
    private static void writeFirstVersion(Path file) throws Exception {
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (var in = Objects.requireNonNull(Migrations.class.getResourceAsStream("001-first.sql"));
                var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            statement.executeUpdate("CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL,"
                    + " applied_at TEXT NOT NULL) STRICT");
            statement.executeUpdate("INSERT INTO migrations VALUES (1, '001-first', '2026-03-01T12:00:00.000Z')");
            statement.executeUpdate("INSERT INTO accounts VALUES ('u_1', 'ana@acme.example', 'ana@acme.example', 'h',"
                    + " NULL, '2026-03-01T12:00:00.000Z', '2026-03-02T12:00:00.000Z')");
        }
    }

    @Test
    void accountsGetTheirWorkspace(@TempDir Path folder) throws Exception {
        var file = folder.resolve("test.db");
        writeFirstVersion(file);
        try (var database = Database.open(file)) {
            var membership = new SqliteWorkspaceStore(database).membership("u_1", "u_1");
            assertThat(membership).map(Membership::role).contains(Role.OWNER);
            assertThat(membership).map(Membership::name).contains("ana@acme.example");
            assertThat(membership).map(Membership::isPersonal).contains(true);
            var usage = new SqliteUsageStore(database).usage(Workspace.ofRecord("u_1"), REGISTERED);
            assertThat(usage.periodStart()).isEqualTo(REGISTERED);
            assertThat(usage.periodEnd()).isEqualTo(Instant.parse("2026-03-31T12:00:00Z"));
        }
    }
}
