package io.reconai.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.LabAround;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples of docs/api-examples.md, run in their order as a reader would; only the domain is the lab's.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class ApiExamplesTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

    @TempDir
    private Path folder = Path.of("");

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Test
    void theyWorkAsTheyStand() throws Exception {
        for (var program : new String[] {"bash", "curl", "jq"}) {
            assumeTrue(
                    Stream.of(System.getenv("PATH").split(":"))
                            .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
                    program + " is not installed");
        }
        var document = Files.readString(Path.of("..", "docs", "api-examples.md"));
        var blocks =
                BLOCK.matcher(document).results().map(found -> found.group(1)).toList();
        assertThat(blocks).hasSizeGreaterThan(8);
        var script = Files.writeString(
                folder.resolve("examples.sh"),
                "set -euo pipefail\n" + String.join("", blocks).replace("example.com", "acme.test"));
        var out = folder.resolve("out");
        var builder = new ProcessBuilder("bash", "-x", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("RECONAI", base.toString().replaceFirst("/$", ""));
        assertThat(builder.start().waitFor()).as(Files.readString(out)).isZero();
        assertThat(Files.readString(out)).contains("\"scan_status\": \"completed\"");
        assertThat(Files.readAllLines(folder.resolve("findings.csv"))).hasSizeGreaterThan(1);
        assertThat(Files.readString(folder.resolve("evidence.jsonl"))).contains("acme.test");
    }
}
