package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The file: transactions and migrations.
class SqliteStoreTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void aWriteThatFailsLeavesNothingBehind() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            assertThatThrownBy(() -> database.write(connection -> {
                        Sql.update(
                                connection,
                                "INSERT INTO accounts (uid, email, email_key, password_hash, created_at, last_login)"
                                        + " VALUES ('u_1', 'a', 'a', 'h', '2026', '2026')");
                        throw new SQLException("broken in the middle");
                    }))
                    .isInstanceOf(StoreException.class);
            assertThat(new SqliteAccountStore(database).find("u_1")).isEmpty();
        }
    }

    @Test
    void refusesAStoreOfANewerVersion() throws Exception {
        var file = folder.resolve("test.db");
        try (var database = Database.open(file)) {
            database.write(connection ->
                    Sql.update(connection, "INSERT INTO migrations VALUES (999, '999-future', '2030-01-01')"));
        }
        assertThatThrownBy(() -> Database.open(file)).hasMessageContaining("newer");
    }

    @ParameterizedTest
    @MethodSource("earlierVersions")
    void goesOnFromEachEarlierVersion(int version) throws Exception {
        var file = folder.resolve("earlier.db");
        Database.open(file, version).close();
        try (var earlier = Database.open(file);
                var now = Database.open(folder.resolve("test.db"))) {
            assertThat(shape(earlier)).isEqualTo(shape(now));
        }
    }

    static IntStream earlierVersions() {
        return IntStream.range(1, Migrations.NEWEST);
    }

    private static List<String> shape(Database database) {
        return database.read(connection ->
                Sql.list(connection, "SELECT sql FROM sqlite_schema ORDER BY type, name", row -> row.getString(1)));
    }

    @Test
    void recordsItsMigrations() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var names = database.read(connection ->
                    Sql.list(connection, "SELECT name FROM migrations ORDER BY version", row -> row.getString(1)));
            assertThat(names)
                    .containsExactly(
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
        }
    }

    @Test
    void packsTheEvidenceOfAnEarlierVersion() throws Exception {
        var file = folder.resolve("test.db");
        var evidence = "{\"banner\":\"\u00e4\u20ac\"}";
        try (var earlier = Database.open(file, 14)) {
            earlier.write(connection -> Sql.update(
                    connection,
                    "INSERT INTO assets (asset_id, workspace_id, asset_value, asset_type, parent_domain, risk_score,"
                            + " risk_level, state, open_findings, discovered_at, last_scanned_at, first_scan_id,"
                            + " last_scan_id, evidence_id, words, row_document, verdict_document, evidence_document)"
                            + " VALUES ('ast_1', 'u_1', 'a.test', 'domain', 'a.test', 1, 'low', 'active', 0, 't', 't',"
                            + " 's', 's', 'e', '', '{\"open_ports\":[22]}', '{}', ?)",
                    evidence));
        }
        try (var now = Database.open(file)) {
            var kept = now.read(connection ->
                    Sql.list(connection, "SELECT evidence FROM assets", row -> PackedText.unpacked(row.getBytes(1))));
            assertThat(kept).containsExactly(evidence);
            var facts = now.read(
                    connection -> Sql.list(connection, "SELECT value FROM asset_facts", row -> row.getString(1)));
            assertThat(facts).containsExactly("22");
        }
    }
}
