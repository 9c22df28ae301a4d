package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Json;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import io.reconai.lab.Truth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The lab's leaky hosts, each scanned alone: what is found of leaks, and that no secret is in the evidence.
class LabLeaksTest {

    /// Pieces of the lab's made-up secrets, beyond the few characters that are shown.
    private static final List<String> SECRETS =
            List.of("Rk2Lw9Xv4B", "Bn8Ty3Hs6Jd1Mf5", "HcVY5ncnsDkxkJ0m", "884c7d659a2feaa0", "QZ7RK2LW4XVB");

    private static Lab lab;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.start(LabOptions.defaults());
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"loose-tongue", "key-ring", "shelves", "stumble", "specimens"})
    void findsWhatIsThereAndKeepsNoSecret(String label) throws Exception {
        var name = label + "." + lab.domain();
        var assets = new ArrayList<Asset>();
        try (var engine = new ScanEngine(EngineSettings.from(lab.environment()))) {
            engine.scan(ScanRequest.of("leaks", new DomainName(name), ScanMode.ACTIVE), event -> {
                if (event instanceof ScanEvent.HostScored scored) {
                    assets.add(scored.asset());
                }
            });
        }
        var asset = assets.stream()
                .filter(each -> each.host().value().equals(name))
                .findFirst()
                .orElseThrow();
        var wanted = lab.truth().assets().stream()
                .filter(each -> each.value().equals(name))
                .flatMap(each -> each.findings().stream())
                .map(Truth.Expected::checkId)
                .filter(LabLeaksTest::isLeak)
                .toList();
        assertThat(asset.findings())
                .extracting(finding -> finding.checkId())
                .filteredOn(LabLeaksTest::isLeak)
                .containsExactlyInAnyOrderElementsOf(wanted);
        var json = Json.mapper().writeValueAsString(asset.evidence());
        if (!label.equals("specimens")) {
            assertThat(json).doesNotContain(SECRETS);
        }
        assertThat(ScanEngine.judge()
                        .judge(Json.mapper().readValue(json, Evidence.class))
                        .findings())
                .as("a replay")
                .isEqualTo(asset.findings());
    }

    private static boolean isLeak(String check) {
        return check.startsWith("exposure.") || check.equals("http.disclosure.stack-trace");
    }
}
