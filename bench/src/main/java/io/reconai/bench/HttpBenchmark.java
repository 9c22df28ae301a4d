package io.reconai.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// How fast the start pages of 1,000 names are looked at over HTTP and HTTPS, beside httpx, and in how much memory.
///
/// Run from the project's root, with JDK 25, after a build (`./reconai --version`):
/// `java bench/src/main/java/io/reconai/bench/HttpBenchmark.java`. httpx and the servers, nginx and Knot DNS, are
/// looked for in the folder that `RECONAI_PEERS` names and on the path; httpx is left out where it is missing, and said
/// so. Everything happens on loopback, all in turns within one run; process start is part of each figure. What each
/// found is compared with what the sites are, and connections are counted by the server.
public final class HttpBenchmark {

    private static final int RUNS = 3;
    private static final int HOSTS = 1_000;
    private static final int PAGE_BYTES = 10_000;
    private static final int LARGE_PAGE_BYTES = 200_000;

    /// As many hosts at once as a scan looks at by default.
    private static final String HOSTS_AT_ONCE = "64";

    private static final String C1 = "-XX:TieredStopAtLevel=1";

    private static final Pattern NUMBER = Pattern.compile("https?://h(\\d+)\\.");

    private final Path folder;
    private final Path cache;

    /// One run of a program over all names.
    private record Run(
            double seconds,
            double firstSeconds,
            double processorSeconds,
            long peakMib,
            long connections,
            Found found) {}

    /// Of how many names each fact was right.
    private record Found(long status, long title, long server, long location, long technology) {

        String text(int hosts) {
            var all = List.of(status, title, server, location, technology);
            return all.stream().allMatch(one -> one == hosts) ? "all" : "NOT ALL: " + this;
        }
    }

    /// Something that is timed. @param program what must be there to time it
    private record Contender(String name, Optional<String> program, Work work) {}

    @FunctionalInterface
    private interface Work {
        Timed run() throws IOException, InterruptedException;
    }

    private HttpBenchmark(Path folder) {
        this.folder = folder;
        cache = folder.resolve("cache.aot");
    }

    /// Runs all; arguments are ignored.
    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("reconai-http-");
        try {
            new HttpBenchmark(folder).run();
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        var nginx = program("nginx");
        var knot = program("knotd");
        if (nginx.isEmpty() || knot.isEmpty()) {
            System.out.println("left out: the servers, nginx and Knot DNS, are not installed");
            return;
        }
        compile();
        try (var sites = WebSites.start(nginx.get(), knot.get(), folder.resolve("sites"), HOSTS, PAGE_BYTES)) {
            warmCache(sites);
            System.out.println("| case | program | seconds, median (fastest to slowest) | first result, s "
                    + "| processor, s | peak, MiB | connections | facts right |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            compare("http", sites, 0.7);
            compare("https", sites, 1.3);
        }
        System.out.println();
        System.out.println("| hosts with pages of 200 KB | seconds | peak, MiB | facts right |");
        System.out.println("|---|---|---|---|");
        for (var hosts : List.of(250, 1_000, 4_000)) {
            memory(nginx.get(), knot.get(), hosts);
        }
    }

    private void compare(String scheme, WebSites sites, double goal) throws IOException, InterruptedException {
        var contenders = List.of(
                new Contender("engine, both compilers", Optional.of("java"), () -> sweep(scheme, sites)),
                new Contender("engine, C1 alone, as in scans", Optional.of("java"), () -> sweep(scheme, sites, C1)),
                httpx(scheme, sites, List.of("-tech-detect")),
                httpx(scheme, sites, List.of()));
        var runs = new ArrayList<List<Run>>();
        contenders.forEach(_ -> runs.add(new ArrayList<>()));
        for (var round = 0; round < RUNS; round++) {
            for (var i = 0; i < contenders.size(); i++) {
                if (contenders.get(i).program.isPresent()) {
                    runs.get(i).add(measure(contenders.get(i), sites, HOSTS));
                }
            }
        }
        for (var i = 0; i < contenders.size(); i++) {
            System.out.println("| " + scheme + " | " + contenders.get(i).name + " | "
                    + (runs.get(i).isEmpty() ? "not installed, left out | | | | | |" : row(runs.get(i))));
        }
        var ours = Math.min(median(runs.get(0)), median(runs.get(1)));
        for (var i = 2; i < contenders.size() && !runs.get(i).isEmpty(); i++) {
            System.out.printf(
                    "| %s | engine at its better setting: %.2f of the time of %s; goal with the same facts: at most %.1f%n",
                    scheme, ours / median(runs.get(i)), contenders.get(i).name, goal);
        }
    }

    private static Run measure(Contender contender, WebSites sites, int hosts)
            throws IOException, InterruptedException {
        var before = sites.connections();
        var run = contender.work.run();
        var connections = sites.connections() - before;
        return new Run(
                run.seconds(),
                run.firstSeconds(),
                run.processorSeconds(),
                run.peakMib(),
                connections,
                found(run.output(), hosts));
    }

    private static double median(List<Run> runs) {
        return runs.stream().mapToDouble(Run::seconds).sorted().toArray()[runs.size() / 2];
    }

    private static String row(List<Run> runs) {
        runs.sort(Comparator.comparingDouble(Run::seconds));
        var wrong = runs.stream()
                .map(run -> run.found.text(HOSTS))
                .filter(text -> !text.equals("all"))
                .findFirst();
        return String.format(
                "%.2f (%.2f to %.2f) | %.2f | %.1f | %d | %d | %s |",
                median(runs),
                runs.getFirst().seconds,
                runs.getLast().seconds,
                runs.stream().mapToDouble(Run::firstSeconds).max().orElse(0),
                runs.get(runs.size() / 2).processorSeconds,
                runs.stream().mapToLong(Run::peakMib).max().orElse(0),
                runs.get(runs.size() / 2).connections,
                wrong.orElse("all"));
    }

    private void memory(String nginx, String knot, int hosts) throws IOException, InterruptedException {
        try (var sites = WebSites.start(nginx, knot, folder.resolve("large-" + hosts), hosts, LARGE_PAGE_BYTES)) {
            var run = measure(
                    new Contender("start pages by the engine", Optional.of("java"), () -> sweep("http", sites)),
                    sites,
                    hosts);
            System.out.printf("| %,d | %.2f | %d | %s |%n", hosts, run.seconds, run.peakMib, run.found.text(hosts));
        }
    }

    private static Found found(String output, int hosts) {
        var lines = new String[hosts];
        output.lines().forEach(line -> {
            var number = NUMBER.matcher(line);
            if (number.find()) {
                lines[Integer.parseInt(number.group(1))] = line;
            }
        });
        return new Found(
                count(lines, (line, site) -> line.contains("[" + site.status() + "]")),
                count(lines, (line, site) -> line.contains("[" + site.title() + "]")),
                count(lines, (line, _) -> line.contains("[nginx/")),
                count(lines, (line, site) -> site.location().isEmpty() || line.contains("[" + site.location() + "]")),
                count(
                        lines,
                        (line, site) -> line.contains(site.technology() + ":")
                                || line.contains(site.technology() + "/")
                                || line.endsWith(site.technology() + "]")));
    }

    @FunctionalInterface
    private interface Check {
        boolean isRight(String line, WebSites.Expected site);
    }

    private static long count(String[] lines, Check check) {
        return IntStream.range(0, lines.length)
                .filter(i -> lines[i] != null && check.isRight(lines[i], WebSites.expected(i)))
                .count();
    }

    private Timed sweep(String scheme, WebSites sites, String... flags) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(flags));
        all.add("-XX:AOTCache=" + cache);
        return Timed.start(java(all, scheme, sites), folder).end();
    }

    /// As the launcher does after a build: what the program needs at its start is kept in a file.
    private void warmCache(WebSites sites) throws IOException, InterruptedException {
        Timed.start(java(List.of("-XX:AOTCacheOutput=" + cache), "https", sites), folder)
                .end();
    }

    private List<String> java(List<String> flags, String scheme, WebSites sites) throws IOException {
        var names = Files.write(folder.resolve("names"), sites.names());
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xlog:disable"));
        command.addAll(flags);
        command.addAll(List.of(
                "-cp",
                folder.resolve("sweep.jar") + ":" + engine(),
                "io.reconai.bench.HttpSweep",
                scheme,
                String.valueOf(sites.port(scheme)),
                String.valueOf(sites.dnsPort()),
                names.toString(),
                HOSTS_AT_ONCE));
        return command;
    }

    /// At its own number of threads; with 200 it was not faster. Its JSON output would look for technologies always.
    private Contender httpx(String scheme, WebSites sites, List<String> more) {
        var httpx = program("httpx");
        var label = more.isEmpty() ? "httpx without technologies" : "httpx";
        return new Contender(label, httpx, () -> {
            var urls = Files.write(
                    folder.resolve("urls"),
                    sites.names().stream()
                            .map(name -> scheme + "://" + name + ":" + sites.port(scheme))
                            .toList());
            var command = new ArrayList<>(List.of(httpx.orElseThrow(), "-l", urls.toString(), "-silent"));
            command.addAll(List.of("-status-code", "-title", "-server", "-location"));
            command.addAll(List.of("-content-type", "-content-length", "-no-fallback-scheme", "-no-color"));
            command.addAll(List.of("-rate-limit", "1000000", "-retries", "0"));
            command.addAll(more);
            command.addAll(List.of("-r", "127.0.0.1:" + sites.dnsPort(), "-disable-update-check", "-no-stdin"));
            return Timed.start(command, folder).end();
        });
    }

    private void compile() throws IOException, InterruptedException {
        var classes = folder.resolve("classes");
        var status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-cp",
                        engine(),
                        "bench/src/main/java/io/reconai/bench/HttpSweep.java");
        if (status != 0) {
            throw new IllegalStateException("the program that is timed does not compile");
        }
        // Only classes from jars are kept in a start-up cache.
        Timed.start(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "jar")
                                        .toString(),
                                "--create",
                                "--file",
                                folder.resolve("sweep.jar").toString(),
                                "-C",
                                classes.toString(),
                                "."),
                        folder)
                .end();
    }

    private static String engine() {
        try (var jars = Files.list(Path.of("cli/target/lib"))) {
            return String.join(":", jars.map(Path::toString).sorted().toList());
        } catch (IOException notBuilt) {
            throw new IllegalStateException("run it from the project's root, after ./reconai --version", notBuilt);
        }
    }

    private static Optional<String> program(String name) {
        var places =
                String.join(":", System.getenv().getOrDefault("RECONAI_PEERS", ""), System.getenv("PATH"), "/usr/sbin");
        return Stream.of(places.split(":"))
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
