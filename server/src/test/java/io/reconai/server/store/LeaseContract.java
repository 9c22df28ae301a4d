package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.Asset;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.analytics.Selection;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.scans.ScanRecord;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.scans.ScanStatus;
import io.reconai.server.scans.ScanView;
import io.reconai.server.store.ScanStore.Held;
import io.reconai.server.store.ScanStore.Leased;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.PlanLimits;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several processes on one store: each thing is one's at a time, and who lost it writes nothing more.
public abstract class LeaseContract extends Contract {

    private static final DomainName ACME = new DomainName("acme.test");
    private static final PlanLimits FREE = PlanLimits.of(Plan.FREE);

    private StorePorts other;

    @BeforeEach
    final void openAnother() {
        other = store.open();
    }

    private ScanRecord asked(int number) {
        var scan = ScanRecords.asked("scn_" + number, OURS, "d" + number + ".test", NOW.plusSeconds(number));
        assertThat(ports.scans().start(OURS, scan, FREE, NOW)).isEqualTo(new ScanStore.Start.Taken());
        return scan;
    }

    private static Leased only(List<Leased> taken) {
        assertThat(taken).hasSize(1);
        return taken.getFirst();
    }

    @Test
    void ofManyWhoAskEachScanGoesToOne() throws Exception {
        IntStream.range(0, 8).forEach(this::asked);
        var taken =
                atOnce(16, i -> () -> (i % 2 == 0 ? ports : other).scans().lease("process-" + i, day(1), day(2), 3));
        assertThat(taken.stream().flatMap(List::stream).map(one -> one.lease().scanId()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 8).mapToObj(i -> "scn_" + i).toList());
        assertThat(taken.stream().flatMap(List::stream).map(one -> one.lease().number()))
                .containsOnly(1L);
        assertThat(ports.scans().lease("late", day(1), day(2), 100)).isEmpty();
    }

    @Test
    void theOldestComesFirst() {
        IntStream.of(3, 1, 2).forEach(this::asked);
        assertThat(ports.scans().lease("first", day(1), day(2), 2))
                .extracting(one -> one.scan().view().scanId())
                .containsExactly("scn_1", "scn_2");
    }

    @Test
    void whatIsNotRenewedIsTakenOverUnderAHigherNumber() {
        var scan = asked(1);
        var first = only(ports.scans().lease("first", NOW, day(1), 10));
        assertThat(first).isEqualTo(new Leased(scan, new ScanLease("scn_1", 1), false));
        assertThat(ports.scans().renew("first", List.of("scn_1"), day(2)))
                .containsExactly(new Held(first.lease(), false));
        assertThat(other.scans().lease("second", day(2).minusMillis(1), day(3), 10))
                .isEmpty();
        var second = only(other.scans().lease("second", day(2), day(3), 10));
        assertThat(second.lease()).isEqualTo(new ScanLease("scn_1", 2));
        assertThat(ports.scans().renew("first", List.of("scn_1"), day(4))).isEmpty();
        assertThat(other.scans().renew("second", List.of("scn_1"), day(4))).hasSize(1);
        second.lease().run(() -> other.scans().save(ScanRecords.finished(scan, day(2))));
        assertThat(other.scans().renew("second", List.of("scn_1"), day(4))).isEmpty();
        assertThat(other.scans().lease("third", day(9), day(10), 10)).isEmpty();
    }

    @Test
    void whatIsGivenBackIsOthersAtOnce() {
        asked(1);
        ports.scans().lease("first", NOW, day(1), 10);
        ports.scans().release("first", NOW);
        assertThat(only(other.scans().lease("second", NOW, day(1), 10)).lease().number())
                .isEqualTo(2);
        ports.scans().release("first", NOW);
        assertThat(ports.scans().lease("first", NOW, day(1), 10))
                .as("it was not his any more")
                .isEmpty();
    }

    @Test
    void whoeverRunsItHearsThatItIsToStop() {
        var scan = asked(1);
        assertThat(other.scans().cancel(THEIRS, "scn_1")).isFalse();
        var first = only(ports.scans().lease("first", NOW, day(1), 10));
        assertThat(other.scans().cancel(OURS, "scn_1")).isTrue();
        assertThat(ports.scans().renew("first", List.of("scn_1"), day(1)))
                .containsExactly(new Held(first.lease(), true));
        var second = only(other.scans().lease("second", day(1), day(2), 10));
        assertThat(second.isCanceled()).isTrue();
        second.lease().run(() -> other.scans().save(ScanRecords.finished(scan, day(1))));
        assertThat(ports.scans().cancel(OURS, "scn_1")).isFalse();
    }

    @Test
    void saysWhatIsAheadAndWhatIsElsewhere() {
        IntStream.range(1, 5).forEach(this::asked);
        ports.scans().add(THEIRS, ScanRecords.asked("scn_t", THEIRS, "d9.test", NOW));
        var taken = ports.scans().lease("first", day(1), day(2), 1);
        assertThat(taken).hasSize(1);
        assertThat(ports.scans().ahead(OURS, "scn_3")).containsExactly("scn_1", "scn_2");
        assertThat(ports.scans().ahead(OURS, "scn_1")).isEmpty();
        var own = taken.getFirst().scan();
        assertThat(ports.scans().elsewhere(OURS, "first"))
                .extracting(ScanView::scanId)
                .doesNotContain(own.view().scanId())
                .isSubsetOf("scn_1", "scn_2", "scn_3", "scn_4");
        ports.scans().save(ScanRecords.finished(asked(5), day(1)));
        assertThat(ports.scans().ahead(OURS, "scn_4")).containsExactly("scn_1", "scn_2", "scn_3");
    }

    /// An asset that the one who took over has seen, or has not.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoLostHisScanWritesNothing(boolean isSeen) {
        var scan = asked(1);
        var stopped = only(ports.scans().lease("stopped", NOW, day(1), 10)).lease();
        var early = Looks.of("www.acme.test", "acme.test", 10, List.of(22));
        stopped.run(() -> ports.assets().keep(OURS, "scn_1", early, NOW));
        var taker = only(other.scans().lease("taker", day(1), day(2), 10)).lease();
        var late = Looks.of("www.acme.test", "acme.test", 70, List.of(443), "tls.cert.expired");
        if (isSeen) {
            taker.run(() -> other.assets().keep(OURS, "scn_1", late, day(1)));
            taker.run(() -> other.scans().save(ScanRecords.finished(scan, day(1))));
        }
        var before = ports.assets().names(OURS, ACME);
        var kept = rowOf();

        var another = Looks.of("new.acme.test", "acme.test", 90, List.of(80), "http.csp.missing");
        refused(stopped, () -> ports.assets().keep(OURS, "scn_1", early, day(3)));
        refused(stopped, () -> ports.assets().keep(OURS, "scn_1", another, day(3)));
        refused(stopped, () -> ports.assets().markStale(OURS, ACME, "scn_1", Set.of()));
        refused(stopped, () -> ports.evidence().keep(OURS, "scn_1", List.of(early.evidence())));
        refused(stopped, () -> ports.evidence().keepReport(OURS, "scn_1", "{}"));
        refused(stopped, () -> ports.evidence().keepRow(OURS, "scn_1", kept));
        refused(stopped, () -> ports.analytics()
                .snapshot(new Selection(OURS, Optional.empty()), LocalDate.parse("2026-03-01")));
        var failed = ScanRecords.ended(scan, ScanStatus.FAILED, day(3));
        refused(stopped, () -> ports.scans().save(failed));
        refused(stopped, () -> ports.scans().saveAndGiveBack(failed));

        assertThat(ports.assets().names(OURS, ACME)).isEqualTo(before);
        assertThat(rowOf()).isEqualTo(kept);
        assertThat(ports.evidence().count(OURS, "scn_1")).isEqualTo(1);
        assertThat(ports.evidence().report(OURS, "scn_1")).isEmpty();
        assertThat(ports.scans().find(OURS, "scn_1").orElseThrow().scanStatus())
                .isEqualTo(isSeen ? ScanStatus.COMPLETED : ScanStatus.PENDING);
        assertThat(ports.usage().usage(OURS, NOW).scanCredits()).isEqualTo(1);
    }

    private AssetRow rowOf() {
        var ids = ports.assetReader().idsOf(OURS, List.of("www.acme.test"));
        return ports.assetReader()
                .read(OURS, List.copyOf(ids.values()))
                .getFirst()
                .row();
    }

    private static void refused(ScanLease lease, Runnable write) {
        assertThatThrownBy(() -> lease.run(write)).isInstanceOf(LeaseLostException.class);
    }

    @Test
    void whoHasItsScanWritesAsOthersDo() {
        asked(1);
        var lease = only(ports.scans().lease("first", NOW, day(1), 10)).lease();
        Asset look = Looks.of("www.acme.test", "acme.test", 10, List.of(22), "tls.cert.expired");
        var first = lease.call(() -> ports.assets().keep(OURS, "scn_1", look, NOW));
        var again = lease.call(() -> ports.assets().keep(OURS, "scn_1", look, NOW));
        assertThat(first.isNew()).isTrue();
        assertThat(first.newFindings()).hasSize(1);
        assertThat(again.isNew()).isFalse();
        assertThat(again.row()).isEqualTo(first.row());
        assertThat(rowOf()).isEqualTo(first.row());
        lease.run(() -> ports.evidence().keepReport(OURS, "scn_1", "{}"));
        assertThat(ports.evidence().report(OURS, "scn_1")).contains("{}");
    }

    @Test
    void aScanThatIsGoneIsNobodys() {
        var scan = asked(1);
        var lease = only(ports.scans().lease("first", NOW, day(1), 10)).lease();
        ports.scans().save(ScanRecords.finished(scan, NOW));
        assertThat(other.scans().remove(OURS, "scn_1")).isTrue();
        refused(lease, () -> ports.assets()
                .keep(OURS, "scn_1", Looks.of("www.acme.test", "acme.test", 10, List.of(22)), NOW));
        assertThat(ports.assets().names(OURS, ACME)).isEmpty();
    }

    @Test
    void aNameIsOnesAtATime() throws Exception {
        var leases = ports.leases();
        var won =
                atOnce(16, i -> () -> (i % 2 == 0 ? leases : other.leases()).take("turn", "process-" + i, NOW, day(1)));
        assertThat(won).filteredOn(isWon -> isWon).hasSize(1);
        assertThat(leases.take("another", "first", NOW, day(1))).isTrue();
        assertThat(leases.take("another", "first", NOW, day(1))).isFalse();
        leases.renew("first", day(2));
        assertThat(other.leases().take("another", "second", day(1), day(3))).isFalse();
        var late = atOnce(8, i -> () -> other.leases().take("another", "late-" + i, day(2), day(3)));
        assertThat(late).filteredOn(isWon -> isWon).hasSize(1);
        leases.renew("first", day(9));
        leases.giveBack("first", List.of("another", "turn"));
        assertThat(taken("another", day(2))).as("it was not his any more").isTrue();
        assertThat(taken("another", day(3)))
                .as("his renewal counted for nothing")
                .isFalse();
        leases.giveBack("last", List.of("another"));
        assertThat(leases.take("another", "first", day(3), day(4))).isTrue();
    }

    private boolean taken(String name, Instant now) {
        return !ports.leases().take(name, "last", now, day(9));
    }
}
