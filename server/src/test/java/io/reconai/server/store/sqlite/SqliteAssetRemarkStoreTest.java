package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.AssetRemarks;
import io.reconai.server.findings.FindingFilter;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetRemarkStore.Due;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people say of assets outlives scans, and ends with the asset.
class SqliteAssetRemarkStoreTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Workspace OURS = Workspace.ofRecord("u_ours");
    private static final Workspace THEIRS = Workspace.ofRecord("u_theirs");
    private static final PageRequest PAGE = new PageRequest(1, 100, List.of());

    @TempDir
    Path folder = Path.of("");

    private Database database;
    private SqliteAssetStore assets;
    private SqliteAssetRemarkStore remarks;
    private SqliteFindingStore findings;
    private SqliteEvidenceStore evidence;

    @BeforeEach
    void open() throws IOException {
        database = Database.open(folder.resolve("test.db"));
        assets = new SqliteAssetStore(database);
        remarks = new SqliteAssetRemarkStore(database);
        findings = new SqliteFindingStore(database);
        evidence = new SqliteEvidenceStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private String keep(Workspace workspace, String scan, String name, String domain) {
        return assets.keep(workspace, scan, KeptAssets.asset(name, domain, NOW, "nginx/1.21.0", "203.0.113.7"), NOW)
                .row()
                .assetId();
    }

    private AssetRemarks of(String id) {
        return assets.find(OURS, id).orElseThrow().remarks();
    }

    @Test
    void aRescanLeavesThemAsTheyAre() {
        var id = keep(OURS, "scn_1", "www.acme.example", "acme.example");
        var said = new AssetRemarks(List.of("prod", "web"), "ana", "behind a VPN", true, 24, NOW);
        assertThat(remarks.change(OURS, id, _ -> said).orElseThrow().before()).isEqualTo(AssetRemarks.NONE);
        keep(OURS, "scn_2", "www.acme.example", "acme.example");
        assertThat(of(id)).isEqualTo(said);
        var row = assets.list(OURS, AssetFilter.of(List.of(), List.of()), PAGE)
                .items()
                .getFirst()
                .row();
        assertThat(row.tags()).containsExactly("prod", "web");
        assertThat(row.owner()).isEqualTo("ana");
        assertThat(row.nextScanAt()).isEqualTo(NOW);
    }

    @Test
    void noneOfManyAtOnceIsLost() throws Exception {
        var id = keep(OURS, "scn_1", "www.acme.example", "acme.example");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (var i = 0; i < 50; i++) {
                var tag = "t" + i;
                all.add(threads.submit(() -> remarks.change(
                        OURS,
                        id,
                        before -> before.tagged(Stream.concat(before.tags().stream(), Stream.of(tag))
                                .toList()))));
            }
            for (var one : all) {
                one.get();
            }
        }
        assertThat(of(id).tags())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "t" + i).toList());
    }

    @Test
    void aRefusedChangeLeavesEverythingAsItWas() {
        var id = keep(OURS, "scn_1", "www.acme.example", "acme.example");
        assertThatThrownBy(() -> remarks.change(OURS, id, _ -> {
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        assertThat(of(id)).isEqualTo(AssetRemarks.NONE);
    }

    @Test
    void whatIsDeletedTakesItsFindingsAlongAndComesBackAsNew() {
        var id = keep(OURS, "scn_1", "www.acme.example", "acme.example");
        var other = keep(OURS, "scn_1", "api.acme.example", "acme.example");
        remarks.change(OURS, id, before -> before.tagged(List.of("prod")));
        var mine = findings.list(OURS, FindingFilter.all().of(id), PAGE, NOW);
        assertThat(mine.total()).isPositive();
        var finding = mine.items().getFirst().findingId();

        assertThat(remarks.delete(THEIRS, id)).isEmpty();
        assertThat(remarks.delete(OURS, id)).contains("www.acme.example");
        assertThat(remarks.delete(OURS, id)).isEmpty();

        assertThat(assets.find(OURS, id)).isEmpty();
        assertThat(findings.list(OURS, FindingFilter.all().of(id), PAGE, NOW).total())
                .isZero();
        assertThat(findings.history(OURS, finding, PAGE).total()).isZero();
        assertThat(findings.list(OURS, FindingFilter.all().of(other), PAGE, NOW).total())
                .isEqualTo(mine.total());
        assertThat(new SqliteAssetHistoryStore(database).list(OURS, id, 0, 10).total())
                .isZero();
        assertThat(evidence.count(OURS, "scn_1")).as("the scan stays").isEqualTo(2);

        var back = keep(OURS, "scn_2", "www.acme.example", "acme.example");
        assertThat(back).isNotEqualTo(id);
        assertThat(of(back)).isEqualTo(AssetRemarks.NONE);
        assertThat(findings.list(OURS, FindingFilter.all().of(back), PAGE, NOW).total())
                .isEqualTo(mine.total());
    }

    @Test
    void clearsAllOrOneDomainAndNobodyElses() {
        keep(OURS, "scn_1", "www.acme.example", "acme.example");
        keep(OURS, "scn_1", "api.acme.example", "acme.example");
        keep(OURS, "scn_2", "www.other.example", "other.example");
        keep(THEIRS, "scn_3", "www.acme.example", "acme.example");
        assertThat(remarks.clear(OURS, Optional.of("none.example"))).isZero();
        assertThat(remarks.clear(OURS, Optional.of("acme.example"))).isEqualTo(2);
        assertThat(findings.list(OURS, FindingFilter.all(), PAGE, NOW).items())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.assetValue()).isEqualTo("www.other.example"));
        assertThat(remarks.clear(OURS, Optional.empty())).isEqualTo(1);
        assertThat(findings.list(OURS, FindingFilter.all(), PAGE, NOW).total()).isZero();
        assertThat(findings.list(THEIRS, FindingFilter.all(), PAGE, NOW).total())
                .isPositive();
        for (var table : List.of("asset_facts", "asset_history", "asset_tags", "asset_addresses", "asset_remarks")) {
            long left = database.read(connection -> new Where("workspace_id", OURS.id()).count(connection, table));
            assertThat(left).as(table).isZero();
        }
    }

    @Test
    void saysWhatIsDue() {
        var soon = keep(OURS, "scn_1", "www.acme.example", "acme.example");
        var later = keep(THEIRS, "scn_1", "www.acme.example", "acme.example");
        keep(OURS, "scn_1", "api.acme.example", "acme.example");
        remarks.change(OURS, soon, before -> before.rescanned(true, 1, NOW));
        remarks.change(THEIRS, later, before -> before.rescanned(true, 2, NOW.plus(Duration.ofHours(1))));
        assertThat(remarks.due(NOW.minusMillis(1), 10)).isEmpty();
        assertThat(remarks.due(NOW, 10)).extracting(Due::assetId).containsExactly(soon);
        var both = remarks.due(NOW.plus(Duration.ofHours(1)), 10);
        assertThat(both).extracting(Due::assetId).containsExactly(soon, later);
        assertThat(both).extracting(due -> due.workspace().id()).containsExactly("u_ours", "u_theirs");
        assertThat(remarks.due(NOW.plus(Duration.ofHours(1)), 1)).hasSize(1);
        remarks.change(OURS, soon, before -> before.rescanned(false, 1, null));
        assertThat(remarks.due(NOW, 10)).isEmpty();
    }
}
