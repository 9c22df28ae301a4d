package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanEngine;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import io.reconai.server.domains.Domain;
import io.reconai.server.domains.DomainFilter;
import io.reconai.server.domains.ListedDomain;
import io.reconai.server.domains.ProofMethod;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.store.DomainStore.Removal;
import io.reconai.server.store.OwnershipStore.DueCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Domains and their proofs in the store.
class SqliteDomainStoreTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Workspace OURS = Workspace.ofRecord("u_ours");
    private static final Workspace THEIRS = Workspace.ofRecord("u_theirs");
    private static final PageRequest BY_NAME =
            new PageRequest(1, 20, List.of(new PageRequest.Criterion("domain", false)));
    private static final DomainFilter ALL = new DomainFilter(Optional.empty(), Optional.empty(), Optional.empty());

    private final Path folder;
    private final Database database;
    private final SqliteDomainStore domains;
    private final SqliteOwnershipStore ownership;

    SqliteDomainStoreTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        database = Database.open(folder.resolve("test.db"));
        domains = new SqliteDomainStore(database);
        ownership = new SqliteOwnershipStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Domain domain(String id, String name) {
        return new Domain(id, new DomainName(name), "challenge of " + id, NOW, null, null, null);
    }

    private List<String> names(Workspace workspace, DomainFilter filter) {
        return domains.list(workspace, filter, BY_NAME).items().stream()
                .map(listed -> listed.domain().name().value())
                .toList();
    }

    private void keep(Workspace workspace, String scanId, String name) {
        var host = Host.of(new DomainName(name), new DomainName("acme.test"));
        new SqliteAssetStore(database)
                .keep(
                        workspace,
                        scanId,
                        ScanEngine.judge().judge(Evidence.empty(scanId, ScanMode.STANDARD, host, NOW)),
                        NOW);
    }

    private long rows(String table) {
        return database.read(
                        connection -> Sql.first(connection, "SELECT count(*) FROM " + table, row -> row.getLong(1)))
                .orElseThrow();
    }

    @Test
    void ofManyWhoAddADomainExactlyOneDoes() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> domains.add(OURS, domain("dom_" + i, "acme.test"))))
                    .toList();
            var added = 0;
            for (var one : tries) {
                added += one.get() ? 1 : 0;
            }
            assertThat(added).isEqualTo(1);
        }
        assertThat(domains.add(THEIRS, domain("dom_theirs", "acme.test"))).isTrue();
        assertThat(names(OURS, ALL)).containsExactly("acme.test");
    }

    @Test
    void aChallengeOutlivesItsDomain() {
        domains.add(OURS, domain("dom_1", "acme.test"));
        domains.remove(OURS, "dom_1", Removal.DOMAIN_ALONE);
        assertThat(domains.find(OURS, "dom_1")).isEmpty();
        domains.add(OURS, domain("dom_2", "acme.test"));
        domains.add(THEIRS, domain("dom_3", "acme.test"));
        assertThat(domains.find(OURS, "dom_2").orElseThrow().domain().challenge())
                .isEqualTo("challenge of dom_1");
        assertThat(domains.find(THEIRS, "dom_3").orElseThrow().domain().challenge())
                .isEqualTo("challenge of dom_3");
    }

    @Test
    void oneWorkspaceNeverSeesAnother() {
        domains.add(OURS, domain("dom_1", "acme.test"));
        ownership.shown(OURS, "dom_1", ProofMethod.DNS_TXT, NOW, NOW);
        assertThat(domains.find(THEIRS, "dom_1")).isEmpty();
        assertThat(names(THEIRS, ALL)).isEmpty();
        assertThat(domains.nearest(THEIRS, new DomainName("acme.test"))).isEmpty();
        assertThat(ownership.nearestVerified(THEIRS, new DomainName("acme.test")))
                .isEmpty();
        domains.remove(THEIRS, "dom_1", Removal.WITH_ASSETS);
        ownership.looked(THEIRS, "dom_1", NOW.plusSeconds(1));
        ownership.failed(THEIRS, "dom_1", NOW, NOW);
        assertThat(ownership.takeAway(THEIRS, "dom_1", NOW)).isFalse();
        var still = domains.find(OURS, "dom_1").orElseThrow().domain();
        assertThat(still.isVerified()).isTrue();
        assertThat(still.lastCheckedAt()).isEqualTo(NOW);
    }

    @Test
    void filters() {
        domains.add(OURS, domain("dom_1", "acme.test"));
        domains.add(OURS, domain("dom_2", "a%b.acme.test".replace("%", "-")));
        domains.add(OURS, domain("dom_3", "other.test"));
        ownership.shown(OURS, "dom_3", ProofMethod.HTTP_FILE, NOW, NOW);
        assertThat(names(OURS, new DomainFilter(Optional.of("ACME"), Optional.empty(), Optional.empty())))
                .containsExactly("a-b.acme.test", "acme.test");
        assertThat(names(OURS, new DomainFilter(Optional.of("%"), Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(names(OURS, new DomainFilter(Optional.of(".*"), Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(names(OURS, new DomainFilter(Optional.empty(), Optional.of(true), Optional.empty())))
                .containsExactly("other.test");
        assertThat(names(OURS, new DomainFilter(Optional.empty(), Optional.of(false), Optional.of(false))))
                .containsExactly("a-b.acme.test", "acme.test");
    }

    @Test
    void countsWhatItsScansFound() {
        domains.add(OURS, domain("dom_1", "acme.test"));
        assertThat(domains.find(OURS, "dom_1").orElseThrow().figures())
                .isEqualTo(new ListedDomain.Figures(0, null, null, null));
        var scans = new SqliteScanStore(database);
        var scan = ScanRecords.asked("scn_1", OURS, "acme.test", NOW);
        scans.add(OURS, scan);
        keep(OURS, "scn_1", "acme.test");
        keep(OURS, "scn_1", "www.acme.test");
        keep(THEIRS, "scn_9", "acme.test");
        scans.save(ScanRecords.finished(scan, NOW.plusSeconds(60)));
        scans.add(OURS, ScanRecords.asked("scn_2", OURS, "acme.test", NOW.plusSeconds(90))); // still running
        var figures = domains.find(OURS, "dom_1").orElseThrow().figures();
        assertThat(figures.assetCount()).isEqualTo(2);
        assertThat(figures.riskScore()).isNotNull();
        assertThat(figures.lastScanId()).isEqualTo("scn_1");
        assertThat(figures.lastScannedAt()).isEqualTo(NOW.plusSeconds(60));

        domains.remove(OURS, "dom_1", Removal.WITH_ASSETS);
        assertThat(rows("assets")).isEqualTo(1); // theirs
        assertThat(rows("asset_history")).isEqualTo(1);
        assertThat(rows("scans")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "acme.test,          acme.test",
        "www.acme.test,      acme.test",
        "a.shop.acme.test,   shop.acme.test",
        "shop.acme.test,     shop.acme.test",
        "xacme.test,",
        "acme.test.evil.test,",
        "test,",
    })
    void aProofCoversTheNameAndAllBelow(String name, @Nullable String verified) {
        domains.add(OURS, domain("dom_1", "acme.test"));
        domains.add(OURS, domain("dom_2", "shop.acme.test"));
        domains.add(OURS, domain("dom_3", "www.acme.test")); // listed, shown by nothing
        ownership.shown(OURS, "dom_1", ProofMethod.DNS_TXT, NOW, NOW);
        ownership.shown(OURS, "dom_2", ProofMethod.DNS_TXT, NOW, NOW);
        assertThat(ownership.nearestVerified(OURS, new DomainName(name)).map(domain -> domain.name()
                        .value()))
                .isEqualTo(Optional.ofNullable(verified));
    }

    @Test
    void aDueCheckIsOneServersOnly() throws Exception {
        domains.add(OURS, domain("dom_1", "acme.test"));
        ownership.shown(OURS, "dom_1", ProofMethod.DNS_TXT, NOW, NOW.plusSeconds(100));
        assertThat(ownership.due(NOW.plusSeconds(99), 10)).isEmpty();
        var due = ownership.due(NOW.plusSeconds(100), 10);
        assertThat(due).extracting(DueCheck::hasFailed).containsExactly(false);
        try (var second = Database.open(folder.resolve("test.db"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var others = new SqliteOwnershipStore(second);
            var until = NOW.plusSeconds(700);
            var tries = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> (i % 2 == 0 ? ownership : others).claim(due.getFirst(), until)))
                    .toList();
            var claimed = 0;
            for (var one : tries) {
                claimed += one.get() ? 1 : 0;
            }
            assertThat(claimed).isEqualTo(1);
        }
        assertThat(ownership.due(NOW.plusSeconds(699), 10)).isEmpty();
        assertThat(ownership.due(NOW.plusSeconds(700), 10)).hasSize(1); // its worker died
    }

    @Test
    void aProofEndsOnlyAfterAFailure() {
        var day = Duration.ofDays(1);
        domains.add(OURS, domain("dom_1", "acme.test"));
        ownership.shown(OURS, "dom_1", ProofMethod.DNS_TXT, NOW, NOW);
        assertThat(ownership.takeAway(OURS, "dom_1", NOW)).isFalse();
        ownership.failed(OURS, "dom_1", NOW, NOW.plus(day));
        assertThat(ownership.due(NOW.plus(day), 1))
                .extracting(DueCheck::hasFailed)
                .containsExactly(true);
        ownership.postpone(OURS, "dom_1", NOW.plus(day).plus(day));
        assertThat(ownership.due(NOW.plus(day), 1)).isEmpty();
        ownership.shown(OURS, "dom_1", ProofMethod.DNS_TXT, NOW.plus(day), NOW.plus(day)); // it is back
        assertThat(ownership.takeAway(OURS, "dom_1", NOW.plus(day))).isFalse();
        var shown = domains.find(OURS, "dom_1").orElseThrow().domain();
        assertThat(shown.verifiedAt()).isEqualTo(NOW);
        ownership.failed(OURS, "dom_1", NOW, NOW);
        assertThat(ownership.takeAway(OURS, "dom_1", NOW.plus(day))).isTrue();
        assertThat(ownership.takeAway(OURS, "dom_1", NOW.plus(day))).isFalse();
        var lost = domains.find(OURS, "dom_1").orElseThrow().domain();
        assertThat(lost.isVerified()).isFalse();
        assertThat(lost.verificationMethod()).isNull();
        assertThat(ownership.due(Instant.parse("2099-01-01T00:00:00Z"), 1)).isEmpty();
    }
}
