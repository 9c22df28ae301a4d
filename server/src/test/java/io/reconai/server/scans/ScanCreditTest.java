package io.reconai.server.scans;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanCounts;
import io.reconai.engine.ScanEvent;
import io.reconai.server.identity.Account;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.sqlite.Database;
import io.reconai.server.store.sqlite.SqliteAccountStore;
import io.reconai.server.store.sqlite.SqliteAssetStore;
import io.reconai.server.store.sqlite.SqliteFindingStore;
import io.reconai.server.store.sqlite.SqliteScanStore;
import io.reconai.server.store.sqlite.SqliteUsageStore;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.PlanLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which ends of a scan give its credit back.
class ScanCreditTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Workspace OURS = Workspace.ofRecord("u_ours");

    @ParameterizedTest
    @CsvSource({
        "false, 0, CANCELED,  0",
        "true,  0, CANCELED,  1",
        "true,  3, CANCELED,  1",
        "true,  0, FAILED,    0",
        "false, 0, FAILED,    0",
        "true,  3, FAILED,    1",
        "true,  0, COMPLETED, 1",
        "true,  3, COMPLETED, 1",
    })
    void endsOf(boolean started, int hosts, ScanStatus end, long used, @TempDir Path folder) throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            new SqliteAccountStore(database).add(new Account("u_ours", "ana@acme.example", "h", null, NOW, NOW));
            var scans = new SqliteScanStore(database);
            var usage = new SqliteUsageStore(database);
            var record = ScanRecords.asked("scn_1", OURS, "acme.test", NOW);
            scans.start(OURS, record, PlanLimits.of(Plan.FREE), NOW);
            assertThat(usage.usage(OURS, NOW).scanCredits()).isEqualTo(1);
            var tracker = new ScanTracker(
                    OURS,
                    record,
                    scans.lease("process", NOW, NOW, 1).getFirst().lease(),
                    scans,
                    new SqliteAssetStore(database),
                    new SqliteFindingStore(database),
                    new ScanFeed(),
                    Clock.fixed(NOW, ZoneOffset.UTC));
            if (started) {
                tracker.start();
                tracker.on(new ScanEvent.Progressed(new ScanCounts(9, 9, 5, 5, hosts)));
            }
            tracker.finish(end, null);
            assertThat(usage.usage(OURS, NOW).scanCredits()).isEqualTo(used);
            assertThat(scans.find(OURS, "scn_1").orElseThrow().scanStatus()).isEqualTo(end);
        }
    }
}
