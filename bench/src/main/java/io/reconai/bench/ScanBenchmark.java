package io.reconai.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// Scans labs of several sizes in active mode and prints: seconds in all, seconds to the first asset, peak memory.
///
/// Run from the project's root, with JDK 25: `java bench/src/main/java/io/reconai/bench/ScanBenchmark.java`. The
/// program is started by its launcher, as its user would; process start is part of every figure. Memory is the peak
/// of the resident set (VmHWM of Linux), 0 where the system does not tell.
public final class ScanBenchmark {

    private static final int RUNS = 3;
    private static final Pattern VARIABLE = Pattern.compile("export (\\w+)='([^']*)'");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private record Figures(double seconds, double firstAssetSeconds, long peakMib, int assets, int status) {}

    private ScanBenchmark() {}

    /// Runs all sizes; arguments are ignored.
    public static void main(String[] arguments) throws Exception {
        start(List.of("--version"), Map.of()).waitFor(); // builds what is not built
        System.out.println("| lab | scan, s | first asset, s | peak memory, MiB | assets |");
        System.out.println("|---|---|---|---|---|");
        measure("the described hosts, 40 ms", RUNS, List.of("--latency", "40"), List.of());
        measure("the described hosts, 0 ms", RUNS, List.of("--latency", "0"), List.of());
        measure("1,000 hosts, 0 ms, `--rate 20000`", RUNS, List.of("--hosts", "1000"), List.of("--rate", "20000"));
        measure(
                "1,000 hosts, 0 ms, 1,000 connections a second as by default",
                1,
                List.of("--hosts", "1000"),
                List.of());
    }

    private static void measure(String name, int times, List<String> labOptions, List<String> scanOptions)
            throws Exception {
        start(List.of("lab", "--help"), Map.of()).waitFor(); // makes the start-up cache
        var runs = new ArrayList<Figures>();
        for (var i = 0; i < times; i++) {
            runs.add(inLab(labOptions, scanOptions));
        }
        runs.sort((left, right) -> Double.compare(left.seconds, right.seconds));
        var median = runs.get(times / 2);
        var failed = runs.stream().anyMatch(run -> run.status != 0);
        System.out.printf(
                "| %s | %.1f (%.1f to %.1f) | %.1f | %d | %d%s |%n",
                name,
                median.seconds,
                runs.getFirst().seconds,
                runs.getLast().seconds,
                runs.stream().mapToDouble(Figures::firstAssetSeconds).max().orElse(0),
                runs.stream().mapToLong(Figures::peakMib).max().orElse(0),
                median.assets,
                failed ? ", NOT COMPLETE" : "");
    }

    private static Figures inLab(List<String> labOptions, List<String> scanOptions) throws Exception {
        var command = new ArrayList<>(List.of("lab"));
        command.addAll(labOptions);
        var lab = start(command, Map.of());
        try {
            return scan(variables(lab.inputReader()), scanOptions);
        } finally {
            lab.destroy();
            lab.waitFor();
        }
    }

    private static Map<String, String> variables(BufferedReader said) throws IOException {
        var variables = new HashMap<String, String>();
        variables.put("RECONAI_SOURCE_PAUSE_MS", "100"); // the lab's certificate log needs no rest
        for (var line = said.readLine(); line != null && !line.startsWith("#"); line = said.readLine()) {
            var found = VARIABLE.matcher(line);
            if (found.matches()) {
                variables.put(found.group(1), found.group(2));
            }
        }
        return variables;
    }

    private static Figures scan(Map<String, String> variables, List<String> options) throws Exception {
        var began = System.nanoTime();
        var command =
                new ArrayList<>(List.of("scan", "acme.test", "--mode", "active", "--format", "jsonl", "--silent"));
        command.addAll(options);
        var scan = start(command, variables);
        var peak = new AtomicLong();
        var watching = Thread.ofVirtual().start(() -> watch(scan, peak));
        var first = 0.0;
        var assets = 0;
        try (var out = scan.inputReader()) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                first = assets == 0 ? secondsSince(began) : first;
                assets++;
            }
        }
        var status = scan.waitFor();
        var seconds = secondsSince(began);
        watching.join();
        return new Figures(seconds, first, peak.get() / 1_024, assets, status);
    }

    /// The peak never falls, so that the last reading before the end is as good as it gets.
    private static void watch(Process process, AtomicLong peakKib) {
        var status = Path.of("/proc", String.valueOf(process.pid()), "status");
        while (process.isAlive()) {
            try {
                var found = PEAK.matcher(Files.readString(status));
                if (found.find()) {
                    peakKib.set(Long.parseLong(found.group(1)));
                }
                Thread.sleep(20);
            } catch (IOException notThisSystem) {
                return;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static Process start(List<String> arguments, Map<String, String> variables) throws IOException {
        var command = new ArrayList<>(List.of("./reconai"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(variables);
        return builder.start();
    }
}
