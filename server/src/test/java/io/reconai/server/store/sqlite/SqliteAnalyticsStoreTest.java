package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.server.analytics.FindingDay;
import io.reconai.server.analytics.RiskFactor;
import io.reconai.server.analytics.Selection;
import io.reconai.server.analytics.Snapshot;
import io.reconai.server.assets.AssetFact;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AnalyticsStore.LastScan;
import io.reconai.server.store.AnalyticsStore.Network;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sums over assets, from rows as the asset store writes them, as far as sums need them.
class SqliteAnalyticsStoreTest {

    private static final Workspace OURS = Workspace.ofRecord("u_1");
    private static final Selection ALL = new Selection(OURS, Optional.empty());
    private static final Selection ACME = new Selection(OURS, Optional.of("acme.test"));
    private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");

    @TempDir
    Path folder = Path.of("");

    private Database database;
    private SqliteAnalyticsStore store;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(folder.resolve("test.db"));
        store = new SqliteAnalyticsStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// One look at a host.
    private record Look(
            String workspace,
            String name,
            String domain,
            int score,
            String at,
            List<Integer> ports,
            List<String> checks) {

        static Look of(String name, int score, String at, List<Integer> ports, String... checks) {
            return new Look("u_1", name, "acme.test", score, at, ports, List.of(checks));
        }

        Look under(String workspace, String domain) {
            return new Look(workspace, name, domain, score, at, ports, checks);
        }
    }

    private void keep(Look look) {
        for (var check : look.checks()) {
            database.write(connection -> Sql.update(
                    connection,
                    "INSERT INTO findings (workspace_id, finding_id, asset_id, asset_value, asset_type, parent_domain,"
                            + " risk_score, detector, type, category, severity, confidence, title, description,"
                            + " remediation, subject, state, first_seen_at, last_seen_at, reopened_count, first_scan_id,"
                            + " last_scan_id, evidence_id, links, proofs, recheck, words) VALUES (?, ?, ?, ?, 'subdomain',"
                            + " ?, 0, '', ?, '', 3, 'certain', ?, '', '', '', 'open', ?, ?, 0, '', '', '', '[]', '[]', '',"
                            + " '') ON CONFLICT DO NOTHING",
                    look.workspace(),
                    "fnd_" + look.name() + check,
                    "ast_" + look.workspace() + look.name(),
                    look.name(),
                    look.domain(),
                    check,
                    "About " + check,
                    look.at(),
                    look.at()));
        }
        var row = "{\"asset_id\":\"ast_%s\",\"asset_value\":\"%s\",\"asset_type\":\"subdomain\",\"risk_score\":%d,"
                        .formatted(look.name(), look.name(), look.score())
                + "\"risk_level\":\"%s\",\"risk_factors\":[\"Reason\"],\"open_ports\":%s,\"technologies\":[],"
                        .formatted(level(look.score()), look.ports())
                + "\"ssl_cert_expiry\":\"2026-04-01T00:00:00.000Z\",\"last_scanned_at\":\"%s\",".formatted(look.at())
                + "\"open_findings_by_severity\":{\"info\":0,\"low\":0,\"medium\":0,\"high\":%d,\"critical\":0}}"
                        .formatted(look.checks().size());
        var id = "ast_" + look.workspace() + look.name();
        database.write(connection -> {
            Sql.update(
                    connection,
                    "INSERT INTO assets (asset_id, workspace_id, asset_value, asset_type, parent_domain, risk_score,"
                            + " risk_level, state, open_findings, ssl_cert_expiry, discovered_at, last_scanned_at,"
                            + " first_scan_id, last_scan_id, evidence_id, words, row_document, verdict)"
                            + " VALUES (?, ?, ?, 'subdomain', ?, ?, ?, 'active', ?,"
                            + " '2026-04-01T00:00:00.000Z', ?, ?, 'scn_1', ?, 'evd', '', ?, ?) ON CONFLICT (workspace_id,"
                            + " asset_value) DO UPDATE SET risk_score = excluded.risk_score, risk_level = excluded.risk_level,"
                            + " state = 'active', last_scanned_at = excluded.last_scanned_at, last_scan_id ="
                            + " excluded.last_scan_id, row_document = excluded.row_document, verdict ="
                            + " excluded.verdict",
                    id,
                    look.workspace(),
                    look.name(),
                    look.domain(),
                    look.score(),
                    level(look.score()),
                    look.checks().size(),
                    look.at(),
                    look.at(),
                    "scn_" + look.at(),
                    row,
                    new byte[0]);
            FactRecords.put(connection, Workspace.ofRecord(look.workspace()), id, facts(look));
            return true;
        });
    }

    private static Set<AssetFact> facts(Look look) {
        var facts = look.ports().stream()
                .map(port -> new AssetFact("port", String.valueOf(port), port == 22 ? "ssh" : ""))
                .collect(Collectors.toCollection(HashSet::new));
        facts.add(new AssetFact("technology", "nginx", "1.18.0"));
        facts.add(new AssetFact("asn", "64500", "ACME"));
        facts.add(new AssetFact("country", "AT", ""));
        return facts;
    }

    private static String level(int score) {
        return RiskLevel.of(score).name().toLowerCase(Locale.ROOT);
    }

    private static String day(int day) {
        return "2026-03-0" + day + "T10:00:00.000Z";
    }

    @Test
    void sumsWhatIsActiveInTheWorkspace() {
        keep(Look.of("a", 90, day(2), List.of(22, 443), "tls.cert.expired"));
        keep(Look.of("b", 41, day(2), List.of(443)));
        keep(Look.of("c", 10, day(2), List.of(6379), "service.database.exposed").under("u_1", "other.test"));
        keep(Look.of("foreign", 100, day(2), List.of(22), "takeover.cname").under("u_2", "acme.test"));
        database.write(
                connection -> Sql.update(connection, "UPDATE assets SET state = 'stale' WHERE asset_value = 'b'"));

        var present = store.present(ALL, MONDAY);
        assertThat(present.assets()).isEqualTo(2);
        assertThat(present.riskScore()).isEqualTo(50);
        assertThat(present.openFindings()).containsEntry(Severity.HIGH, 2L).containsEntry(Severity.INFO, 0L);
        assertThat(store.present(ACME, MONDAY).riskScore()).isEqualTo(90);
        assertThat(store.factors(ALL))
                .isEqualTo(Map.of(
                        RiskFactor.SSH_EXPOSED, 1L,
                        RiskFactor.DATABASE_EXPOSED, 1L,
                        RiskFactor.INVALID_SSL, 1L,
                        RiskFactor.SSL_ISSUES, 1L));
        assertThat(store.ports(ALL, 10))
                .extracting("port", "service", "count")
                .containsExactly(tuple(22, "ssh", 1L), tuple(443, "", 1L), tuple(6379, "", 1L));
        assertThat(store.products(ALL, 10)).singleElement().satisfies(product -> {
            assertThat(product.name()).isEqualTo("nginx");
            assertThat(product.version()).isEqualTo("1.18.0");
            assertThat(product.count()).isEqualTo(2);
            assertThat(product.outdated()).isFalse();
        });
        assertThat(store.networks(ALL, Network.ASN, 10)).singleElement().satisfies(system -> {
            assertThat(system.value()).isEqualTo("64500");
            assertThat(system.name()).isEqualTo("ACME");
            assertThat(system.count()).isEqualTo(2);
        });
        assertThat(store.networks(ALL, Network.COUNTRY, 10))
                .singleElement()
                .satisfies(country -> assertThat(country.value()).isEqualTo("AT"));
        assertThat(store.riskiest(ALL, 1)).singleElement().satisfies(risky -> {
            assertThat(risky.assetValue()).isEqualTo("a");
            assertThat(risky.primaryRisk()).isEqualTo("Reason");
        });
        assertThat(store.latestFindings(ALL, 5))
                .extracting("title")
                .containsExactlyInAnyOrder("About tls.cert.expired", "About service.database.exposed");
        assertThat(store.certificatesBetween(
                        ALL, Instant.parse("2026-03-31T00:00:00Z"), Instant.parse("2026-04-02T00:00:00Z")))
                .isEqualTo(2);
    }

    @Test
    void notesADayOnceForTheDomainAndTheWorkspace() {
        keep(Look.of("a", 90, day(2), List.of(22), "tls.cert.expired"));
        store.snapshot(ACME, MONDAY);
        keep(Look.of("b", 10, day(2), List.of()));
        store.snapshot(ACME, MONDAY);
        keep(Look.of("c", 20, day(3), List.of()).under("u_1", "other.test"));
        store.snapshot(new Selection(OURS, Optional.of("other.test")), MONDAY.plusDays(1));

        assertThat(store.snapshots(ACME, MONDAY.minusDays(9))).singleElement().satisfies(day -> {
            assertThat(day.day()).isEqualTo(MONDAY);
            assertThat(day.riskScore()).isEqualTo(50);
            assertThat(day.openFindings()).containsEntry(Severity.HIGH, 1L);
        });
        assertThat(store.snapshots(ALL, MONDAY)).extracting(Snapshot::assets).containsExactly(2L, 3L);
        assertThat(store.snapshots(ALL, MONDAY.plusDays(1))).hasSize(1);
        assertThat(store.snapshotBefore(ALL, MONDAY.minusDays(1))).isEmpty();
        assertThat(store.snapshotBefore(ALL, MONDAY.plusDays(5)).map(Snapshot::day))
                .contains(MONDAY.plusDays(1));
        assertThat(store.firstDay(ALL)).contains(MONDAY);
        assertThat(store.snapshots(new Selection(Workspace.ofRecord("u_2"), Optional.empty()), MONDAY))
                .isEmpty();
    }

    @Test
    void followsFindingsThroughTheDays() {
        keep(Look.of("a", 90, day(2), List.of(22), "tls.cert.expired", "http.csp.missing"));
        keep(Look.of("a", 40, day(4), List.of(22), "dns.spf.missing"));
        keep(Look.of("foreign", 40, day(4), List.of(22), "dns.spf.missing").under("u_2", "acme.test"));
        change("fnd_atls.cert.expired", 4, "open", "fixed");
        change("fnd_ahttp.csp.missing", 4, "open", "acknowledged");
        change("fnd_atls.cert.expired", 5, "fixed", "open");
        var days = List.of(
                new FindingDay(MONDAY, 2, 0),
                new FindingDay(MONDAY.plusDays(2), 1, 1),
                new FindingDay(MONDAY.plusDays(3), 1, 0));
        assertThat(store.findingDays(ALL, MONDAY)).isEqualTo(days);
        assertThat(store.findingDays(ACME, MONDAY)).isEqualTo(days);
        assertThat(store.findingDays(new Selection(OURS, Optional.of("other.test")), MONDAY))
                .isEmpty();
        assertThat(store.latestFindings(ALL, 1)).singleElement().satisfies(latest -> {
            assertThat(latest.title()).isEqualTo("About dns.spf.missing");
            assertThat(latest.firstSeenAt()).isEqualTo(Instant.parse(day(4)));
        });
    }

    private void change(String finding, int day, String from, String to) {
        database.write(connection -> Sql.update(
                connection,
                "INSERT INTO finding_changes (workspace_id, finding_id, at, actor_type, from_state, to_state)"
                        + " VALUES ('u_1', ?, ?, 'system', ?, ?)",
                finding,
                day(day),
                from,
                to));
        database.write(connection ->
                Sql.update(connection, "UPDATE findings SET state = ? WHERE finding_id = ?", to, finding));
    }

    @Test
    void knowsSinceWhenAnAssetIsCritical() {
        keep(Look.of("a", 90, day(1), List.of()));
        keep(Look.of("a", 95, day(5), List.of()));
        assertThat(store.criticalSince(ALL, Instant.parse(day(2)))).isZero();
        keep(Look.of("a", 40, day(6), List.of()));
        keep(Look.of("a", 90, day(7), List.of()));
        assertThat(store.criticalSince(ALL, Instant.parse(day(2)))).isEqualTo(1);
    }

    @Test
    void forgetsWithTheAsset() {
        keep(Look.of("a", 90, day(1), List.of(22), "tls.cert.expired"));
        database.write(connection -> Sql.update(connection, "DELETE FROM assets"));
        assertThat(store.ports(ALL, 5)).isEmpty();
        for (var table : List.of("asset_facts", "asset_levels", "asset_history")) {
            Optional<Integer> rows = database.read(
                    connection -> Sql.first(connection, "SELECT count(*) FROM " + table, row -> row.getInt(1)));
            assertThat(rows).contains(0);
        }
    }

    @Test
    void countsScans() {
        for (var scan : List.of("acme.test", "other.test")) {
            database.write(connection -> Sql.update(
                    connection,
                    "INSERT INTO scans (scan_id, workspace_id, domain, scan_status, scan_type, mode, created_at,"
                            + " completed_at, assets_discovered, duration_seconds, document)"
                            + " VALUES (?, 'u_1', ?, 'completed', 'full', 'standard', ?, ?, 1, 1.0, '{}')",
                    "scn_" + scan,
                    scan,
                    day(1),
                    day(2)));
        }
        assertThat(store.scansSince(ALL, Instant.EPOCH, Instant.parse(day(3)))).isEqualTo(2);
        assertThat(store.scansSince(ACME, Instant.EPOCH, Instant.parse(day(3)))).isEqualTo(1);
        assertThat(store.scansSince(ALL, Instant.parse(day(2)), Instant.parse(day(3))))
                .isZero();
        assertThat(store.lastScan(ACME)).contains(new LastScan("scn_acme.test", "acme.test", Instant.parse(day(2))));
    }
}
