package io.reconai.engine.services;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real server that a test starts from a temporary folder on loopback; the test is skipped where it is not installed.
public final class Program implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Process process;

    private Program(Process process) {
        this.process = process;
    }

    /// The first path of these that can be run.
    public static Path installed(String... paths) {
        var found = List.of(paths).stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), () -> String.join(" or ", paths) + " is not installed");
        return found.orElseThrow();
    }

    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Runs a preparing command to its end.
    public static void run(Path folder, String... command) throws IOException, InterruptedException {
        var process = builder(folder, List.of(command)).start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + ": " + Files.readString(folder.resolve("output.txt")));
        }
    }

    /// Starts a server and returns when its port accepts connections.
    public static Program start(Path folder, int port, String... command) throws IOException, InterruptedException {
        var started = new Program(builder(folder, List.of(command)).start());
        var began = System.nanoTime();
        while (!accepts(port)) {
            if (!started.process.isAlive() || System.nanoTime() - began > PATIENCE_NANOS) {
                started.close();
                throw new IOException(
                        String.join(" ", command) + ": " + Files.readString(folder.resolve("output.txt")));
            }
            started.process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        return started;
    }

    /// Starts a server whose readiness shows in its answers.
    static Program start(Path folder, String... command) throws IOException {
        return new Program(builder(folder, List.of(command)).start());
    }

    private static ProcessBuilder builder(Path folder, List<String> command) {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output.txt").toFile()));
    }

    private static boolean accepts(int port) {
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
