package io.reconai.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/// How long `reconai diff` takes for two large files: the same small hosts in another order, one in fifty of them at
/// another address.
///
/// Run from the project's root, with JDK 25, after a build: `java -cp 'bench/target/*:cli/target/lib/*'
/// io.reconai.bench.DiffBenchmark EVIDENCE [HOSTS]`, where EVIDENCE was written by `reconai scan --evidence`.
public final class DiffBenchmark {

    private static final int RUNS = 3;
    private static final int SMALL = 4 * 1_024;
    private static final int CHANGED_ONE_IN = 50;
    private static final Pattern HOST = Pattern.compile("\"host\":\\{\"value\":\"([^\"]+)\"");
    private static final Pattern ADDRESS = Pattern.compile("203\\.0\\.113\\.\\d+");
    private static final Pattern CHANGED = Pattern.compile("\"assets\":\\{[^}]*\"changed\":(\\d+)");

    private DiffBenchmark() {}

    /// @param arguments the evidence file, and how many hosts; 100,000 when absent
    public static void main(String[] arguments) throws Exception {
        var count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        var folder = Files.createTempDirectory("reconai-diff-");
        try {
            var lines = Files.readAllLines(Path.of(arguments[0]));
            var report = lines.stream()
                    .filter(line -> line.startsWith("{\"report\""))
                    .toList();
            var small = lines.stream()
                    .filter(line -> line.length() < SMALL
                            && ADDRESS.matcher(line).find()
                            && HOST.matcher(line).find())
                    .toList();
            var earlier = write(folder.resolve("earlier.jsonl"), hosts(small, count), report);
            var changed = moved(hosts(small, count));
            Collections.shuffle(changed, new Random(1));
            var later = write(folder.resolve("later.jsonl"), changed, report);
            System.out.println("| hosts | MiB each | seconds | processor, s | peak, MiB | hosts that changed |");
            System.out.println("|---|---|---|---|---|---|");
            measure(count, earlier, later, folder);
        } finally {
            delete(folder);
        }
    }

    private static List<String> hosts(List<String> small, int count) {
        var hosts = new ArrayList<String>(count);
        for (var number = 0; number < count; number++) {
            var line = small.get(number % small.size());
            var found = HOST.matcher(line);
            if (!found.find()) {
                throw new IllegalArgumentException("a line without a host: " + line);
            }
            hosts.add(line.replace(found.group(1), "h%06d.%s".formatted(number, found.group(1))));
        }
        return hosts;
    }

    private static List<String> moved(List<String> hosts) {
        for (var number = 0; number < hosts.size(); number += CHANGED_ONE_IN) {
            hosts.set(number, ADDRESS.matcher(hosts.get(number)).replaceAll("198.51.100.77"));
        }
        return hosts;
    }

    private static Path write(Path file, List<String> hosts, List<String> report) throws IOException {
        Files.write(file, hosts);
        Files.write(file, report, StandardOpenOption.APPEND);
        return file;
    }

    private static void measure(int count, Path earlier, Path later, Path folder) throws Exception {
        var out = folder.resolve("diff.json");
        var command = List.of("./reconai", "diff", earlier.toString(), later.toString(), "-o", out.toString());
        var runs = new ArrayList<Timed>();
        for (var run = 0; run <= RUNS; run++) {
            try (var diff = Timed.start(command, folder).end()) {
                if (run > 0) { // the first may build, or make the start-up cache
                    runs.add(diff);
                }
            }
        }
        runs.sort(Comparator.comparingDouble(Timed::seconds));
        var found = CHANGED.matcher(Files.readString(out));
        System.out.printf(
                "| %,d | %,d | %.1f (%.1f to %.1f) | %.1f | %,d | %s |%n",
                count,
                Files.size(earlier) / 1_024 / 1_024,
                runs.get(RUNS / 2).seconds(),
                runs.getFirst().seconds(),
                runs.getLast().seconds(),
                runs.get(RUNS / 2).processorSeconds(),
                runs.stream().mapToLong(Timed::peakMib).max().orElse(0),
                found.find() ? found.group(1) : "NOT SAID");
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            });
        }
    }
}
