package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.usage.ApiCall;
import io.reconai.server.usage.DailyUsage;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.PlanLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Credits and calls are exact however many ask at once.
public abstract class UsageStoreContract extends Contract {

    private static final Instant NEXT_PERIOD = NOW.plus(Duration.ofDays(30));
    private static final PlanLimits FREE = PlanLimits.of(Plan.FREE);

    private ScanStore scans;
    private UsageStore usage;

    @BeforeEach
    final void take() {
        scans = ports.scans();
        usage = ports.usage();
    }

    private ScanStore.Start start(int number, Instant at) {
        return scans.start(OURS, ScanRecords.asked("scn_" + number, OURS, "d" + number + ".acme.test", at), FREE, at);
    }

    @Test
    void ofAThousandScansAtOnceExactlyAsManyStartAsThereAreCredits() throws Exception {
        var results = atOnce(1_000, i -> () -> start(i, NOW));
        assertThat(results).filteredOn(ScanStore.Start.Taken.class::isInstance).hasSize(10);
        assertThat(results)
                .filteredOn(ScanStore.Start.NoCredit.class::isInstance)
                .hasSize(990);
        assertThat(scans.unfinished()).hasSize(10);
        assertThat(usage.usage(OURS, NOW).scanCredits()).isEqualTo(10);
    }

    @Test
    void twoServersOnOneStoreGiveNoCreditTwice() throws Exception {
        var others = store.open().scans();
        var results = atOnce(
                60,
                i -> () -> (i % 2 == 0 ? scans : others)
                        .start(OURS, ScanRecords.asked("scn_" + i, OURS, "d" + i + ".acme.test", NOW), FREE, NOW));
        assertThat(results).filteredOn(ScanStore.Start.Taken.class::isInstance).hasSize(10);
        assertThat(usage.usage(OURS, NOW).scanCredits()).isEqualTo(10);
    }

    @Test
    void aScanInTheWayTakesNoCredit() {
        var record = ScanRecords.asked("scn_1", OURS, "acme.test", NOW);
        assertThat(scans.start(OURS, record, FREE, NOW)).isEqualTo(new ScanStore.Start.Taken());
        assertThat(scans.start(OURS, ScanRecords.asked("scn_2", OURS, "acme.test", NOW), FREE, NOW))
                .isEqualTo(new ScanStore.Start.InProgress("scn_1"));
        assertThat(usage.usage(OURS, NOW).scanCredits()).isEqualTo(1);
    }

    @Test
    void withoutALimitCreditsAreOnlyCounted() {
        var unlimited = PlanLimits.of(Plan.ENTERPRISE);
        for (var i = 0; i < 12; i++) {
            var record = ScanRecords.asked("scn_" + i, OURS, "d" + i + ".acme.test", NOW);
            assertThat(scans.start(OURS, record, unlimited, NOW)).isEqualTo(new ScanStore.Start.Taken());
        }
        assertThat(usage.usage(OURS, NOW).scanCredits()).isEqualTo(12);
    }

    @Test
    void aCreditIsGivenBackOnce() {
        var record = ScanRecords.asked("scn_1", OURS, "acme.test", NOW);
        scans.start(OURS, record, FREE, NOW);
        start(2, NOW);
        scans.saveAndGiveBack(ScanRecords.finished(record, NOW));
        scans.saveAndGiveBack(ScanRecords.finished(record, NOW));
        assertThat(usage.usage(OURS, NOW).scanCredits()).isEqualTo(1);
    }

    @Test
    void aScanThatTookNoCreditGivesNoneBack() {
        var free = ScanRecords.asked("scn_1", OURS, "acme.test", NOW);
        scans.add(OURS, free);
        start(2, NOW);
        scans.saveAndGiveBack(ScanRecords.finished(free, NOW));
        assertThat(usage.usage(OURS, NOW).scanCredits()).isEqualTo(1);
    }

    @Test
    void aCreditOfAnEarlierPeriodIsNotGivenBackInThis() {
        var record = ScanRecords.asked("scn_1", OURS, "acme.test", NOW);
        scans.start(OURS, record, FREE, NOW);
        start(2, NEXT_PERIOD);
        scans.saveAndGiveBack(ScanRecords.finished(record, NEXT_PERIOD));
        assertThat(usage.usage(OURS, NEXT_PERIOD).scanCredits()).isEqualTo(1);
    }

    @Test
    void aNewPeriodBringsNewCreditsByItself() {
        for (var i = 0; i < 10; i++) {
            assertThat(start(i, NOW)).isEqualTo(new ScanStore.Start.Taken());
        }
        var lastMoment = NEXT_PERIOD.minusMillis(1);
        assertThat(start(11, lastMoment)).isInstanceOf(ScanStore.Start.NoCredit.class);
        assertThat(usage.usage(OURS, NEXT_PERIOD).scanCredits()).isZero();
        assertThat(start(11, NEXT_PERIOD)).isEqualTo(new ScanStore.Start.Taken());
        assertThat(usage.usage(OURS, NEXT_PERIOD).scanCredits()).isEqualTo(1);
    }

    @Test
    void ofManyCallsAtOnceExactlyAsManyAreTakenAsAreLeft() throws Exception {
        var taken = atOnce(300, _ -> () -> usage.takeCall(OURS, 100, NOW));
        assertThat(taken).filteredOn(Boolean::booleanValue).hasSize(100);
        usage.giveCallBack(OURS, NOW);
        assertThat(usage.usage(OURS, NOW).apiCalls()).isEqualTo(99);
        assertThat(usage.takeCall(OURS, 100, NOW)).isTrue();
        assertThat(usage.takeCall(OURS, 100, NOW)).isFalse();
        assertThat(usage.takeCall(OURS, 100, NEXT_PERIOD)).isTrue();
        assertThat(usage.usage(OURS, NEXT_PERIOD).apiCalls()).isEqualTo(1);
    }

    @Test
    void logsCallsByDayAndCountsThoseThatWereNot() {
        var yesterday = NOW.minus(Duration.ofDays(1));
        usage.log(List.of(call(NOW, true), call(NOW, false), call(yesterday, false)));
        start(1, NOW);
        assertThat(usage.usage(OURS, NOW).apiCalls()).isEqualTo(2);
        var today = LocalDate.parse("2026-03-01");
        assertThat(usage.daily(OURS, today.minusDays(2), today))
                .containsExactly(
                        new DailyUsage(today.minusDays(2), 0, 0),
                        new DailyUsage(today.minusDays(1), 1, 0),
                        new DailyUsage(today, 2, 1));
        assertThat(usage.daily(Workspace.ofRecord("u_theirs"), today, today))
                .containsExactly(new DailyUsage(today, 0, 0));
        usage.sweepLog(NOW.minusMillis(1));
        assertThat(usage.daily(OURS, today.minusDays(1), today).getFirst().apiCalls())
                .isZero();
    }

    @Test
    void aCallOfAWorkspaceThatIsGoneHarmsNoOther() {
        var gone = Workspace.ofRecord("wsp_gone");
        usage.log(List.of(call(gone, NOW, false), call(NOW, false)));
        assertThat(usage.usage(OURS, NOW).apiCalls()).isEqualTo(1);
        var today = LocalDate.parse("2026-03-01");
        assertThat(usage.daily(gone, today, today)).containsExactly(new DailyUsage(today, 0, 0));
    }

    private static ApiCall call(Instant at, boolean isCharged) {
        return call(OURS, at, isCharged);
    }

    private static ApiCall call(Workspace workspace, Instant at, boolean isCharged) {
        return new ApiCall(
                workspace,
                "u_ours",
                null,
                "203.0.113.7",
                "GET",
                "/api/assets",
                200,
                Duration.ofMillis(3),
                at,
                isCharged);
    }
}
