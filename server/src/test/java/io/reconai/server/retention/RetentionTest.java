package io.reconai.server.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import io.reconai.server.MovableClock;
import io.reconai.server.QuotasEnforced;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.store.ScanStore;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What the free plan keeps, and no longer.
@QuarkusTest
@TestProfile(QuotasEnforced.class)
@QuarkusTestResource(LabAround.class)
class RetentionTest {

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    ScanStore scans;

    @Inject
    Retention retention;

    @Inject
    MovableClock clock;

    @Test
    void thirtyDaysAreKept() {
        var client = Client.browser(base);
        var workspace =
                Workspace.ofRecord(client.data("/api/auth/me").path("uid").asText());
        var now = clock.instant();
        for (var age : new int[] {29, 31}) {
            var scan = ScanRecords.asked("scn_kept" + age, workspace, "acme.test", now.minus(Duration.ofDays(age)));
            assertThat(scans.add(workspace, scan)).isEmpty();
            scans.save(ScanRecords.finished(scan, now));
        }
        retention.sweep();
        assertThat(client.get("/api/assets/scans/scn_kept29").statusCode()).isEqualTo(200);
        assertThat(client.get("/api/assets/scans/scn_kept31").statusCode()).isEqualTo(404);
    }
}
