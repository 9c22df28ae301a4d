package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.assets.ListedAsset;
import io.reconai.server.domains.Domain;
import io.reconai.server.domains.DomainFilter;
import io.reconai.server.domains.ListedDomain;
import io.reconai.server.domains.ProofMethod;
import io.reconai.server.findings.FindingFilter;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.scans.ScanType;
import io.reconai.server.schedules.PlannedRun;
import io.reconai.server.schedules.Schedule;
import io.reconai.server.schedules.ScheduledDomain;
import io.reconai.server.store.DomainStore.Removal;
import io.reconai.server.store.ScheduleStore.Setting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Domains, the proofs of their ownership and their schedules.
public abstract class DomainStoreContract extends Contract {

    private static final DomainFilter ALL = new DomainFilter(Optional.empty(), Optional.empty(), Optional.empty());
    private static final DomainName ACME = new DomainName("acme.test");

    private static Domain domain(String id, String name) {
        return new Domain(id, new DomainName(name), "challenge of " + id, NOW, null, null, null);
    }

    private static PageRequest by(String field, boolean descending) {
        return new PageRequest(1, 50, List.of(new PageRequest.Criterion(field, descending)));
    }

    private static Schedule every(int hours, ScanMode mode, boolean enabled) {
        return new Schedule(hours, null, "UTC", mode, ScanType.FULL, "top-100", enabled, "u_ours");
    }

    private Setting plan(String id, Instant at, @Nullable Integer most) {
        return ports.schedules()
                .set(OURS, id, every(24, ScanMode.ACTIVE, true), Optional.of(new PlannedRun(at, at)), most);
    }

    @Test
    void aNameIsListedOnceAndKeepsItsChallenge() throws Exception {
        var added = atOnce(20, i -> () -> ports.domains().add(OURS, domain("dom_" + i, "acme.test")));
        assertThat(added).filteredOn(Boolean::booleanValue).hasSize(1);
        var listed = ports.domains()
                .list(OURS, ALL, by("domain", false))
                .items()
                .getFirst()
                .domain();
        assertThat(ports.domains().add(THEIRS, domain("dom_theirs", "acme.test")))
                .isTrue();
        ports.domains().remove(THEIRS, listed.domainId(), Removal.DOMAIN_ALONE);
        assertThat(ports.domains().find(OURS, listed.domainId())).isPresent();
        ports.domains().remove(OURS, listed.domainId(), Removal.DOMAIN_ALONE);
        assertThat(ports.domains().find(OURS, listed.domainId())).isEmpty();
        assertThat(ports.domains().add(OURS, domain("dom_new", "acme.test"))).isTrue();
        assertThat(ports.domains().find(OURS, "dom_new"))
                .map(one -> one.domain().challenge())
                .contains(listed.challenge());
    }

    @ParameterizedTest
    @CsvSource({
        "domain, false, a b c",
        "domain, true, c b a",
        "risk_score, false, b a c",
        "risk_score, true, a b c",
        "last_scanned_at, false, a b c",
        "last_scanned_at, true, a b c"
    })
    void listsWithWhatItsScansFound(String field, boolean descending, String expected) {
        for (var name : List.of("b", "a", "c")) {
            ports.domains().add(OURS, domain("dom_" + name, name + ".test"));
        }
        keep("www.a.test", "a.test", 80);
        keep("old.a.test", "a.test", 61);
        keep("www.b.test", "b.test", 10);
        var scan = ScanRecords.asked("scn_1", OURS, "a.test", NOW);
        ports.scans().add(OURS, scan);
        ports.scans().save(ScanRecords.finished(scan, day(1)));
        var listed = ports.domains().list(OURS, ALL, by(field, descending));
        assertThat(String.join(
                        " ",
                        listed.items().stream()
                                .map(one -> one.domain().name().value().substring(0, 1))
                                .toList()))
                .isEqualTo(expected);
        assertThat(ports.domains().find(OURS, "dom_a").orElseThrow().figures())
                .isEqualTo(new ListedDomain.Figures(2, 71, "scn_1", day(1)));
        assertThat(ports.domains().find(OURS, "dom_c").orElseThrow().figures())
                .isEqualTo(new ListedDomain.Figures(0, null, null, null));
        assertThat(ports.domains()
                        .list(
                                OURS,
                                new DomainFilter(Optional.of("A.T"), Optional.of(false), Optional.of(false)),
                                by("domain", false))
                        .total())
                .isEqualTo(1);
        assertThat(ports.domains().list(THEIRS, ALL, by("domain", false)).total())
                .isZero();
    }

    private void keep(String name, String domain, int score) {
        ports.assets().keep(OURS, "scn_0", Looks.of(name, domain, score, List.of(), "tls.cert.expired"), NOW);
    }

    @Test
    void findsTheNearestAbove() {
        ports.domains().add(OURS, domain("dom_1", "acme.test"));
        ports.domains().add(OURS, domain("dom_2", "eu.acme.test"));
        ports.ownership().shown(OURS, "dom_1", ProofMethod.DNS_TXT, NOW, day(7));
        var below = new DomainName("www.eu.acme.test");
        assertThat(ports.domains().nearest(OURS, below)).map(Domain::domainId).contains("dom_2");
        assertThat(ports.ownership().nearestVerified(OURS, below))
                .map(Domain::domainId)
                .contains("dom_1");
        assertThat(ports.domains().nearest(OURS, new DomainName("test"))).isEmpty();
        assertThat(ports.domains().nearest(THEIRS, below)).isEmpty();
    }

    @Test
    void goesWithItsAssetsWhereThatIsWanted() {
        ports.domains().add(OURS, domain("dom_1", "acme.test"));
        keep("www.acme.test", "acme.test", 80);
        keep("www.other.test", "other.test", 80);
        plan("dom_1", day(1), 1);
        assertThat(ports.assets()
                        .list(OURS, everything(), by("asset_value", false))
                        .map(ListedAsset::row)
                        .items())
                .extracting(AssetRow::nextScanAt)
                .containsExactly(day(1), null);
        ports.domains().remove(OURS, "dom_1", Removal.WITH_ASSETS);
        assertThat(ports.assets()
                        .list(OURS, everything(), by("asset_value", false))
                        .map(ListedAsset::row)
                        .items())
                .extracting(AssetRow::assetValue)
                .containsExactly("www.other.test");
        assertThat(ports.findings()
                        .list(OURS, FindingFilter.all(), by("severity", false), NOW)
                        .total())
                .isEqualTo(1);
        ports.domains().add(OURS, domain("dom_2", "next.test"));
        assertThat(plan("dom_2", day(1), 1)).isEqualTo(Setting.DONE);
    }

    private static AssetFilter everything() {
        return AssetStoreContract.ALL;
    }

    @Test
    void aProofIsLookedAtByOneAndTakenAwayAfterItFailed() throws Exception {
        ports.domains().add(OURS, domain("dom_1", "acme.test"));
        assertThat(ports.ownership().due(day(9), 10)).isEmpty();
        ports.ownership().shown(OURS, "dom_1", ProofMethod.HTTP_FILE, NOW, day(7));
        ports.ownership().shown(OURS, "dom_1", ProofMethod.DNS_TXT, day(1), day(8));
        assertThat(ports.domains().find(OURS, "dom_1").orElseThrow().domain())
                .isEqualTo(new Domain("dom_1", ACME, "challenge of dom_1", NOW, NOW, ProofMethod.DNS_TXT, day(1)));
        assertThat(ports.ownership().due(day(8).minusMillis(1), 10)).isEmpty();
        var due = ports.ownership().due(day(8), 10).getFirst();
        assertThat(due.hasFailed()).isFalse();
        var claims = atOnce(10, _ -> () -> ports.ownership().claim(due, day(9)));
        assertThat(claims).filteredOn(Boolean::booleanValue).hasSize(1);
        assertThat(ports.ownership().takeAway(OURS, "dom_1", day(8))).isFalse();
        ports.ownership().failed(OURS, "dom_1", day(8), day(10));
        assertThat(ports.ownership().due(day(10), 10).getFirst().hasFailed()).isTrue();
        ports.ownership().postpone(OURS, "dom_1", day(11));
        assertThat(ports.ownership().due(day(10), 10)).isEmpty();
        assertThat(ports.ownership().takeAway(OURS, "dom_1", day(11))).isTrue();
        assertThat(ports.ownership().takeAway(OURS, "dom_1", day(11))).isFalse();
        assertThat(ports.ownership().nearestVerified(OURS, ACME)).isEmpty();
        ports.ownership().looked(OURS, "dom_1", day(12));
        assertThat(ports.domains().find(OURS, "dom_1").orElseThrow().domain().lastCheckedAt())
                .isEqualTo(day(12));
    }

    @Test
    void noMoreAreMonitoredThanMayHoweverManyAskAtOnce() throws Exception {
        for (var i = 0; i < 8; i++) {
            ports.domains().add(OURS, domain("dom_" + i, "d" + i + ".test"));
        }
        var set = atOnce(8, i -> () -> plan("dom_" + i, day(1), 3));
        assertThat(set).filteredOn(Setting.DONE::equals).hasSize(3);
        assertThat(set).filteredOn(Setting.FULL::equals).hasSize(5);
        var monitored = ports.schedules().monitored(OURS);
        assertThat(monitored).hasSize(3);
        var first = monitored.getFirst().domainId();
        assertThat(plan(first, day(2), 3)).isEqualTo(Setting.DONE);
        assertThat(ports.schedules().remove(OURS, first)).isTrue();
        assertThat(ports.schedules().remove(OURS, first)).isFalse();
        assertThat(plan(first, day(2), 3)).isEqualTo(Setting.DONE);
        assertThat(ports.schedules().set(OURS, first, every(24, ScanMode.ACTIVE, false), Optional.empty(), 3))
                .isEqualTo(Setting.DONE);
        assertThat(ports.schedules().monitored(OURS)).hasSize(2);
        assertThat(plan("dom_gone", day(1), 9)).isEqualTo(Setting.NO_DOMAIN);
        assertThat(plan(first, day(1), 3)).isEqualTo(Setting.DONE);
        assertThat(plan(first, day(1), 0)).isEqualTo(Setting.FULL);
    }

    @Test
    void aRunIsTakenByOneAndPlannedAnew() throws Exception {
        ports.domains().add(OURS, domain("dom_1", "acme.test"));
        plan("dom_1", day(1), null);
        assertThat(ports.schedules().due(NOW, 10)).isEmpty();
        var due = ports.schedules().due(day(1), 10).getFirst();
        var claims = atOnce(10, _ -> () -> ports.schedules().claim(due, day(2)));
        assertThat(claims).filteredOn(Boolean::booleanValue).hasSize(1);
        ports.scans().add(OURS, ScanRecords.asked("scn_1", OURS, "acme.test", NOW));
        var claimed = due.until(day(2));
        ports.schedules().settle(claimed, Optional.of(new PlannedRun(day(3), day(4))), Optional.of("scn_1"));
        ports.schedules().settle(claimed, Optional.empty(), Optional.empty());
        assertThat(ports.schedules().list(OURS, by("x", false)).items())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.nextRunAt()).isEqualTo(day(4));
                    assertThat(one.lastScanId()).isEqualTo("scn_1");
                    assertThat(one.lastStatus()).isNotNull();
                });
        assertThat(ports.schedules().due(day(4), 10).getFirst().plannedAt()).isEqualTo(day(3));
        assertThat(ports.schedules().lastScan(OURS, ACME)).contains(NOW);
        assertThat(ports.schedules().lastScan(THEIRS, ACME)).isEmpty();
        ports.workspaces().archive(OURS, true);
        assertThat(ports.schedules().due(day(4), 10)).isEmpty();
    }

    @Test
    void changesTheModeAlone() {
        ports.domains().add(OURS, domain("dom_1", "acme.test"));
        ports.domains().add(OURS, domain("dom_2", "eu.acme.test"));
        ports.domains().add(OURS, domain("dom_3", "other.test"));
        plan("dom_1", day(3), null);
        plan("dom_2", day(2), null);
        plan("dom_3", day(1), null);
        assertThat(ports.schedules().below(OURS, ACME, ScanMode.ACTIVE))
                .extracting(ScheduledDomain::domainId)
                .containsExactlyInAnyOrder("dom_1", "dom_2");
        ports.schedules().setMode(OURS, "dom_1", ScanMode.STANDARD);
        assertThat(ports.schedules().below(OURS, ACME, ScanMode.ACTIVE))
                .extracting(ScheduledDomain::domainId)
                .containsExactly("dom_2");
        assertThat(ports.domains().find(OURS, "dom_1").orElseThrow().schedule())
                .isEqualTo(every(24, ScanMode.STANDARD, true));
        ports.schedules().set(OURS, "dom_2", every(24, ScanMode.ACTIVE, false), Optional.empty(), null);
        assertThat(ports.schedules().list(OURS, by("x", false)).items())
                .extracting(ScheduledDomain::domainId)
                .containsExactly("dom_3", "dom_1", "dom_2");
        assertThat(ports.schedules()
                        .list(Workspace.ofRecord("u_theirs"), by("x", false))
                        .total())
                .isZero();
    }
}
