package io.reconai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.lab.FreePort;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `reconai demo`: the lab, the server, an account and one finished scan, ready to look at, offline.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = {"Shows everything at once, offline, ready to look at", "", "Example:", "  reconai demo", ""},
        description =
                "Runs a simulated organisation and the service, scans it and says where to look. Stop it with Ctrl-C.")
final class DemoCommand implements Callable<Integer> {

    static final String EMAIL = "demo@acme.example";

    private static final String PASSWORD = "anvils-fall-fast-2026";
    private static final Duration SCAN_TIME = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8000",
            description = "Port of the web app (default 8000; 0: any free one).")
    private int port;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Keep the data here (default: a temporary folder).")
    private @Nullable Path dataDir;

    @Override
    public Integer call() throws Exception {
        var chosen = port == 0 ? FreePort.find() : port;
        var folder = dataDir == null ? Files.createTempDirectory("reconai-demo-") : dataDir;
        var began = System.nanoTime();
        try (var lab = Lab.start(LabOptions.defaults());
                var server = ServerProcess.start(variables(lab, folder, chosen), List.of())) {
            Closing.atExit(server);
            Closing.atExit(lab);
            if (dataDir == null) {
                Closing.atExit(() -> TemporaryFolder.delete(folder));
            }
            server.awaitReady();
            try (var client = HttpClient.newHttpClient()) {
                var token = signIn(client, server.address());
                var scan = scan(client, server.address(), token, lab.domain());
                tell(server.address(), scan, (System.nanoTime() - began) / 1e9);
            }
            return server.waitFor();
        }
    }

    private static Map<String, String> variables(Lab lab, Path folder, int port) {
        var variables = new HashMap<>(lab.environment());
        variables.put("PORT", String.valueOf(port));
        variables.put("RECONAI_DATA_DIR", folder.toString());
        variables.put("RECONAI_REQUIRE_OWNERSHIP", "false"); // everything in the lab is ours
        variables.put("RECONAI_SOURCE_PAUSE_MS", "100"); // the lab's sources need no rest
        variables.put("RECONAI_DEMO", "true");
        return variables;
    }

    /// Makes the demo's account, or signs in where the folder holds it from an earlier run.
    private static String signIn(HttpClient client, URI server) throws IOException, InterruptedException {
        var account = JSON.createObjectNode().put("email", EMAIL).put("password", PASSWORD);
        var answer = post(client, server.resolve("/api/auth/register"), account, "");
        if (answer.statusCode() == 409) {
            answer = post(client, server.resolve("/api/auth/login"), account, "");
        }
        return expect(answer, "signing in").path("access_token").asText();
    }

    /// Scans the lab's organisation in active mode and waits for the end.
    private static JsonNode scan(HttpClient client, URI server, String token, String domain)
            throws IOException, InterruptedException {
        var wish = JSON.createObjectNode().put("domain", domain).put("mode", "active");
        var started = expect(post(client, server.resolve("/api/assets/scan"), wish, token), "starting the scan");
        var address =
                server.resolve("/api/assets/scans/" + started.path("scan_id").asText());
        var until = System.nanoTime() + SCAN_TIME.toNanos();
        while (System.nanoTime() < until) {
            var request = HttpRequest.newBuilder(address)
                    .header("Authorization", "Bearer " + token)
                    .build();
            var scan = expect(client.send(request, HttpResponse.BodyHandlers.ofString()), "asking for the scan")
                    .path("data");
            if (List.of("completed", "failed", "canceled")
                    .contains(scan.path("scan_status").asText())) {
                return scan;
            }
            Thread.sleep(PAUSE);
        }
        throw new IOException("the demo's scan did not end within " + SCAN_TIME.toSeconds() + " s");
    }

    private static void tell(URI server, JsonNode scan, double seconds) {
        System.out.printf(
                "%nScanned acme.test: %d assets, %d of them at high and %d at critical risk (%.1f s in all).%n%n",
                scan.path("assets_discovered").asInt(),
                scan.path("high_risk_assets").asInt(),
                scan.path("critical_risk_assets").asInt(),
                seconds);
        System.out.printf("  Open      %s/%n  E-mail    %s%n  Password  %s%n%n", server, EMAIL, PASSWORD);
        System.out.println("Everything here is simulated and on this machine. Ctrl-C ends it.");
        System.out.flush();
    }

    private static HttpResponse<String> post(HttpClient client, URI address, JsonNode body, String token)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode expect(HttpResponse<String> answer, String what) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(what + " failed: " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
