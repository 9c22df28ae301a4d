package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Finding;
import io.reconai.server.findings.FindingFilter;
import io.reconai.server.findings.FindingRow;
import io.reconai.server.findings.FindingState;
import io.reconai.server.store.FindingStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SqliteFindingStoreTest extends FindingStoreContract {

    /// The version that kept findings within their assets alone.
    private static final int FIRST = 1;

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }

    @Test
    void findingsOfAnEarlierVersionAreTakenOver() throws Exception {
        var kept = scan(1, "bare");
        var ids = asset("bare").findings().stream().map(Finding::id).toList();
        store.close();
        var now = folder.resolve("now.db");
        var file = folder.resolve("test.db");
        Files.move(file, now);
        EarlierStore.make(file, FIRST, now);
        ports = store.open();
        assertThat(findings().list(OURS, FindingFilter.all(), PAGE, NOW).items())
                .extracting(FindingRow::findingId)
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(hsts().firstSeenAt()).isEqualTo(kept.row().lastScannedAt());
        scan(2, "TIMED_OUT");
        assertThat(hsts().state()).isEqualTo(FindingState.OPEN);
    }
}
