package io.reconai.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reconai.lab.FreePort;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import io.reconai.server.Client;
import io.reconai.server.PackagedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Asks every call of the description with whatever a generator thinks of (Schemathesis): no error of the server's, no
/// answer that the description does not allow.
///
/// Skipped where it is not installed; `SCHEMATHESIS` may name the program. Calls that end the session it uses,
/// streams that do not end, and what cannot be done without Stripe are left out.
class SchemathesisIT {

    private static final String PROGRAM = System.getenv().getOrDefault("SCHEMATHESIS", "schemathesis");
    private static final String LEFT_OUT = "/events$|/auth/(logout|password|sessions|register|login|refresh|email)"
            + "|/billing/(create-|cancel-|resume-|webhook)";

    @TempDir
    Path folder = Path.of("");

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder(PROGRAM, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void noAnswerSurprises() throws Exception {
        assumeTrue(isInstalled(), PROGRAM + " is not installed");
        try (var lab = Lab.start(LabOptions.defaults())) {
            var variables = new HashMap<>(lab.environment());
            variables.put("RECONAI_DATA_DIR", folder.resolve("data").toString());
            variables.put("RECONAI_SOURCE_PAUSE_MS", "20");
            variables.put("PORT", String.valueOf(FreePort.find()));
            try (var server = PackagedServer.start(variables, folder.resolve("server.log"))) {
                var token = Client.json(Client.stranger(server.address())
                                .post("/api/auth/register", Client.account("fuzz@acme.example")))
                        .path("access_token")
                        .asText();
                var output = folder.resolve("output.txt");
                var status = new ProcessBuilder(command(server, token))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start()
                        .waitFor();
                assertThat(status).as(java.nio.file.Files.readString(output)).isZero();
            }
        }
    }

    private static List<String> command(PackagedServer server, String token) {
        return List.of(
                PROGRAM,
                "run",
                server.address().resolve("/openapi.json").toString(),
                "--url",
                server.address().toString(),
                "--header",
                "Authorization: Bearer " + token,
                "--checks",
                "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
                "--phases",
                "examples,fuzzing",
                "--max-examples",
                "10",
                "--exclude-path-regex",
                LEFT_OUT,
                "--exclude-operation-id",
                "me_remove",
                "--exclude-operation-id",
                "scan_evidence_upload", // its lines of JSON are a form that the generator does not know
                "--rate-limit",
                "580/m",
                "--seed",
                "42",
                "--no-shrink",
                "--continue-on-failure",
                "--suppress-health-check",
                "all",
                "--request-timeout",
                "60");
    }
}
