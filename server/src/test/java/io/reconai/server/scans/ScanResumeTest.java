package io.reconai.server.scans;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.Asset;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.ScanEvent;
import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanWarning;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.sqlite.Database;
import io.reconai.server.store.sqlite.SqliteAssetStore;
import io.reconai.server.store.sqlite.SqliteFindingStore;
import io.reconai.server.store.sqlite.SqliteScanStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A scan that was cut off goes on: nothing that was kept is lost or counted twice.
class ScanResumeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Workspace OURS = Workspace.ofRecord("u_ours");

    @TempDir
    Path folder = Path.of("");

    private static Asset asset(String name) {
        var host = Host.of(new DomainName(name), new DomainName("acme.test"));
        return ScanEngine.judge().judge(Evidence.empty("scn_1", ScanMode.STANDARD, host, NOW));
    }

    @Test
    void countsWhatTheStoreHasAndGoesOn() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var scans = new SqliteScanStore(database);
            var assets = new SqliteAssetStore(database);
            scans.add(OURS, ScanRecords.asked("scn_1", OURS, "acme.test", NOW));
            var first = tracker(database, scans, assets);
            first.start();
            first.on(new ScanEvent.HostScored(asset("acme.test"), false));
            first.on(new ScanEvent.HostScored(asset("www.acme.test"), false));
            // The process ends here; the second host was kept, the scan's own record may lag behind.

            var second = tracker(database, scans, assets);
            assertThat(second.resume()).isEqualTo(Set.of("acme.test", "www.acme.test"));
            second.start();
            second.on(new ScanEvent.HostScored(asset("api.acme.test"), false));
            second.finish(ScanStatus.COMPLETED, null);

            var view = scans.find(OURS, "scn_1").orElseThrow();
            assertThat(view.assetsDiscovered()).isEqualTo(3);
            assertThat(view.newAssets()).isEqualTo(3);
            assertThat(view.warnings()).extracting(ScanWarning::code).containsExactly(ScanWarning.Code.RESUMED);
            assertThat(view.scanProgress()).isEqualTo(100);
            assertThat(scans.unfinished()).isEmpty();
        }
    }

    @Test
    void givesUpWhatNeverComesFurther() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var scans = new SqliteScanStore(database);
            var assets = new SqliteAssetStore(database);
            scans.add(OURS, ScanRecords.asked("scn_1", OURS, "acme.test", NOW));
            tracker(database, scans, assets).start();
            for (var tries = 1; tries <= 3; tries++) {
                var tracker = tracker(database, scans, assets);
                tracker.resume();
                assertThat(tracker.isHopeless()).isFalse();
                tracker.start();
                assertThat(tracker.view().retryCount()).isEqualTo(tries);
            }
            var lucky = tracker(database, scans, assets);
            lucky.on(new ScanEvent.HostScored(asset("acme.test"), false));
            assertThat(lucky.view().retryCount()).isZero();
            // That host is in the store; the record of the scan may lag behind and is as before.
            var afterProgress = tracker(database, scans, assets);
            afterProgress.resume();
            afterProgress.start();
            assertThat(afterProgress.view().retryCount()).isEqualTo(1);
            for (var tries = 2; tries <= 4; tries++) {
                var tracker = tracker(database, scans, assets);
                tracker.resume();
                tracker.start();
                assertThat(tracker.isHopeless()).isEqualTo(tries == 4);
            }
        }
    }

    @Test
    void aHostThatIsToldAgainCountsOnceAndAsItIsAtLast() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var scans = new SqliteScanStore(database);
            var assets = new SqliteAssetStore(database);
            scans.add(OURS, ScanRecords.asked("scn_1", OURS, "acme.test", NOW));
            var tracker = tracker(database, scans, assets);
            tracker.start();
            tracker.on(new ScanEvent.HostScored(asset("acme.test"), false));
            tracker.on(new ScanEvent.HostScored(with(Severity.INFO), false));
            tracker.on(new ScanEvent.HostScored(with(Severity.MEDIUM), true));
            tracker.finish(ScanStatus.COMPLETED, null);

            var view = scans.find(OURS, "scn_1").orElseThrow();
            assertThat(view.assetsDiscovered()).isEqualTo(2);
            assertThat(view.newAssets()).isEqualTo(2);
            assertThat(view.findingsNew()).isEqualTo(1);
            assertThat(view.findingsBySeverity())
                    .containsEntry(Severity.MEDIUM, 1)
                    .containsEntry(Severity.INFO, 0);
        }
    }

    private static Asset with(Severity severity) {
        var asset = asset("www.acme.test");
        var check = new Check("http.cookie.parent-domain", "Cookies", severity, "t", "d", "r", List.of());
        var finding = Finding.of(
                check, "http_cookie_detector", asset.evidence(), "https://www.acme.test", new Proof("/host", ""));
        return new Asset(asset.evidence(), List.of(), List.of(), List.of(finding), asset.risk());
    }

    @Test
    void keepingAHostAgainChangesNothingMore() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var assets = new SqliteAssetStore(database);
            var once = assets.keep(OURS, "scn_1", asset("acme.test"), NOW);
            var again = assets.keep(OURS, "scn_1", asset("acme.test"), NOW);
            assertThat(once.isNew()).isTrue();
            assertThat(again.isNew()).isFalse();
            assertThat(again.row()).isEqualTo(once.row());
            assertThat(assets.find(OURS, once.row().assetId())).isPresent();
            assertThat(assets.find(Workspace.ofRecord("u_other"), once.row().assetId()))
                    .isEmpty();
        }
    }

    @Test
    void whatAFullScanDidNotFindIsStaleUnlessItCouldNotLook() throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var assets = new SqliteAssetStore(database);
            var kept = assets.keep(OURS, "scn_2", asset("acme.test"), NOW);
            var gone = assets.keep(OURS, "scn_1", asset("gone.acme.test"), NOW);
            var unknown = assets.keep(OURS, "scn_1", asset("unknown.acme.test"), NOW);
            assets.markStale(OURS, new DomainName("acme.test"), "scn_2", Set.of("unknown.acme.test"));
            assertThat(state(assets, kept.row().assetId())).isEqualTo("active");
            assertThat(state(assets, gone.row().assetId())).isEqualTo("stale");
            assertThat(state(assets, unknown.row().assetId())).isEqualTo("active");
        }
    }

    private static String state(SqliteAssetStore assets, String assetId) {
        return assets.find(OURS, assetId).orElseThrow().row().state();
    }

    /// Of the process that has it next.
    private static ScanTracker tracker(Database database, SqliteScanStore scans, SqliteAssetStore assets) {
        var taken = scans.lease("process", NOW, NOW, 1).getFirst();
        return new ScanTracker(
                OURS,
                taken.scan(),
                taken.lease(),
                scans,
                assets,
                new SqliteFindingStore(database),
                new ScanFeed(),
                Clock.systemUTC());
    }
}
