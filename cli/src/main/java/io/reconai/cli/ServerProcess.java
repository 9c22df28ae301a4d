package io.reconai.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The server as a process of its own, with the JVM, the jar and the start-up cache that the launcher named.
final class ServerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration STOP = Duration.ofSeconds(25);

    /// A JVM with flags of its own writes a start-up cache while it ends; cut off, it would leave half of one.
    private static final Duration STOP_WITH_CACHE = Duration.ofMinutes(10);

    private final Process process;
    private final int port;
    private final Duration patience;

    private ServerProcess(Process process, int port, Duration patience) {
        this.process = process;
        this.port = port;
        this.patience = patience;
    }

    /// Starts the server with these variables beside the environment's.
    ///
    /// @param jvmFlags before those of the launcher
    /// @throws UsageException when the program was not started by its launcher
    static ServerProcess start(Map<String, String> variables, List<String> jvmFlags)
            throws UsageException, IOException {
        return start(variables, jvmFlags, List.of());
    }

    /// Lets the server's program do one thing and end.
    ///
    /// @param arguments such as `backup FILE`
    /// @return its exit status
    static int run(Map<String, String> variables, List<String> arguments)
            throws UsageException, IOException, InterruptedException {
        try (var server = start(variables, List.of(), arguments)) {
            return server.waitFor();
        }
    }

    private static ServerProcess start(Map<String, String> variables, List<String> jvmFlags, List<String> arguments)
            throws UsageException, IOException {
        var jar = System.getProperty("reconai.server.jar", "");
        if (jar.isEmpty() || !Files.exists(Path.of(jar))) {
            throw new UsageException("the server is not built; start it with ./reconai serve");
        }
        var command = new ArrayList<String>();
        command.add(System.getProperty(
                "reconai.java", ProcessHandle.current().info().command().orElse("java")));
        command.addAll(jvmFlags);
        command.addAll(
                List.of(System.getProperty("reconai.server.jvm", "").strip().split(" +")));
        var cache = System.getProperty("reconai.server.cache", "");
        if (!cache.isEmpty() && jvmFlags.isEmpty() && Files.exists(Path.of(cache))) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.removeIf(String::isEmpty);
        command.addAll(List.of("-jar", jar));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(variables);
        return new ServerProcess(
                builder.start(),
                Integer.parseInt(variables.getOrDefault("PORT", "8000")),
                jvmFlags.isEmpty() ? STOP : STOP_WITH_CACHE);
    }

    /// The address of the server on this machine.
    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Waits until the server answers.
    ///
    /// @throws IOException when it ends instead, or does not answer in time
    void awaitReady() throws IOException, InterruptedException {
        var until = System.nanoTime() + START.toNanos();
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(address().resolve("/health/ready")).build();
            while (System.nanoTime() < until) {
                if (!process.isAlive()) {
                    throw new IOException(
                            "the server ended with status " + process.exitValue() + "; see its messages above");
                }
                try {
                    if (client.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (ConnectException notYet) {
                    // It has not opened its port yet.
                }
                Thread.sleep(PAUSE);
            }
        }
        throw new IOException("the server did not answer within " + START.toSeconds() + " s");
    }

    int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /// Asks the server to end and waits for it.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
