package io.reconai.cli;

import io.reconai.lab.FreePort;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Does what commands usually do, once, so that the JVM can write down the classes they need (a start-up cache).
///
/// Called by the launcher after a build: for the command line within the JVM that writes the cache, for the server by
/// starting it with the cache's name, asking it some questions and stopping it.
@Command(name = "warm-up", hidden = true, description = "Prepares a fast start; called by the launcher.")
final class WarmUpCommand implements Callable<Integer> {

    /// What a cache is for; the launcher names them so.
    enum Use {
        CLI,
        NAMES,
        SCAN,
        LAB
    }

    private static final int WORDS = 50_000;
    private static final List<String> QUESTIONS =
            List.of("/health", "/", "/openapi.json", "/api/config", "/api/assets", "/api/no-such-thing");

    @Option(names = "--for", defaultValue = "CLI")
    private Use use = Use.CLI;

    @Option(names = "--server-cache")
    private @Nullable Path serverCache;

    @Override
    public Integer call() throws Exception {
        if (serverCache != null) {
            warmUpServer(serverCache);
        } else {
            switch (use) {
                case CLI -> warmUpCommandLine();
                case NAMES -> sweepTheLab();
                case SCAN -> scanTheLab();
                case LAB -> startALab();
            }
        }
        return ExitStatus.DONE;
    }

    private static void warmUpCommandLine() {
        run("--version");
        run("--help");
        run("scan", "--help");
    }

    /// A short scan, so that the cache holds what a scan needs as well. The lab runs elsewhere: what it needs would
    /// make each scan start later.
    private static void scanTheLab() throws Exception {
        inFolder((folder, config) -> {
            var evidence = folder.resolve("evidence.jsonl");
            run(
                    "scan",
                    "acme.test",
                    "--mode=active",
                    "--max-hosts=12",
                    "--silent",
                    "--config=" + config,
                    "--evidence=" + evidence,
                    "--output=" + folder.resolve("result.json"));
            run("replay", evidence.toString(), "--silent", "--output=" + folder.resolve("result.jsonl"));
        });
    }

    /// A search for names, with a word list that is long enough to show where the time goes.
    private static void sweepTheLab() throws Exception {
        inFolder((folder, config) -> {
            var words = IntStream.range(0, WORDS).mapToObj(i -> "word-" + i).toList();
            run(
                    "discover",
                    "acme.test",
                    "--mode=active",
                    "--silent",
                    "--wordlist=" + Files.write(folder.resolve("words.txt"), words),
                    "--config=" + config,
                    "--output=" + folder.resolve("names.txt"));
        });
    }

    /// @param work gets a folder and a configuration file that points at a lab
    private static void inFolder(Work work) throws Exception {
        var folder = Files.createTempDirectory("reconai-warm-up-");
        try (var lab = LabProcess.start()) {
            var settings = new StringBuilder("RECONAI_SOURCE_PAUSE_MS=1\nRECONAI_CACHE_DIR=off\n");
            lab.environment()
                    .forEach((name, value) ->
                            settings.append(name).append('=').append(value).append('\n'));
            work.in(folder, Files.writeString(folder.resolve("lab.properties"), settings));
        } finally {
            TemporaryFolder.delete(folder);
        }
    }

    @FunctionalInterface
    private interface Work {
        void in(Path folder, Path config) throws Exception;
    }

    private static void run(String... arguments) {
        var quiet = new PrintWriter(new StringWriter());
        Main.commandLine(arguments).setOut(quiet).setErr(quiet).execute(arguments);
    }

    /// What the lab itself needs.
    private static void startALab() throws IOException {
        Lab.start(LabOptions.defaults()).close();
    }

    private static void warmUpServer(Path cache) throws Exception {
        var data = Files.createTempDirectory("reconai-warm-up-");
        var variables = new HashMap<String, String>();
        variables.put("RECONAI_DATA_DIR", data.toString());
        variables.put("PORT", String.valueOf(FreePort.find()));
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
}
