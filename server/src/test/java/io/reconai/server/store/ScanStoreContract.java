package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.server.http.PageRequest;
import io.reconai.server.scans.ScanRecord;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.scans.ScanView;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.PlanLimits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Scans when many ask at once and when the process ends.
public abstract class ScanStoreContract extends Contract {

    private static final PageRequest PAGE =
            new PageRequest(1, 20, List.of(new PageRequest.Criterion("created_at", true)));

    @Test
    void ofManyScansOfOneDomainExactlyOneIsTaken() throws Exception {
        var scans = ports.scans();
        var tries = atOnce(50, i -> () -> scans.add(OURS, ScanRecords.asked("scn_" + i, OURS, "acme.test", NOW)));
        assertThat(tries).filteredOn(inTheWay -> inTheWay.isEmpty()).hasSize(1);
        assertThat(scans.add(THEIRS, ScanRecords.asked("scn_other", THEIRS, "acme.test", NOW)))
                .isEmpty();
        assertThat(scans.unfinished()).hasSize(2);
    }

    @Test
    void aFinishedScanMakesRoomForTheNext() {
        var scans = ports.scans();
        var first = ScanRecords.asked("scn_1", OURS, "acme.test", NOW);
        assertThat(scans.add(OURS, first)).isEmpty();
        assertThat(scans.add(OURS, ScanRecords.asked("scn_2", OURS, "acme.test", NOW)))
                .contains("scn_1");
        scans.save(ScanRecords.finished(first, NOW));
        assertThat(scans.add(OURS, ScanRecords.asked("scn_2", OURS, "acme.test", NOW)))
                .isEmpty();
    }

    @Test
    void whatWasWrittenIsThereForTheNextServer() {
        var record = ScanRecords.asked("scn_1", OURS, "acme.test", NOW);
        ports.scans().add(OURS, record);
        var scans = store.open().scans();
        assertThat(scans.find(OURS, "scn_1")).contains(record.view());
        assertThat(scans.unfinished()).containsExactly(record);
        assertThat(scans.find(THEIRS, "scn_1")).isEmpty();
        assertThat(scans.list(OURS, Map.of("mode", "standard"), PAGE).total()).isEqualTo(1);
        assertThat(scans.list(OURS, Map.of("mode", "active,standard"), PAGE).total())
                .isEqualTo(1);
        assertThat(scans.list(OURS, Map.of("mode", "active"), PAGE).total()).isZero();
        assertThat(scans.list(THEIRS, Map.of(), PAGE).total()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "completed_at, false, b.test a.test c.test",
        "completed_at, true, a.test b.test c.test",
        "domain, false, a.test b.test c.test",
        "created_at, true, c.test b.test a.test"
    })
    void sortsWhatIsNotThereLast(String field, boolean descending, String expected) {
        var first = asked(1, "a.test");
        var second = asked(2, "b.test");
        asked(3, "c.test");
        ports.scans().save(ScanRecords.finished(second, day(4)));
        ports.scans().save(ScanRecords.finished(first, day(5)));
        var page = new PageRequest(1, 20, List.of(new PageRequest.Criterion(field, descending)));
        assertThat(ports.scans().list(OURS, Map.of(), page).items())
                .extracting(ScanView::domain)
                .extracting(DomainName::value)
                .containsExactly(expected.split(" "));
        var second2 = new PageRequest(2, 2, page.sort());
        assertThat(ports.scans().list(OURS, Map.of(), second2).items())
                .extracting(scan -> scan.domain().value())
                .containsExactly(expected.split(" ")[2]);
    }

    @Test
    void anotherTryOfTheSameScanChangesNothing() throws Exception {
        var record = ScanRecords.asked("scn_1", OURS, "acme.test", NOW);
        var limits = PlanLimits.of(Plan.FREE);
        var tries = atOnce(10, _ -> () -> ports.scans().start(OURS, record, limits, NOW));
        assertThat(tries).filteredOn(ScanStore.Start.Taken.class::isInstance).hasSize(1);
        assertThat(tries).filteredOn(ScanStore.Start.Known.class::isInstance).hasSize(9);
        ports.scans().save(ScanRecords.finished(record, day(1)));
        assertThat(ports.scans().start(OURS, record, limits, day(1))).isInstanceOf(ScanStore.Start.Known.class);
        assertThat(ports.usage().usage(OURS, day(1)).scanCredits()).isEqualTo(1);
    }

    private ScanRecord asked(int day, String domain) {
        var record = ScanRecords.asked("scn_" + day, OURS, domain, day(day));
        assertThat(ports.scans().add(OURS, record)).isEmpty();
        return record;
    }
}
