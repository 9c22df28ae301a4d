package io.reconai.server.store;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Severity;
import io.reconai.server.analytics.FindingDay;
import io.reconai.server.analytics.RiskFactor;
import io.reconai.server.analytics.Selection;
import io.reconai.server.analytics.Snapshot;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.assets.ListedAsset;
import io.reconai.server.domains.Domain;
import io.reconai.server.findings.FindingChange;
import io.reconai.server.findings.FindingState;
import io.reconai.server.findings.Triage;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.store.AnalyticsStore.LastScan;
import io.reconai.server.store.AnalyticsStore.Network;
import io.reconai.server.store.DomainStore.Removal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Sums over assets and findings as scans leave them.
public abstract class AnalyticsStoreContract extends Contract {

    private static final Selection ALL = new Selection(OURS, Optional.empty());
    private static final Selection ACME = new Selection(OURS, Optional.of("acme.test"));
    private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");

    private void keep(String name, int score, int day, List<Integer> ports, String... checks) {
        keep(OURS, name, "acme.test", score, day, ports, checks);
    }

    private void keep(
            Workspace workspace,
            String name,
            String domain,
            int score,
            int day,
            List<Integer> ports,
            String... checks) {
        assets().keep(workspace, "scn_" + day, Looks.of(name, domain, score, ports, checks), at(day));
    }

    private AssetStore assets() {
        return ports.assets();
    }

    private AnalyticsStore sums() {
        return ports.analytics();
    }

    /// Day 1 is Sunday, the first of March.
    private static Instant at(int day) {
        return Instant.parse("2026-03-0" + day + "T10:00:00.000Z");
    }

    private void triage(String finding, int day, FindingState state) {
        var who = FindingChange.Author.user("u_ours", "ana@acme.example");
        assertThat(ports.findings().triage(OURS, finding, new Triage(state, "why", null, null, null), who, at(day)))
                .isEqualTo(FindingStore.Outcome.CHANGED);
    }

    @Test
    void sumsWhatIsActiveInTheWorkspace() {
        keep("b.acme.test", 41, 1, List.of(443));
        keep("a.acme.test", 90, 2, List.of(22, 443), "tls.cert.expired", "tech.nginx.outdated");
        keep(OURS, "c.other.test", "other.test", 10, 2, List.of(6379), "service.database.exposed");
        keep(THEIRS, "foreign.acme.test", "acme.test", 100, 2, List.of(22), "takeover.cname");
        assets().markStale(OURS, new DomainName("acme.test"), "scn_2", Set.of());

        var present = sums().present(ALL, MONDAY);
        assertThat(present.assets()).isEqualTo(2);
        assertThat(present.riskScore()).isEqualTo(50);
        assertThat(present.openFindings()).containsEntry(Severity.HIGH, 3L).containsEntry(Severity.INFO, 0L);
        assertThat(sums().present(ACME, MONDAY).riskScore()).isEqualTo(90);
        assertThat(sums().factors(ALL))
                .isEqualTo(Map.of(
                        RiskFactor.SSH_EXPOSED, 1L,
                        RiskFactor.DATABASE_EXPOSED, 1L,
                        RiskFactor.OUTDATED_SOFTWARE, 1L,
                        RiskFactor.INVALID_SSL, 1L,
                        RiskFactor.SSL_ISSUES, 1L));
        assertThat(sums().ports(ALL, 10))
                .extracting("port", "service", "count")
                .containsExactly(tuple(22, "ssh", 1L), tuple(443, "", 1L), tuple(6379, "", 1L));
        assertThat(sums().products(ALL, 10))
                .extracting("name", "version", "count", "outdated")
                .containsExactly(tuple("nginx", "1.18.0", 2L, true));
        assertThat(sums().networks(ALL, Network.ASN, 10))
                .extracting("value", "name", "count")
                .containsExactly(tuple("64500", "ACME", 2L));
        assertThat(sums().networks(ALL, Network.COUNTRY, 10))
                .extracting("value", "count")
                .containsExactly(tuple("AT", 2L));
        assertThat(sums().riskiest(ALL, 1)).singleElement().satisfies(risky -> {
            assertThat(risky.assetValue()).isEqualTo("a.acme.test");
            assertThat(risky.primaryRisk()).isEqualTo("Reason");
        });
        assertThat(sums().shares(ALL)).extracting("count").containsExactlyInAnyOrder(1L, 1L);
        assertThat(sums().assetsSince(ALL, at(2))).isEqualTo(2);
        assertThat(sums().assetsAtLeast(ALL, 61)).isEqualTo(1);
        assertThat(sums().latestFindings(ALL, 5)).hasSize(3);
        assertThat(sums().certificates(ALL, at(9), 5)).isEmpty();
        assertThat(sums().certificatesBetween(ALL, at(1), at(9))).isZero();
        assertThat(ports.figures().openFindings()).containsEntry("high", 4L).containsEntry("low", 0L);
        assertThat(ports.findings().summary(OURS, at(3)).open()).isEqualTo(3);
    }

    @Test
    void whatIsSeenAgainCountsAgain() {
        keep("a.acme.test", 90, 1, List.of(22), "tls.cert.expired");
        assets().markStale(OURS, new DomainName("acme.test"), "scn_2", Set.of());
        assertThat(ports.findings().summary(OURS, at(3)).open()).isZero();
        assertThat(sums().factors(ALL)).isEmpty();
        keep("a.acme.test", 90, 3, List.of(22), "tls.cert.expired");
        assertThat(ports.findings().summary(OURS, at(3)).open()).isEqualTo(1);
        assertThat(sums().present(ALL, MONDAY).assets()).isEqualTo(1);
        triage("fnd_a.acme.testtls.cert.expired", 4, FindingState.FALSE_POSITIVE);
        assertThat(sums().factors(ALL)).isEqualTo(Map.of(RiskFactor.SSH_EXPOSED, 1L));
        assertThat(sums().present(ALL, MONDAY).openFindings()).containsEntry(Severity.HIGH, 0L);
    }

    @Test
    void notesADayOnceForTheDomainAndTheWorkspace() {
        keep("a.acme.test", 90, 2, List.of(22), "tls.cert.expired");
        sums().snapshot(ACME, MONDAY);
        keep("b.acme.test", 10, 2, List.of());
        sums().snapshot(ACME, MONDAY);
        keep(OURS, "c.other.test", "other.test", 20, 3, List.of());
        sums().snapshot(new Selection(OURS, Optional.of("other.test")), MONDAY.plusDays(1));

        assertThat(sums().snapshots(ACME, MONDAY.minusDays(9))).singleElement().satisfies(day -> {
            assertThat(day.day()).isEqualTo(MONDAY);
            assertThat(day.riskScore()).isEqualTo(50);
            assertThat(day.openFindings()).containsEntry(Severity.HIGH, 1L);
        });
        assertThat(sums().snapshots(ALL, MONDAY)).extracting(Snapshot::assets).containsExactly(2L, 3L);
        assertThat(sums().snapshots(ALL, MONDAY.plusDays(1))).hasSize(1);
        assertThat(sums().snapshotBefore(ALL, MONDAY.minusDays(1))).isEmpty();
        assertThat(sums().snapshotBefore(ALL, MONDAY.plusDays(5)).map(Snapshot::day))
                .contains(MONDAY.plusDays(1));
        assertThat(sums().firstDay(ALL)).contains(MONDAY);
        assertThat(sums().snapshots(new Selection(THEIRS, Optional.empty()), MONDAY))
                .isEmpty();
    }

    @Test
    void followsFindingsThroughTheDays() {
        keep("a.acme.test", 90, 2, List.of(22), "tls.cert.expired", "http.csp.missing");
        keep("a.acme.test", 40, 4, List.of(22), "dns.spf.missing");
        keep(THEIRS, "foreign.acme.test", "acme.test", 40, 4, List.of(22), "dns.spf.missing");
        triage("fnd_a.acme.testtls.cert.expired", 4, FindingState.FIXED);
        triage("fnd_a.acme.testhttp.csp.missing", 4, FindingState.ACCEPTED);
        triage("fnd_a.acme.testhttp.csp.missing", 5, FindingState.OPEN);
        triage("fnd_a.acme.testtls.cert.expired", 5, FindingState.OPEN);
        var days = List.of(
                new FindingDay(MONDAY, 2, 0),
                new FindingDay(MONDAY.plusDays(2), 1, 1),
                new FindingDay(MONDAY.plusDays(3), 1, 0));
        assertThat(sums().findingDays(ALL, MONDAY)).isEqualTo(days);
        assertThat(sums().findingDays(ACME, MONDAY)).isEqualTo(days);
        assertThat(sums().findingDays(ALL, MONDAY.plusDays(3))).isEqualTo(days.subList(2, 3));
        assertThat(sums().findingDays(new Selection(OURS, Optional.of("other.test")), MONDAY))
                .isEmpty();
        assertThat(sums().latestFindings(ALL, 1)).singleElement().satisfies(latest -> {
            assertThat(latest.title()).isEqualTo("About dns.spf.missing");
            assertThat(latest.firstSeenAt()).isEqualTo(at(4));
        });
    }

    @Test
    void knowsSinceWhenAnAssetIsCritical() {
        keep("a.acme.test", 90, 1, List.of());
        keep("a.acme.test", 95, 5, List.of());
        assertThat(sums().criticalSince(ALL, at(2))).isZero();
        keep("a.acme.test", 40, 6, List.of());
        keep("a.acme.test", 90, 7, List.of());
        assertThat(sums().criticalSince(ALL, at(2))).isEqualTo(1);
    }

    @Test
    void countsScans() {
        for (var domain : List.of("acme.test", "other.test")) {
            var scan = ScanRecords.asked("scn_" + domain, OURS, domain, at(1));
            ports.scans().add(OURS, scan);
            ports.scans().save(ScanRecords.finished(scan, at(2)));
        }
        assertThat(sums().scansSince(ALL, Instant.EPOCH, at(3))).isEqualTo(2);
        assertThat(sums().scansSince(ACME, Instant.EPOCH, at(3))).isEqualTo(1);
        assertThat(sums().scansSince(ALL, at(2), at(3))).isZero();
        assertThat(sums().lastScan(ACME)).contains(new LastScan("scn_acme.test", "acme.test", at(2)));
    }

    /// Sums that a store keeps beside its assets are those of the assets, whatever came between.
    @Test
    void sumsAreThoseOfTheListWhateverHappened() {
        var random = new Random(7);
        for (var domain : List.of("acme.test", "other.test")) {
            ports.domains().add(OURS, domain(domain));
        }
        for (var step = 0; step < 60; step++) {
            happen(random, step);
            var active = assets()
                    .list(OURS, AssetFilter.of(List.of(), List.of()), new PageRequest(1, 100, List.of()))
                    .map(ListedAsset::row)
                    .items()
                    .stream()
                    .filter(asset -> asset.state().equals("active"))
                    .toList();
            for (var selection : List.of(ALL, ACME)) {
                assertSums(
                        selection,
                        active.stream()
                                .filter(asset -> selection.domain().isEmpty()
                                        || asset.parentDomain()
                                                .equals(selection.domain().get()))
                                .toList());
            }
        }
    }

    private static Domain domain(String name) {
        return new Domain("dom_" + name, new DomainName(name), "challenge", at(1), null, null, null);
    }

    private void happen(Random random, int step) {
        var domain = random.nextBoolean() ? "acme.test" : "other.test";
        var name = random.nextInt(4) + "." + domain;
        switch (random.nextInt(8)) {
            case 0 -> assets().markStale(OURS, new DomainName(domain), "scn_none", Set.of());
            case 1 -> {
                ports.domains().remove(OURS, "dom_" + domain, Removal.WITH_ASSETS);
                ports.domains().add(OURS, domain(domain));
            }
            case 2, 3 ->
                ports.findings()
                        .triage(
                                OURS,
                                "fnd_" + name + "tls.cert.expired",
                                new Triage(
                                        random.nextBoolean() ? FindingState.ACKNOWLEDGED : FindingState.FALSE_POSITIVE,
                                        "why",
                                        null,
                                        null,
                                        null),
                                FindingChange.Author.user("u_ours", "ana@acme.example"),
                                at(3));
            default -> {
                var checks = random.nextBoolean()
                        ? new String[] {"tls.cert.expired", "http.csp.missing"}
                        : new String[] {"tls.cert.expired"};
                keep(OURS, name, domain, random.nextInt(101), 1 + step / 10, List.of(443), checks);
            }
        }
    }

    private void assertSums(Selection selection, List<AssetRow> active) {
        var present = sums().present(selection, MONDAY);
        assertThat(present.assets()).isEqualTo(active.size());
        assertThat(present.riskSum())
                .isEqualTo(active.stream().mapToInt(AssetRow::riskScore).sum());
        for (var severity : Severity.values()) {
            assertThat(present.openFindings().get(severity))
                    .isEqualTo(active.stream()
                            .mapToLong(asset -> asset.openFindingsBySeverity().getOrDefault(severity, 0))
                            .sum());
        }
        assertThat(sums().shares(selection).stream()
                        .collect(toMap(AnalyticsStore.Share::level, AnalyticsStore.Share::count)))
                .isEqualTo(active.stream().collect(groupingBy(AssetRow::riskLevel, counting())));
    }
}
