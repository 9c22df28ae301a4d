package io.reconai.server.work.rabbit;

import io.reconai.lab.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A RabbitMQ of the tests' own, on loopback, where it is installed.
public final class Broker implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path folder;
    private final int port;
    private final int mapperPort;
    private final int distributionPort;
    private Process process;

    private Broker(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        port = FreePort.find();
        mapperPort = FreePort.find();
        distributionPort = FreePort.find();
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("rabbitmq.conf"),
                "listeners.tcp.1 = 127.0.0.1:" + port + "\nvm_memory_high_watermark.absolute = 512MB\n"
                        + "disk_free_limit.absolute = 50MB\n");
        Files.writeString(folder.resolve("enabled_plugins"), "[].\n");
        process = launch();
    }

    /// Starts one; the test is skipped where RabbitMQ is not installed.
    public static Broker start(Path folder) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "RabbitMQ is not installed");
        return new Broker(folder);
    }

    public URI address() {
        return URI.create("amqp://guest:guest@127.0.0.1:" + port + "/");
    }

    private Process launch() throws IOException, InterruptedException {
        var log = folder.resolve("output.log");
        var before = completions(log);
        var builder = new ProcessBuilder(PROGRAM.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        folder.toString(),
                        "RABBITMQ_NODENAME",
                        "t" + port + "@localhost",
                        "RABBITMQ_MNESIA_BASE",
                        folder.resolve("mnesia").toString(),
                        "RABBITMQ_LOG_BASE",
                        folder.resolve("log").toString(),
                        "RABBITMQ_CONFIG_FILE",
                        folder.resolve("rabbitmq.conf").toString(),
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        folder.resolve("enabled_plugins").toString(),
                        "RABBITMQ_CONF_ENV_FILE",
                        "/dev/null"));
        builder.environment()
                .putAll(Map.of(
                        "RABBITMQ_DIST_PORT",
                        String.valueOf(distributionPort),
                        "ERL_EPMD_PORT",
                        String.valueOf(mapperPort),
                        "ERL_EPMD_ADDRESS",
                        "127.0.0.1",
                        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                        "-kernel inet_dist_use_interface {127,0,0,1}"));
        var started = builder.start();
        var until = System.nanoTime() + START.toNanos();
        while (completions(log) == before) {
            if (!started.isAlive() || System.nanoTime() > until) {
                throw new IOException("RabbitMQ did not start:\n" + Files.readString(log));
            }
            Thread.sleep(PAUSE);
        }
        return started;
    }

    /// How often it has said that it is ready.
    private static long completions(Path log) throws IOException {
        if (!Files.exists(log)) {
            return 0;
        }
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("completed with")).count();
        }
    }

    /// Kills it as kill -9 does, and starts it again on what it had written.
    public void crash() throws IOException, InterruptedException {
        end();
        process = launch();
    }

    private void end() throws InterruptedException {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
        for (var one : all) {
            while (one.isAlive()) {
                Thread.sleep(PAUSE);
            }
        }
    }

    /// Ends it with its name server, which outlives it.
    @Override
    public void close() throws InterruptedException {
        end();
        ProcessHandle.allProcesses()
                .filter(other -> other.info()
                        .command()
                        .filter(path -> path.endsWith("epmd"))
                        .isPresent())
                .filter(other -> other.info()
                        .arguments()
                        .filter(words -> Stream.of(words).anyMatch(String.valueOf(mapperPort)::equals))
                        .isPresent())
                .forEach(ProcessHandle::destroyForcibly);
    }
}
