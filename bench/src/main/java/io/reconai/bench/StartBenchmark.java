package io.reconai.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/// How long the command line and the server take to start, through the launcher, with and without their caches.
///
/// Run from the project's root, with JDK 25: `java bench/src/main/java/io/reconai/bench/StartBenchmark.java`. The floor
/// that no Java program is below is measured beside them: a JVM that only says its version.
public final class StartBenchmark {

    private static final int RUNS = 11;

    private StartBenchmark() {}

    /// Runs all; arguments are ignored.
    public static void main(String[] arguments) throws Exception {
        run(List.of("./reconai", "--version")); // builds what is not built
        serve(); // and the server
        System.out.println("| what | median of " + RUNS + ", s | fastest | slowest |");
        System.out.println("|---|---|---|---|");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        measure("`java -version`, the floor", () -> run(List.of(java, "-version")));
        measure("`./reconai --version`", () -> run(List.of("./reconai", "--version")));
        measure("`./reconai scan --help`", () -> run(List.of("./reconai", "scan", "--help")));
        measure("`./reconai serve` until `/health/ready` answers", StartBenchmark::serve);
    }

    private static void measure(String name, DoubleSupplier work) {
        var seconds = new double[RUNS];
        Arrays.setAll(seconds, _ -> work.getAsDouble());
        Arrays.sort(seconds);
        System.out.printf("| %s | %.2f | %.2f | %.2f |%n", name, seconds[RUNS / 2], seconds[0], seconds[RUNS - 1]);
    }

    private static double run(List<String> command) {
        var began = System.nanoTime();
        try {
            var process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " ended with " + process.exitValue());
            }
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private static double serve() {
        try {
            var folder = Files.createTempDirectory("reconai-bench-");
            try {
                var began = System.nanoTime();
                try (var _ = ServiceProcess.start(folder, Map.of())) {
                    return (System.nanoTime() - began) / 1e9;
                }
            } finally {
                delete(folder);
            }
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void delete(Path folder) throws IOException {
        var all = new ArrayList<Path>();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (var file : all) {
            Files.deleteIfExists(file);
        }
    }
}
