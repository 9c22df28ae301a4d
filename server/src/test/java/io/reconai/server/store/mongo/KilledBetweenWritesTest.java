package io.reconai.server.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.reconai.engine.SettingException;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.billing.BillingEvent;
import io.reconai.server.billing.Cycle;
import io.reconai.server.billing.Standing;
import io.reconai.server.findings.FindingChange;
import io.reconai.server.findings.FindingFilter;
import io.reconai.server.findings.FindingRow;
import io.reconai.server.findings.FindingState;
import io.reconai.server.findings.Triage;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Account;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecord;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.store.BillingStore;
import io.reconai.server.store.CuttableLine;
import io.reconai.server.store.Looks;
import io.reconai.server.store.MemberStore;
import io.reconai.server.store.ScanStore;
import io.reconai.server.store.StoreAwayException;
import io.reconai.server.store.StorePorts;
import io.reconai.server.store.TestMongo;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.PlanLimits;
import io.reconai.server.workspaces.Invitation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A server that dies before the first write of an operation, before the second, and so on: the next server finds
/// either nothing of it or all of it.
class KilledBetweenWritesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Workspace OURS = Workspace.ofRecord("u_ours");
    private static final Workspace TEAM = Workspace.ofRecord("wsp_team");
    private static final PlanLimits FREE = PlanLimits.of(Plan.FREE);
    private static final ScanRecord SCAN = ScanRecords.asked("scn_1", OURS, "acme.test", NOW);
    private static final DomainName DOMAIN = new DomainName("acme.test");
    private static final String HOST = "www.acme.test";
    private static final FindingChange.Author ANA = FindingChange.Author.user("u_ours", "ana@acme.example");
    private static final Invitation INVITATION = new Invitation(
            "inv_1", "wsp_team", "bo@other.example", Role.ADMIN, null, "u_ours", NOW, NOW.plus(Duration.ofDays(7)));

    private static PageRequest by(String field) {
        return new PageRequest(1, 100, List.of(new PageRequest.Criterion(field, false)));
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                operation(
                        "start of a scan",
                        _ -> {},
                        ports -> ports.scans().start(OURS, SCAN, FREE, NOW),
                        KilledBetweenWritesTest::aScanHasCostOneCredit),
                operation(
                        "end of a scan",
                        KilledBetweenWritesTest::startScan,
                        ports -> ports.scans().save(ScanRecords.finished(SCAN, NOW)),
                        KilledBetweenWritesTest::anEndedScanIsNotInTheWay),
                operation(
                        "end of a scan in vain",
                        KilledBetweenWritesTest::startScan,
                        ports -> ports.scans().saveAndGiveBack(ScanRecords.finished(SCAN, NOW)),
                        KilledBetweenWritesTest::aCreditIsBackWhenTheScanIsOver),
                operation(
                        "a payment",
                        KilledBetweenWritesTest::startScan,
                        KilledBetweenWritesTest::pay,
                        KilledBetweenWritesTest::aPaymentSentAgainCountsOnce),
                operation(
                        "first look at a host",
                        _ -> {},
                        ports -> keep(ports, 1, "tls.cert.expired", "http.csp.missing"),
                        KilledBetweenWritesTest::assetsAndFindingsAgree),
                operation(
                        "second look at a host",
                        ports -> keep(ports, 1, "tls.cert.expired"),
                        ports -> keep(ports, 2, "tls.cert.expired", "http.csp.missing"),
                        KilledBetweenWritesTest::assetsAndFindingsAgree),
                operation(
                        "triage",
                        ports -> keep(ports, 1, "tls.cert.expired", "http.csp.missing"),
                        KilledBetweenWritesTest::triage,
                        KilledBetweenWritesTest::assetsAndFindingsAgree),
                operation(
                        "hosts that are gone",
                        ports -> keep(ports, 1, "tls.cert.expired", "http.csp.missing"),
                        ports -> ports.assets().markStale(OURS, DOMAIN, "scn_9", Set.of()),
                        KilledBetweenWritesTest::assetsAndFindingsAgree),
                operation(
                        "removal of an asset",
                        ports -> keep(ports, 1, "tls.cert.expired"),
                        ports -> ports.assetRemarks().clear(OURS, Optional.empty()),
                        KilledBetweenWritesTest::assetsAndFindingsAgree),
                operation(
                        "registration",
                        _ -> {},
                        ports -> ports.accounts().add(third()),
                        KilledBetweenWritesTest::anAccountHasItsWorkspace),
                operation(
                        "a new workspace",
                        _ -> {},
                        ports -> ports.workspaces().add("wsp_new", "New", "u_ours", 3, NOW),
                        KilledBetweenWritesTest::aWorkspaceCountsOnce),
                operation(
                        "removal of a workspace",
                        KilledBetweenWritesTest::fillTeam,
                        ports -> ports.workspaces().remove(TEAM),
                        KilledBetweenWritesTest::aWorkspaceIsWholeOrGone),
                operation(
                        "acceptance of an invitation",
                        ports -> ports.members().invite(TEAM, INVITATION, "hash"),
                        ports -> ports.members().accept(INVITATION, "u_bo", null, NOW),
                        KilledBetweenWritesTest::anInvitationLetsIn));
    }

    private static Arguments operation(
            String name, Consumer<StorePorts> before, Consumer<StorePorts> act, Consumer<StorePorts> check) {
        return argumentSet(name, before, act, check);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void leavesNothingHalf(Consumer<StorePorts> before, Consumer<StorePorts> act, Consumer<StorePorts> check)
            throws Exception {
        var writes = 0;
        while (dies(writes, before, act, check)) {
            writes++;
        }
        assertThat(writes).as("writes of the operation").isPositive();
    }

    /// @return false when the operation was done before so many writes
    private static boolean dies(
            int writes, Consumer<StorePorts> before, Consumer<StorePorts> act, Consumer<StorePorts> check)
            throws IOException, SettingException {
        try (var server = new TestMongo();
                var line = new CuttableLine(server.port())) {
            try (var first = MongoStores.open(server.address())) {
                first.accounts().add(new Account("u_ours", "ana@acme.example", "h", "Ana", NOW, NOW));
                first.accounts().add(new Account("u_bo", "bo@other.example", "h", null, NOW, NOW));
                first.workspaces().add("wsp_team", "Team", "u_ours", 5, NOW);
                before.accept(first);
            }
            try (var mortal = MongoStores.open(server.through(line.port()) + "?serverSelectionTimeoutMS=20000")) {
                line.cutAfter(writes);
                act.accept(mortal);
            } catch (StoreAwayException killed) {
                assertThat(line.isCut()).isTrue();
            }
            try (var next = MongoStores.open(server.address())) {
                check.accept(next);
            }
            return line.isCut();
        }
    }

    private static void startScan(StorePorts ports) {
        assertThat(ports.scans().start(OURS, SCAN, FREE, NOW)).isEqualTo(new ScanStore.Start.Taken());
    }

    private static void aScanHasCostOneCredit(StorePorts ports) {
        var unfinished = ports.scans().unfinished();
        assertThat(ports.usage().usage(OURS, NOW).scanCredits()).isEqualTo(unfinished.size());
        assertThat(ports.scans().list(OURS, Map.of(), by("created_at")).total()).isEqualTo(unfinished.size());
        var again = ports.scans().start(OURS, ScanRecords.asked("scn_2", OURS, "acme.test", NOW), FREE, NOW);
        assertThat(again)
                .isEqualTo(
                        unfinished.isEmpty() ? new ScanStore.Start.Taken() : new ScanStore.Start.InProgress("scn_1"));
        assertThat(ports.usage().usage(OURS, NOW).scanCredits()).isEqualTo(1);
    }

    /// Stripe tells that a period was paid.
    private static void pay(StorePorts ports) {
        var shown = new BillingEvent("evt_shown", "payment_succeeded", 9_900, "usd", "Pro", "succeeded", null, NOW);
        var cycle = new Cycle(NOW.plusSeconds(1), NOW.plus(Duration.ofDays(30)));
        ports.billing()
                .take(
                        OURS,
                        new BillingStore.Event("evt_1", NOW, "cus_1", Optional.of(shown)),
                        known -> new Standing(known.subscriptions(), cycle),
                        NOW.plusSeconds(1));
    }

    /// Whoever got no answer sends it again.
    private static void aPaymentSentAgainCountsOnce(StorePorts ports) {
        var later = NOW.plusSeconds(2);
        var isPaid = ports.billing().find(OURS).standing().cycle() != null;
        assertThat(ports.usage().usage(OURS, later).scanCredits()).isEqualTo(isPaid ? 0 : 1);
        ports.usage().takeCall(OURS, 100, later);
        pay(ports);
        assertThat(ports.usage().usage(OURS, later).scanCredits()).isZero();
        assertThat(ports.usage().usage(OURS, later).apiCalls())
                .as("used in the paid period")
                .isEqualTo(isPaid ? 1 : 0);
        assertThat(ports.billing()
                        .history(OURS, new PageRequest(1, 20, List.of()))
                        .total())
                .isEqualTo(1);
    }

    private static void anEndedScanIsNotInTheWay(StorePorts ports) {
        var isOver =
                ports.scans().find(OURS, "scn_1").orElseThrow().scanStatus().isFinal();
        assertThat(ports.scans().unfinished()).hasSize(isOver ? 0 : 1);
        var next = ports.scans().start(OURS, ScanRecords.asked("scn_2", OURS, "acme.test", NOW), FREE, NOW);
        assertThat(next).isEqualTo(isOver ? new ScanStore.Start.Taken() : new ScanStore.Start.InProgress("scn_1"));
        assertThat(ports.usage().usage(OURS, NOW).scanCredits()).isEqualTo(isOver ? 2 : 1);
    }

    private static void aCreditIsBackWhenTheScanIsOver(StorePorts ports) {
        var isOver =
                ports.scans().find(OURS, "scn_1").orElseThrow().scanStatus().isFinal();
        assertThat(ports.scans().unfinished()).hasSize(isOver ? 0 : 1);
        assertThat(ports.usage().usage(OURS, NOW).scanCredits()).isEqualTo(isOver ? 0 : 1);
        ports.scans().saveAndGiveBack(ScanRecords.finished(SCAN, NOW));
        assertThat(ports.usage().usage(OURS, NOW).scanCredits()).isZero();
    }

    private static void keep(StorePorts ports, int scan, String... checks) {
        var asset = Looks.of(HOST, "acme.test", 50 + scan, List.of(22), checks);
        ports.assets().keep(OURS, "scn_" + scan, asset, NOW.plus(Duration.ofDays(scan)));
    }

    private static void triage(StorePorts ports) {
        ports.findings()
                .triage(
                        OURS,
                        "fnd_" + HOST + "tls.cert.expired",
                        new Triage(FindingState.FALSE_POSITIVE, "why", null, null, null),
                        ANA,
                        NOW);
    }

    private static void assetsAndFindingsAgree(StorePorts ports) {
        var everything = AssetFilter.of(List.of(), List.of());
        var assets = ports.assets().list(OURS, everything, by("asset_value")).items();
        var findings = ports.findings()
                .list(OURS, FindingFilter.all(), by("type"), NOW)
                .items();
        if (assets.isEmpty()) {
            assertThat(findings).isEmpty();
            return;
        }
        var row = assets.getFirst().row();
        var open = findings.stream().filter(finding -> finding.state().isOpen()).toList();
        assertThat(row.openFindings()).isEqualTo(open.size());
        var stored = ports.assets().find(OURS, row.assetId()).orElseThrow();
        assertThat(stored.findingStates().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        findings.stream().map(FindingRow::findingId).toList());
        assertThat(findings).hasSize(stored.asset().findings().size()).allMatch(finding -> finding.lastScanId()
                .equals(stored.lastScanId()));
        assertThat(ports.findings().summary(OURS, NOW).open())
                .isEqualTo(row.state().equals("active") ? open.size() : 0);
        assertThat(ports.assetHistory()
                        .list(OURS, row.assetId(), 0, 10)
                        .items()
                        .getFirst()
                        .scanId())
                .isEqualTo(stored.lastScanId());
        for (var finding : findings) {
            var steps = ports.findings()
                    .history(OURS, finding.findingId(), by("at"))
                    .items();
            assertThat(steps.getFirst().to()).isEqualTo(finding.state());
            assertThat(steps).hasSize(finding.state() == FindingState.OPEN ? 1 : 2);
        }
    }

    private static Account third() {
        return new Account("u_cy", "cy@acme.example", "h", null, NOW, NOW);
    }

    private static void anAccountHasItsWorkspace(StorePorts ports) {
        if (ports.accounts().findByEmail("cy@acme.example").isEmpty()) {
            assertThat(ports.accounts().add(new Account("u_cy2", "cy@acme.example", "h", null, NOW, NOW)))
                    .isTrue();
        }
        var account = ports.accounts().findByEmail("cy@acme.example").orElseThrow();
        assertThat(ports.workspaces().membership(account.uid(), account.uid())).isPresent();
    }

    /// Two are owned before, three may be.
    private static void aWorkspaceCountsOnce(StorePorts ports) {
        var isThere = ports.workspaces().membership("wsp_new", "u_ours").isPresent();
        var later = NOW.plus(Duration.ofMinutes(6));
        assertThat(ports.workspaces().add("wsp_next", "Next", "u_ours", 3, later))
                .isEqualTo(!isThere);
        assertThat(ports.workspaces().add("wsp_last", "Last", "u_ours", 3, later))
                .isFalse();
    }

    private static void fillTeam(StorePorts ports) {
        ports.scans().add(TEAM, ScanRecords.asked("scn_t", TEAM, "acme.test", NOW));
        ports.assets().keep(TEAM, "scn_t", Looks.of(HOST, "acme.test", 50, List.of(22), "tls.cert.expired"), NOW);
    }

    private static void aWorkspaceIsWholeOrGone(StorePorts ports) {
        var isThere = ports.workspaces().membership("wsp_team", "u_ours").isPresent();
        assertThat(ports.scans().list(TEAM, Map.of(), by("created_at")).total()).isEqualTo(isThere ? 1 : 0);
        assertThat(ports.findings()
                        .list(TEAM, FindingFilter.all(), by("type"), NOW)
                        .total())
                .isEqualTo(isThere ? 1 : 0);
    }

    private static void anInvitationLetsIn(StorePorts ports) {
        if (ports.members().find(TEAM, "u_bo").isEmpty()) {
            assertThat(ports.members().accept(INVITATION, "u_bo", null, NOW)).isEqualTo(MemberStore.Change.DONE);
        }
        assertThat(ports.members().find(TEAM, "u_bo").orElseThrow().role()).isEqualTo(Role.ADMIN);
        assertThat(ports.members().accept(INVITATION, "u_ours", null, NOW)).isEqualTo(MemberStore.Change.NO_MEMBER);
    }
}
