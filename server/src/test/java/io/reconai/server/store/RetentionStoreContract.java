package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.analytics.Selection;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.store.RetentionStore.Holder;
import io.reconai.server.usage.Plan;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is old goes, of one workspace only; what is present stays.
public abstract class RetentionStoreContract extends Contract {

    private void scanned(Workspace workspace, String scanId, int day, String... names) {
        var scan = ScanRecords.asked(scanId, workspace, "acme.test", day(day));
        assertThat(ports.scans().add(workspace, scan)).isEmpty();
        for (var name : names) {
            ports.assets().keep(workspace, scanId, Looks.of(name, "acme.test", 40, List.of(443), "x.y"), day(day));
        }
        ports.scans().save(ScanRecords.finished(scan, day(day)));
    }

    private String idOf(String name) {
        return String.valueOf(ports.assetReader().idsOf(OURS, List.of(name)).get(name));
    }

    @Test
    void everyWorkspaceIsVisitedOnce() {
        var retention = ports.retention();
        var first = retention.holders("", 1);
        assertThat(first).extracting(Holder::plan).containsExactly(Plan.FREE);
        assertThat(first.getFirst().workspace().id()).isEqualTo(OURS.id());
        var second = retention.holders(OURS.id(), 1);
        assertThat(second).hasSize(1);
        assertThat(second.getFirst().workspace().id()).isEqualTo(THEIRS.id());
        assertThat(retention.holders(THEIRS.id(), 1)).isEmpty();
    }

    @Test
    void scansThatEndedLongAgoGoWithWhatTheySaw() {
        scanned(OURS, "scn_1", 0, "a.acme.test");
        scanned(OURS, "scn_2", 1, "a.acme.test");
        scanned(OURS, "scn_3", 9, "a.acme.test");
        scanned(THEIRS, "scn_4", 0, "a.acme.test");
        var waiting = ScanRecords.asked("scn_5", OURS, "other.test", day(0));
        assertThat(ports.scans().add(OURS, waiting)).isEmpty();

        assertThat(ports.retention().forgetScans(OURS, day(5), 1)).isEqualTo(1);
        assertThat(ports.scans().find(OURS, "scn_1")).isEmpty();
        assertThat(ports.evidence().count(OURS, "scn_1")).isZero();
        assertThat(ports.scans().find(OURS, "scn_2")).isPresent();
        assertThat(ports.retention().forgetScans(OURS, day(5), 10)).isEqualTo(1);
        assertThat(ports.retention().forgetScans(OURS, day(5), 10)).isZero();

        assertThat(ports.scans().find(OURS, "scn_3")).isPresent();
        assertThat(ports.evidence().count(OURS, "scn_3")).isEqualTo(1);
        assertThat(ports.scans().find(OURS, "scn_5")).isPresent();
        assertThat(ports.scans().find(THEIRS, "scn_4")).isPresent();
        assertThat(ports.evidence().count(THEIRS, "scn_4")).isEqualTo(1);
    }

    @Test
    void howAnAssetLookedLastStaysHoweverOldItIs() {
        scanned(OURS, "scn_1", 0, "a.acme.test", "b.acme.test");
        scanned(OURS, "scn_2", 1, "a.acme.test");
        scanned(OURS, "scn_3", 9, "a.acme.test");
        ports.retention().forgetLooks(OURS, day(5));
        assertThat(ports.assetHistory().list(OURS, idOf("a.acme.test"), 0, 10).items())
                .extracting(look -> look.scanId())
                .containsExactly("scn_3");
        assertThat(ports.assetHistory().list(OURS, idOf("b.acme.test"), 0, 10).items())
                .extracting(look -> look.scanId())
                .containsExactly("scn_1");
        assertThat(ports.assets().find(OURS, idOf("b.acme.test"))).isPresent();
    }

    @Test
    void notesOfDaysGoToo() {
        var all = new Selection(OURS, Optional.of("acme.test"));
        var theirs = new Selection(THEIRS, Optional.of("acme.test"));
        scanned(OURS, "scn_1", 0, "a.acme.test");
        scanned(THEIRS, "scn_2", 0, "a.acme.test");
        for (var day : List.of(LocalDate.parse("2026-03-01"), LocalDate.parse("2026-03-06"))) {
            ports.analytics().snapshot(all, day);
            ports.analytics().snapshot(theirs, day);
        }
        ports.retention().forgetLooks(OURS, day(5));
        assertThat(ports.analytics().firstDay(all)).contains(LocalDate.parse("2026-03-06"));
        assertThat(ports.analytics().firstDay(theirs)).contains(LocalDate.parse("2026-03-01"));
    }
}
