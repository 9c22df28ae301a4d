package io.reconai.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// Searches labs of two sizes for names in active mode and prints: names found of those that there are, names found
/// that there are not, seconds, peak memory.
///
/// Run from the project's root, with JDK 25: `java bench/src/main/java/io/reconai/bench/DiscoveryBenchmark.java`. The
/// program is started by its launcher, as its user would; process start is part of every figure. Memory is the peak
/// of the resident set (VmHWM of Linux), 0 where the system does not tell. One source, InternetDB, is asked for one
/// address after the other and takes its half minute whatever the others do; a row without it shows what they need.
///
/// Other programs are told apart by their names in [#PEERS], with what keeps them from being measured beside this one.
public final class DiscoveryBenchmark {

    private static final int RUNS = 3;
    private static final Pattern VARIABLE = Pattern.compile("export (\\w+)='([^']*)'");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    /// An asset of the truth has a type after its value; names that are none have a reason.
    private static final Pattern ASSET = Pattern.compile("\"value\" : \"([^\"]+)\",\\s+\"type\" :");

    private static final Map<String, String> PEERS = Map.of(
            "BBOT 3.0.2",
            "fetches massdns, 7z and baddns from the internet when it starts, and its brute force is massdns",
            "Amass 4",
            "its module (github.com/owasp-amass/amass/v4) is not to be had where there is a module proxy alone");

    private record Figures(double seconds, long peakMib, int found, int there, int wrong, int status) {}

    private DiscoveryBenchmark() {}

    /// Runs all sizes; arguments are ignored.
    public static void main(String[] arguments) throws Exception {
        quietly("--version"); // builds what is not built
        System.out.println("| lab | names found | found that are none | s | peak memory, MiB |");
        System.out.println("|---|---|---|---|---|");
        measure("the described hosts", List.of(), List.of());
        measure("10,000 hosts", List.of("--hosts", "10000"), List.of());
        measure(
                "10,000 hosts, without InternetDB",
                List.of("--hosts", "10000"),
                List.of("--without-sources", "internetdb"));
        PEERS.forEach((peer, why) -> System.out.println("\n" + peer + " is not measured: it " + why + "."));
    }

    private static void measure(String name, List<String> labOptions, List<String> options) throws Exception {
        quietly("lab", "--help"); // makes the start-up caches
        quietly("discover", "--help");
        var runs = new ArrayList<Figures>();
        for (var i = 0; i < RUNS; i++) {
            runs.add(inLab(labOptions, options));
        }
        runs.sort((left, right) -> Double.compare(left.seconds, right.seconds));
        System.out.printf(
                "| %s | %d of %d | %d | %.1f (%.1f to %.1f) | %d%s |%n",
                name,
                runs.stream().mapToInt(Figures::found).min().orElse(0),
                runs.getFirst().there,
                runs.stream().mapToInt(Figures::wrong).max().orElse(0),
                runs.get(RUNS / 2).seconds,
                runs.getFirst().seconds,
                runs.getLast().seconds,
                runs.stream().mapToLong(Figures::peakMib).max().orElse(0),
                runs.stream().anyMatch(run -> run.status != 0) ? ", NOT COMPLETE" : "");
    }

    private static Figures inLab(List<String> labOptions, List<String> options) throws Exception {
        var truth = Files.createTempFile("reconai-truth-", ".json");
        var command = new ArrayList<>(List.of("lab", "--truth", truth.toString()));
        command.addAll(labOptions);
        var lab = start(command, Map.of());
        try {
            var variables = variables(lab.inputReader());
            var there = new HashSet<String>();
            var asset = ASSET.matcher(Files.readString(truth));
            while (asset.find()) {
                there.add(asset.group(1));
            }
            return discover(variables, there, options);
        } finally {
            lab.destroy();
            lab.waitFor();
            Files.delete(truth);
        }
    }

    private static Map<String, String> variables(BufferedReader said) throws IOException {
        var variables = new HashMap<String, String>();
        for (var line = said.readLine(); line != null && !line.startsWith("#"); line = said.readLine()) {
            var found = VARIABLE.matcher(line);
            if (found.matches()) {
                variables.put(found.group(1), found.group(2));
            }
        }
        variables.put("RECONAI_CACHE_DIR", "off");
        return variables;
    }

    private static Figures discover(Map<String, String> variables, Set<String> there, List<String> options)
            throws Exception {
        var began = System.nanoTime();
        var command = new ArrayList<>(List.of("discover", "acme.test", "--mode", "active", "--silent"));
        command.addAll(options);
        var search = start(command, variables);
        var peak = new AtomicLong();
        var watching = Thread.ofVirtual().start(() -> watch(search, peak));
        Set<String> names;
        try (var out = search.inputReader()) {
            names = new HashSet<>(out.readAllLines());
        }
        var status = search.waitFor();
        var seconds = (System.nanoTime() - began) / 1e9;
        watching.join();
        var all = names.size();
        names.retainAll(there);
        return new Figures(seconds, peak.get() / 1_024, names.size(), there.size(), all - names.size(), status);
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

    private static void quietly(String... arguments) throws Exception {
        var process = start(List.of(arguments), Map.of());
        process.inputReader().readAllLines();
        process.waitFor();
    }

    private static Process start(List<String> arguments, Map<String, String> variables) throws IOException {
        var command = new ArrayList<>(List.of("./reconai"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(variables);
        return builder.start();
    }
}
