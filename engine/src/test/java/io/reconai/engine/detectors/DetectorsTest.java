package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/// What holds for all detectors.
class DetectorsTest {

    @Test
    void noneSpeaksOfWhatWasNotSeen() {
        var address = Host.of(InetAddress.getLoopbackAddress(), Samples.DOMAIN);
        for (var sample : new Evidence[] {
            Samples.apex().evidence(),
            Samples.host("www.acme.test").evidence(),
            Evidence.builder("scan", ScanMode.ACTIVE, address, Samples.NOW).build()
        }) {
            for (var detector : Detectors.all()) {
                assertThat(detector.detect(sample)).as(detector.id()).isEmpty();
            }
        }
    }

    /// What a detector may report is what docs/checks.md, rules of SARIF and the lab's truth are made from.
    @Test
    void everyDetectorSaysWhatItMayReport() {
        assertThat(Detectors.all())
                .allSatisfy(detector ->
                        assertThat(detector.checks()).as(detector.id()).isNotEmpty());
    }

    @Test
    void idsAreUniqueAndWellFormed() {
        assertThat(Detectors.all())
                .extracting(Detector::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z_]+"));
        var checks = Detectors.all().stream()
                .flatMap(detector -> detector.checks().stream())
                .toList();
        assertThat(checks).extracting(Check::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z0-9.-]+"));
        assertThat(checks).allSatisfy(check -> {
            assertThat(check.title()).isNotBlank();
            assertThat(check.description()).isNotBlank();
            assertThat(check.remediation()).isNotBlank();
        });
    }
}
