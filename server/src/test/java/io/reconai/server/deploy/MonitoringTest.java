package io.reconai.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The dashboard and the alert rules, held against what a running server tells.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class MonitoringTest {

    private static final Path FOLDER = Path.of("..", "deploy", "monitoring");
    private static final Pattern METRIC = Pattern.compile("\\breconai_[a-z_]+");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private Set<String> told() {
        var names = new HashSet<String>();
        TYPE.matcher(Client.stranger(base).get("/metrics").body()).results().forEach(found -> {
            var name = found.group(1);
            switch (found.group(2)) {
                case "histogram" -> names.addAll(Set.of(name + "_bucket", name + "_sum", name + "_count"));
                default -> names.add(name);
            }
        });
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"grafana-dashboard.json", "alerts.yaml"})
    void namesOnlyWhatIsTold(String file) throws Exception {
        var named = METRIC.matcher(Files.readString(FOLDER.resolve(file)))
                .results()
                .map(found -> found.group())
                .toList();
        assertThat(named).hasSizeGreaterThan(5);
        assertThat(told()).containsAll(named);
    }

    @Test
    void theDashboardShowsEverythingThatIsTold() throws Exception {
        var dashboard = Files.readString(FOLDER.resolve("grafana-dashboard.json"));
        for (var name : told()) {
            if (!name.endsWith("_sum") && !name.endsWith("_count")) {
                assertThat(dashboard).contains(name);
            }
        }
    }

    @Test
    void noTwoPanelsOfTheDashboardOverlap() throws Exception {
        var taken = new HashSet<String>();
        for (var panel : new ObjectMapper()
                .readTree(FOLDER.resolve("grafana-dashboard.json").toFile())
                .path("panels")) {
            var at = panel.path("gridPos");
            for (var x = at.path("x").asInt();
                    x < at.path("x").asInt() + at.path("w").asInt();
                    x++) {
                for (var y = at.path("y").asInt();
                        y < at.path("y").asInt() + at.path("h").asInt();
                        y++) {
                    assertThat(x).isLessThan(24);
                    assertThat(taken.add(x + "," + y))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        }
    }
}
