package io.reconai.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A web service as a process, on a port of its own.
final class ServiceProcess implements AutoCloseable {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

    private final Process process;
    private final Path folder;
    private final int port;

    private ServiceProcess(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /// The server, as `./reconai serve` starts it.
    static ServiceProcess start(Path folder, Map<String, String> variables) throws IOException, InterruptedException {
        var port = freePort();
        var builder = new ProcessBuilder("./reconai", "serve")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(variables);
        builder.environment().put("PORT", String.valueOf(port));
        builder.environment().put("RECONAI_DATA_DIR", folder.toString());
        var server = new ServiceProcess(builder.start(), folder, port);
        server.awaitReady();
        return server;
    }

    /// Any other program that listens on the port it is told.
    ///
    /// @param command with `{port}`
    static ServiceProcess start(List<String> command, Path folder) throws IOException, InterruptedException {
        var port = freePort();
        var process = new ProcessBuilder(command.stream()
                        .map(word -> word.replace("{port}", String.valueOf(port)))
                        .toList())
                .redirectOutput(folder.resolve("peer.log").toFile())
                .redirectError(folder.resolve("peer.errors").toFile())
                .start();
        var server = new ServiceProcess(process, folder, port);
        server.awaitPort();
        return server;
    }

    private void awaitReady() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                    .build();
            while (process.isAlive()) {
                try {
                    if (client.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (ConnectException notYet) {
                    Thread.sleep(5);
                }
            }
        }
        throw new IOException("the server ended with " + process.exitValue());
    }

    private void awaitPort() throws IOException, InterruptedException {
        while (process.isAlive()) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (ConnectException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IOException("the service ended with " + process.exitValue());
    }

    int port() {
        return port;
    }

    /// The largest resident set so far; 0 where the system does not tell.
    long peakMib() throws IOException {
        return status(PEAK) >> 10;
    }

    long residentMib() throws IOException {
        return status(RESIDENT) >> 10;
    }

    /// What is still in use right after a collection of all garbage, which it asks for.
    long liveHeapMib() throws IOException, InterruptedException {
        var asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (var lines = asked.inputReader()) {
            var total =
                    lines.lines().map(TOTAL::matcher).filter(Matcher::matches).findFirst();
            asked.waitFor();
            return total.map(found -> Long.parseLong(found.group(1)) >> 20).orElse(0L);
        }
    }

    long threads() throws IOException {
        return status(THREADS);
    }

    /// Processor time of the process so far; 0 where the system does not tell.
    double processorSeconds() {
        return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L) / 1_000.0;
    }

    long openFiles() throws IOException {
        var open = Path.of("/proc", String.valueOf(process.pid()), "fd");
        if (!Files.exists(open)) {
            return 0;
        }
        try (var files = Files.list(open)) {
            return files.count();
        }
    }

    long storeMib() throws IOException {
        return Files.size(folder.resolve("reconai.db")) >> 20;
    }

    private long status(Pattern what) throws IOException {
        var status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        var found = what.matcher(Files.readString(status));
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
