package io.reconai.cli;

import io.reconai.engine.EvidenceLog;
import io.reconai.engine.ScanEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

    @Option(names = "--server-cache")
    private @Nullable Path serverCache;

    @Override
    public Integer call() throws Exception {
        if (serverCache == null) {
            warmUpCommandLine();
        } else {
            warmUpServer(serverCache);
        }
        return ExitStatus.DONE;
    }

    private static void warmUpCommandLine() throws IOException {
        var quiet = new PrintWriter(new StringWriter());
        for (var arguments :
                List.of(new String[] {"--version"}, new String[] {"--help"}, new String[] {"scan", "--help"})) {
            Main.commandLine().setOut(quiet).setErr(quiet).execute(arguments);
        }
        var judge = ScanEngine.judge();
        try (InputStream sample = WarmUpCommand.class.getResourceAsStream("sample-evidence.jsonl")) {
            if (sample != null) {
                EvidenceLog.read(new InputStreamReader(sample, StandardCharsets.UTF_8), judge::judge, report -> {});
            }
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
