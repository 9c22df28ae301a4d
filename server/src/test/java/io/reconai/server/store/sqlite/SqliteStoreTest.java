package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Account;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecords;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the store promises when many ask at once and when the process ends.
class SqliteStoreTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Workspace OURS = Workspace.ofRecord("u_ours");
    private static final Workspace THEIRS = Workspace.ofRecord("u_theirs");

    @TempDir
    Path folder = Path.of("");

    @Test
    void ofManyScansOfOneDomainExactlyOneIsTaken() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var scans = new SqliteScanStore(database);
            var tries = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(
                            () -> scans.add(OURS, ScanRecords.asked("scn_" + i, OURS, "acme.test", NOW))))
                    .toList();
            var taken = 0;
            for (var one : tries) {
                taken += one.get().isEmpty() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
            assertThat(scans.add(THEIRS, ScanRecords.asked("scn_other", THEIRS, "acme.test", NOW)))
                    .isEmpty();
            assertThat(scans.unfinished()).hasSize(2);
        }
    }

    @Test
    void aFinishedScanMakesRoomForTheNext() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var scans = new SqliteScanStore(database);
            var first = ScanRecords.asked("scn_1", OURS, "acme.test", NOW);
            assertThat(scans.add(OURS, first)).isEmpty();
            assertThat(scans.add(OURS, ScanRecords.asked("scn_2", OURS, "acme.test", NOW)))
                    .contains("scn_1");
            scans.save(ScanRecords.finished(first, NOW));
            assertThat(scans.add(OURS, ScanRecords.asked("scn_2", OURS, "acme.test", NOW)))
                    .isEmpty();
        }
    }

    @Test
    void whatWasWrittenIsThereAfterAReopen() throws Exception {
        var file = folder.resolve("test.db");
        var record = ScanRecords.asked("scn_1", OURS, "acme.test", NOW);
        try (var database = Database.open(file)) {
            new SqliteScanStore(database).add(OURS, record);
        }
        try (var database = Database.open(file)) {
            var scans = new SqliteScanStore(database);
            assertThat(scans.find(OURS, "scn_1")).contains(record.view());
            assertThat(scans.unfinished()).containsExactly(record);
            assertThat(scans.find(THEIRS, "scn_1")).isEmpty();
            var page = new PageRequest(1, 20, List.of(new PageRequest.Criterion("created_at", true)));
            assertThat(scans.list(OURS, Map.of("mode", "standard"), page).total())
                    .isEqualTo(1);
            assertThat(scans.list(OURS, Map.of("mode", "active"), page).total()).isZero();
            assertThat(scans.list(THEIRS, Map.of(), page).total()).isZero();
        }
    }

    @Test
    void addressesAreTakenOnceWhateverTheirCase() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var accounts = new SqliteAccountStore(database);
            assertThat(accounts.add(new Account("u_1", "Ana@acme.example", "h", "Ana", NOW, NOW)))
                    .isTrue();
            assertThat(accounts.add(new Account("u_2", "ana@ACME.example", "h", null, NOW, NOW)))
                    .isFalse();
            assertThat(accounts.findByEmail("ANA@acme.example"))
                    .map(Account::uid)
                    .contains("u_1");
        }
    }

    @Test
    void aWriteThatFailsLeavesNothingBehind() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            assertThatThrownBy(() -> database.write(connection -> {
                        Sql.update(
                                connection, "INSERT INTO accounts VALUES ('u_1', 'a', 'a', 'h', NULL, '2026', '2026')");
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

    @Test
    void recordsItsMigrations() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var names = database.read(connection ->
                    Sql.list(connection, "SELECT name FROM migrations ORDER BY version", row -> row.getString(1)));
            assertThat(names).containsExactly("001-first", "002-findings", "003-tenancy", "005-analytics");
        }
    }
}
