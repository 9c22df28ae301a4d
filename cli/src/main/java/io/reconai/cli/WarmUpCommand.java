package io.reconai.cli;

import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Does what commands usually do, once, so that the JVM can write down the classes they need (a start-up cache).
///
/// Called by the launcher after a build: for the command line within the JVM that writes the cache, for the server by
/// starting it with the cache's name, asking it some questions and stopping it.
@Command(name = "warm-up", hidden = true, description = "Prepares a fast start; called by the launcher.")
final class WarmUpCommand implements Callable<Integer> {

    private static final List<String> QUESTIONS =
            List.of("/health", "/", "/openapi.json", "/api/config", "/api/assets", "/api/no-such-thing");

    @Option(names = "--scan")
    private boolean scan;

    @Option(names = "--server-cache")
    private @Nullable Path serverCache;

    @Override
    public Integer call() throws Exception {
        if (serverCache != null) {
            warmUpServer(serverCache);
        } else if (scan) {
            scanTheLab();
        } else {
            warmUpCommandLine();
        }
        return ExitStatus.DONE;
    }

    private static void warmUpCommandLine() {
        var quiet = new PrintWriter(new StringWriter());
        for (var arguments :
                List.of(new String[] {"--version"}, new String[] {"--help"}, new String[] {"scan", "--help"})) {
            Main.commandLine().setOut(quiet).setErr(quiet).execute(arguments);
        }
    }

    /// A short scan, so that the cache holds what a scan needs as well.
    private static void scanTheLab() throws Exception {
        var folder = Files.createTempDirectory("reconai-warm-up-");
        try (var lab = Lab.start(LabOptions.defaults())) {
            var config = folder.resolve("lab.properties");
            var settings = new StringBuilder("RECONAI_SOURCE_PAUSE_MS=1\n");
            lab.environment()
                    .forEach((name, value) ->
                            settings.append(name).append('=').append(value).append('\n'));
            Files.writeString(config, settings);
            var quiet = new PrintWriter(new StringWriter());
            Main.commandLine()
                    .setOut(quiet)
                    .setErr(quiet)
                    .execute(
                            "scan",
                            lab.domain(),
                            "--mode=active",
                            "--max-hosts=12",
                            "--silent",
                            "--config=" + config,
                            "--evidence=" + folder.resolve("evidence.jsonl"),
                            "--output=" + folder.resolve("result.json"));
            Main.commandLine()
                    .setOut(quiet)
                    .setErr(quiet)
                    .execute(
                            "replay",
                            folder.resolve("evidence.jsonl").toString(),
                            "--silent",
                            "--output=" + folder.resolve("result.jsonl"));
        } finally {
            TemporaryFolder.delete(folder);
        }
    }

    private static void warmUpServer(Path cache) throws Exception {
        var data = Files.createTempDirectory("reconai-warm-up-");
        var variables = new HashMap<String, String>();
        variables.put("RECONAI_DATA_DIR", data.toString());
        variables.put("PORT", String.valueOf(freePort()));
        var flags = List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:disable", "-Xlog:all=error:stderr");
        try (var server = ServerProcess.start(variables, flags);
                var client = HttpClient.newHttpClient()) {
            server.awaitReady();
            for (var question : QUESTIONS) {
                var request = HttpRequest.newBuilder(server.address().resolve(question))
                        .build();
                client.send(request, HttpResponse.BodyHandlers.discarding());
            }
            register(client, server);
        } finally {
            TemporaryFolder.delete(data);
        }
    }

    private static void register(HttpClient client, ServerProcess server) throws IOException, InterruptedException {
        var account = "{\"email\":\"warm@up.example\",\"password\":\"a long enough pass phrase\"}";
        var request = HttpRequest.newBuilder(server.address().resolve("/api/auth/register"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(account))
                .build();
        client.send(request, HttpResponse.BodyHandlers.discarding());
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
