package io.reconai.bench;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// How fast many names are asked for, beside dnsperf, which only asks, and dnsx, which does the same work.
///
/// Run from the project's root, with JDK 25: `java bench/src/main/java/io/reconai/bench/DnsBenchmark.java`. Peers and
/// the server, Knot DNS, are looked for in the folder that `RECONAI_PEERS` names and on the path; one that is missing
/// is left out, and said so. Everything happens on loopback, all in turns within one run. `RECONAI_DNS_NAMES` makes
/// the large case smaller.
public final class DnsBenchmark {

    private static final int RUNS = 3;
    private static final String DOMAIN = "acme.test";
    private static final int MANY = 1_000_000;
    private static final int SOME = 100_000;
    private static final int HITS = 5_000;
    private static final Pattern PER_SECOND = Pattern.compile("Queries per second:\\s+([\\d.]+)");
    private static final Pattern NOERROR = Pattern.compile("NOERROR (\\d+)");
    private static final Pattern TOOK = Pattern.compile("Run time \\(s\\):\\s+([\\d.]+)");

    private final Path folder;

    /// One run of a program over all names.
    private record Run(double seconds, double perSecond, double processorSeconds, long peakMib, long found) {}

    /// Something that is timed. @param program what must be there to time it
    private record Contender(String name, Optional<String> program, Work work) {}

    @FunctionalInterface
    private interface Work {
        Run run() throws IOException, InterruptedException;
    }

    private DnsBenchmark(Path folder) {
        this.folder = folder;
    }

    /// Runs all; arguments are ignored.
    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("reconai-dns-");
        try {
            new DnsBenchmark(folder).run();
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        Timed.start(List.of("./reconai", "discover", "--help"), folder).end(); // builds what is not built
        compile();
        var many = Integer.parseInt(System.getenv().getOrDefault("RECONAI_DNS_NAMES", String.valueOf(MANY)));
        System.out.println("| case | program | seconds, median (fastest to slowest) | questions a second "
                + "| processor, s | peak, MiB | found of " + HITS + " |");
        System.out.println("|---|---|---|---|---|---|---|");
        nearby(many);
        nearby(SOME);
        for (var loss : List.of("0", "1", "10")) {
            far(loss);
        }
    }

    private void nearby(int count) throws IOException, InterruptedException {
        var knot = program("knotd");
        if (knot.isEmpty()) {
            System.out.println("| (left out: Knot DNS, the server, is not installed) | | | | | | |");
            return;
        }
        var words = words(count);
        var port = freePort();
        try (var server = Timed.start(List.of(knot.get(), "-c", knotFile(port).toString()), folder)) {
            server.awaitPort(port, DOMAIN);
            var all = new ArrayList<>(List.of(
                    new Contender("sweep of the engine", Optional.of("java"), () -> sweep(port, words, count)),
                    dnsperf(port, count, "100"),
                    dnsperf(port, count, "150")));
            if (count <= SOME) {
                all.add(new Contender(
                        "`./reconai discover`, whole command", Optional.of("./reconai"), () -> discover(port, words)));
                for (var tries : List.of("1", "2")) { // a name that does not exist is asked for again too
                    all.add(dnsx(port, words, "100", tries));
                    all.add(dnsx(port, words, "500", tries));
                }
            }
            compare(String.format("%,d words, Knot on loopback", count), count, all);
        }
    }

    /// Delay and loss are made by [SlowDnsServer], since no kernel feature for them can be counted on.
    private void far(String lossPercent) throws IOException, InterruptedException {
        var words = words(SOME);
        var labels = folder.resolve("labels");
        var server = Timed.start(java("SlowDnsServer", "40", lossPercent, labels.toString()), folder);
        try (server) {
            var port = Integer.parseInt(server.firstLine());
            compare(
                    String.format("%,d words, 40 ms, %s %% lost, server of the benchmark", SOME, lossPercent),
                    SOME,
                    List.of(
                            new Contender("sweep of the engine", Optional.of("java"), () -> sweep(port, words, SOME)),
                            dnsperf(port, SOME, "2000"),
                            dnsx(port, words, "2000", "2")));
        }
    }

    private void compare(String title, int count, List<Contender> contenders) throws IOException, InterruptedException {
        var runs = new ArrayList<List<Run>>();
        contenders.forEach(_ -> runs.add(new ArrayList<>()));
        for (var round = 0; round < RUNS; round++) {
            for (var i = 0; i < contenders.size(); i++) {
                if (contenders.get(i).program.isPresent()) {
                    runs.get(i).add(contenders.get(i).work.run());
                }
            }
        }
        for (var i = 0; i < contenders.size(); i++) {
            System.out.println("| " + title + " | " + contenders.get(i).name + " | "
                    + (runs.get(i).isEmpty() ? "not installed, left out | | | | |" : row(runs.get(i), count)));
        }
    }

    private static String row(List<Run> runs, int count) {
        runs.sort(Comparator.comparingDouble(Run::seconds));
        var median = runs.get(runs.size() / 2);
        var least = runs.stream().mapToLong(Run::found).min().orElse(0);
        return String.format(
                "%.2f (%.2f to %.2f) | %,.0f | %.1f | %d | %,d%s |",
                median.seconds,
                runs.getFirst().seconds,
                runs.getLast().seconds,
                median.perSecond > 0 ? median.perSecond : count / median.seconds,
                median.processorSeconds,
                runs.stream().mapToLong(Run::peakMib).max().orElse(0),
                least,
                least == HITS ? "" : ", NOT ALL");
    }

    private Run sweep(int port, Path words, int count) throws IOException, InterruptedException {
        var sweep = Timed.start(java("DnsSweep", String.valueOf(port), DOMAIN, words.toString()), folder);
        var said = sweep.end().output().strip().split(" ");
        var seconds = Double.parseDouble(said[0]);
        return new Run(seconds, count / seconds, sweep.processorSeconds(), sweep.peakMib(), Long.parseLong(said[3]));
    }

    private Run discover(int port, Path words) throws IOException, InterruptedException {
        return whole(List.of(
                "env",
                "RECONAI_DNS_RESOLVERS=127.0.0.1:" + port,
                "./reconai",
                "discover",
                DOMAIN,
                "--mode",
                "active",
                "--sources",
                "dns.brute-force",
                "--wordlist",
                words.toString(),
                "--silent"));
    }

    private Contender dnsx(int port, Path words, String threads, String tries) {
        var dnsx = program("dnsx");
        return new Contender(
                "`dnsx -t " + threads + " -retry " + tries + "`",
                dnsx,
                () -> whole(List.of(
                        dnsx.orElseThrow(),
                        "-d",
                        DOMAIN,
                        "-w",
                        words.toString(),
                        "-r",
                        "127.0.0.1:" + port,
                        "-t",
                        threads,
                        "-retry",
                        tries,
                        "-silent",
                        "-disable-update-check")));
    }

    /// A command that prints the names that it finds, one a line, from its start to its end.
    private Run whole(List<String> command) throws IOException, InterruptedException {
        var run = Timed.start(command, folder).end();
        var found = run.output()
                .lines()
                .map(String::strip)
                .filter(name -> name.startsWith("h") && name.endsWith(DOMAIN))
                .distinct()
                .count();
        return new Run(run.seconds(), 0, run.processorSeconds(), run.peakMib(), found);
    }

    private Contender dnsperf(int port, int count, String atOnce) {
        var dnsperf = program("dnsperf");
        return new Contender("`dnsperf -q " + atOnce + "`", dnsperf, () -> {
            var questions = folder.resolve("questions-" + count);
            var run = Timed.start(
                            List.of(
                                    dnsperf.orElseThrow(),
                                    "-s",
                                    "127.0.0.1",
                                    "-p",
                                    String.valueOf(port),
                                    "-d",
                                    questions.toString(),
                                    "-n",
                                    "1",
                                    "-q",
                                    atOnce,
                                    "-t",
                                    "1"),
                            folder)
                    .end();
            return new Run(
                    number(TOOK, run.output()),
                    number(PER_SECOND, run.output()),
                    run.processorSeconds(),
                    run.peakMib(),
                    (long) number(NOERROR, run.output()));
        });
    }

    private static double number(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }

    /// Words of which as many as [#HITS] exist, spread evenly; also as questions for dnsperf, and the zone.
    private Path words(int count) throws IOException {
        var random = new SplittableRandom(count);
        var words = new ArrayList<String>();
        var existing = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            var exists = i % (count / HITS) == 0;
            var word =
                    (exists ? "h" : "w") + Integer.toHexString(i) + "-" + Integer.toHexString(random.nextInt() >>> 8);
            words.add(word);
            if (exists) {
                existing.add(word);
            }
        }
        Files.write(folder.resolve("labels"), existing);
        Files.write(
                folder.resolve("questions-" + count),
                words.stream().map(word -> word + "." + DOMAIN + " A").toList());
        Files.write(
                folder.resolve("zone"),
                Stream.concat(
                                Stream.of(
                                        "$ORIGIN " + DOMAIN + ".",
                                        "$TTL 300",
                                        "@ SOA ns hostmaster 1 3600 900 604800 300",
                                        "@ NS ns",
                                        "ns A 192.0.2.1"),
                                existing.stream().map(label -> label + " A 192.0.2.2"))
                        .toList());
        return Files.write(folder.resolve("words-" + count), words);
    }

    private Path knotFile(int port) throws IOException {
        return Files.writeString(folder.resolve("knot.conf"), """
                server:
                    rundir: %1$s
                    listen: 127.0.0.1@%2$d
                database:
                    storage: %1$s
                log:
                  - target: stderr
                    any: error
                zone:
                  - domain: %3$s
                    file: %1$s/zone
                    zonefile-load: whole
                    journal-content: none
                """.formatted(folder, port, DOMAIN));
    }

    private void compile() {
        var sources = Path.of("bench/src/main/java/io/reconai/bench");
        var status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        folder.resolve("classes").toString(),
                        "-cp",
                        engine(),
                        sources.resolve("DnsSweep.java").toString(),
                        sources.resolve("SlowDnsServer.java").toString());
        if (status != 0) {
            throw new IllegalStateException("the programs that are timed do not compile");
        }
    }

    private List<String> java(String name, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                folder.resolve("classes") + ":" + engine(),
                "io.reconai.bench." + name));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private static String engine() {
        try (var jars = Files.list(Path.of("cli/target/lib"))) {
            return String.join(":", jars.map(Path::toString).toList());
        } catch (IOException notBuilt) {
            throw new IllegalStateException("run it from the project's root", notBuilt);
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

    private static int freePort() throws IOException {
        try (var probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
