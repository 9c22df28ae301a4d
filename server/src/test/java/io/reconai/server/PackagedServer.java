package io.reconai.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// The packaged server as a process of its own, which can be killed and started again on the same data.
public final class PackagedServer implements AutoCloseable {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Process process;
    private final URI address;

    private PackagedServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /// Starts a server and waits until it answers.
    ///
    /// @param log takes what it writes
    public static PackagedServer start(Map<String, String> variables, Path log)
            throws IOException, InterruptedException {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("the server is not packaged: " + JAR.toAbsolutePath());
        }
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(variables);
        var server = new PackagedServer(
                builder.start(), URI.create("http://127.0.0.1:" + variables.getOrDefault("PORT", "8000") + "/"));
        server.awaitReady();
        return server;
    }

    private void awaitReady() throws IOException, InterruptedException {
        var until = System.nanoTime() + START.toNanos();
        var request = HttpRequest.newBuilder(address.resolve("/health/ready")).build();
        try (var http = HttpClient.newHttpClient()) {
            while (System.nanoTime() < until) {
                if (!process.isAlive()) {
                    throw new IOException("the server ended with status " + process.exitValue());
                }
                try {
                    if (http.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    // Its port is not open yet.
                }
                Thread.sleep(PAUSE);
            }
        }
        throw new IOException("the server did not answer within " + START.toSeconds() + " s");
    }

    public URI address() {
        return address;
    }

    /// Stops it where it is, as a suspended machine is; it hears nothing of it.
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /// Lets it go on after [#freeze].
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        var status = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -" + name + " ended with status " + status);
        }
    }

    /// Kills it as kill -9 does: it can do nothing about it.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Asks it to end, and waits.
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
