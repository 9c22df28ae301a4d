package io.reconai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// Whether the service stays as it is over hours: scans of the lab one after another and calls of the interface all the
/// while; memory, threads and open files every ten minutes, and everything that was not answered as it should be.
///
/// Run from the project's root, with JDK 25, after a build: `java -cp
/// 'bench/target/*:cli/target/lib/*:server/target/quarkus-app/lib/main/*' io.reconai.bench.SoakBenchmark [MINUTES]`.
public final class SoakBenchmark {

    private static final Duration BETWEEN_SCANS = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(150);
    private static final Pattern SETTING = Pattern.compile("(?m)^export (\\w+)='(.*)'$");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CALLS = List.of(
            "/api/assets",
            "/api/assets?sort=-open_findings&limit=100",
            "/api/findings",
            "/api/analytics/dashboard",
            "/api/assets/scans",
            "/api/assets/graph",
            "/api/alerts",
            "/health");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServiceProcess server;
    private final String token;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong scans = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    private SoakBenchmark(ServiceProcess server) throws IOException, InterruptedException {
        this.server = server;
        token = post(
                        "/api/auth/register",
                        "{\"email\":\"soak@acme.example\",\"password\":\"a tunnel painted on rock\"}",
                        "")
                .path("access_token")
                .asText();
    }

    /// @param arguments for how many minutes; 120 when absent
    public static void main(String[] arguments) throws Exception {
        var time = Duration.ofMinutes(arguments.length > 0 ? Long.parseLong(arguments[0]) : 120);
        var folder = Files.createTempDirectory("reconai-soak-");
        var lab = new ProcessBuilder("./reconai", "lab")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            var variables = new HashMap<>(settings(lab));
            variables.put("RECONAI_QUOTAS", "off");
            variables.put("RECONAI_REQUIRE_OWNERSHIP", "false");
            try (var server = ServiceProcess.start(folder, variables)) {
                new SoakBenchmark(server).run(time);
            }
        } finally {
            lab.destroy();
            FilledStore.delete(folder);
        }
    }

    private static Map<String, String> settings(Process lab) throws IOException {
        var said = new StringBuilder();
        var out = lab.inputReader();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith("# the lab is running")) {
                break;
            }
        }
        var found = new HashMap<String, String>();
        SETTING.matcher(said).results().forEach(match -> found.put(match.group(1), match.group(2)));
        return found;
    }

    private void run(Duration time) throws Exception {
        var began = System.nanoTime();
        var until = began + time.toNanos();
        var caller = Thread.ofVirtual().start(() -> callAll(until));
        var scanner = Thread.ofVirtual().start(() -> scanAll(until));
        System.out.println(
                "| minutes | scans | calls | failures | resident, MiB | threads | open files | store, MiB |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        while (System.nanoTime() < until) {
            Thread.sleep(BETWEEN_LOOKS);
            System.out.printf(
                    "| %d | %d | %,d | %d | %d | %d | %d | %d |%n",
                    Duration.ofNanos(System.nanoTime() - began).toMinutes(),
                    scans.get(),
                    calls.get(),
                    failures.get(),
                    server.residentMib(),
                    server.threads(),
                    server.openFiles(),
                    server.storeMib());
        }
        caller.join();
        scanner.join();
    }

    private void callAll(long until) {
        for (var turn = 0; System.nanoTime() < until; turn++) {
            try {
                get(CALLS.get(turn % CALLS.size()));
                calls.incrementAndGet();
                Thread.sleep(BETWEEN_CALLS);
            } catch (IOException failed) {
                fail(failed);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void scanAll(long until) {
        while (System.nanoTime() < until) {
            try {
                var scanId = post("/api/assets/scan", "{\"domain\":\"acme.test\",\"mode\":\"active\"}", token)
                        .path("scan_id")
                        .asText();
                var status = "";
                while (!List.of("completed", "partial", "failed", "canceled").contains(status)) {
                    Thread.sleep(1_000);
                    status = get("/api/assets/scans/" + scanId)
                            .at("/data/scan_status")
                            .asText();
                }
                if (!status.equals("completed")) {
                    fail(new IOException("a scan ended as " + status));
                }
                scans.incrementAndGet();
                Thread.sleep(BETWEEN_SCANS);
            } catch (IOException failed) {
                fail(failed);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void fail(IOException failed) {
        failures.incrementAndGet();
        System.err.println(failed.getMessage());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return answer(request(path, token).build());
    }

    private JsonNode post(String path, String body, String as) throws IOException, InterruptedException {
        return answer(request(path, as)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path, String as) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        return as.isEmpty() ? request : request.header("Authorization", "Bearer " + as);
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(request.uri().getPath() + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
