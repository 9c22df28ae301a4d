package io.reconai.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The program wrk as the caller: on the processor that it shares with what is measured it takes a seventh of the time
/// that callers of our own take.
final class Wrk {

    private static final Pattern RESULT = Pattern.compile("result (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");
    private static final double MICROS = 1_000;

    private final Path folder;
    private final int port;
    private final int connections;

    /// @param folder where its script is put
    Wrk(Path folder, int port, int connections, List<Caller.Person> people) throws IOException {
        this.folder = folder;
        this.port = port;
        this.connections = connections;
        try (var script = Objects.requireNonNull(Wrk.class.getResourceAsStream("wrk.lua"))) {
            Files.write(folder.resolve("wrk.lua"), script.readAllBytes());
        }
        Files.writeString(
                folder.resolve("people.lua"),
                "return {" + people.stream().map(Wrk::asLua).collect(Collectors.joining(",\n")) + "}\n");
    }

    static boolean isThere() {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, "wrk")));
    }

    private static String asLua(Caller.Person person) {
        var assets = person.assets().stream().map(id -> '"' + id + '"').collect(Collectors.joining(","));
        return "{headers=\"" + person.headers().replace("\r\n", "\\r\\n") + "\", assets={" + assets + "}}";
    }

    /// All connections ask at the same time, each again as soon as it was answered.
    ///
    /// @param path with `{asset}` for an asset of the person's own
    /// @throws IOException when an answer is no success
    Load full(String path, Duration time) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        "wrk",
                        "-t1",
                        "-c" + connections,
                        "--timeout",
                        "30s",
                        String.format(Locale.ROOT, "-d%ds", time.toSeconds()),
                        "-s",
                        folder.resolve("wrk.lua").toString(),
                        "http://127.0.0.1:" + port)
                .redirectErrorStream(true);
        builder.environment().put("RECONAI_BENCH_PATH", path);
        builder.environment()
                .put("RECONAI_BENCH_PEOPLE", folder.resolve("people.lua").toString());
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var result = RESULT.matcher(output);
        if (!result.find() || number(result, 5) > 0) {
            throw new IOException(path + ": " + output);
        }
        return new Load(
                number(result, 1) / (number(result, 2) / 1e6), number(result, 3) / MICROS, number(result, 4) / MICROS);
    }

    private static double number(Matcher result, int group) {
        return Double.parseDouble(result.group(group));
    }
}
