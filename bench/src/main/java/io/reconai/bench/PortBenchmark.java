package io.reconai.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds open ports on 256 loopback addresses, ours beside naabu's and nmap's connect scans; prints seconds of each.
///
/// Run from the project's root after a build, with JDK 25:
/// `java -cp 'bench/target/*:cli/target/lib/*' io.reconai.bench.PortBenchmark`, as root for the part with silent
/// ports (a packet filter in a network namespace of its own: `unshare`, `nft`). Every scanner is started as a process,
/// with two tries where a port stays silent, three times or as `-Druns=` says. `NAABU` and `NMAP` name the peers'
/// programs; a peer that is not there, or named as nothing, is left out. Ours starts from a cache of loaded classes,
/// as the launcher does.
public final class PortBenchmark {

    private static final int RUNS = Integer.getInteger("runs", 3);
    private static final int FIRST_PORT = 20_001;

    /// One in each /24 network, since hosts of the same network are spared by good scanners.
    private static final String ADDRESSES = "127.0.0-255.1";

    private static final String SILENT = "silent";

    /// One port in fifty is open.
    private static final int EVERY = 50;

    /// As fast as it can, and as fast as it still finds (nearly) all of 256,000 ports on two cores.
    private static final List<Integer> NAABU_RATES = List.of(1_000_000, 15_000);

    private static final Pattern GREPABLE = Pattern.compile("Host: (\\S+) .*Ports: (.*)");

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Path CACHE = Path.of(System.getProperty("java.io.tmpdir"), "reconai-port-benchmark.aot");

    private record Scanner(String name, List<String> command) {}

    private record Run(double seconds, Set<String> found) {}

    private PortBenchmark() {}

    /// Runs all sizes. The argument `silent` is the program's own, for its second half within the namespace.
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1 && arguments[0].equals(SILENT)) {
            silenceHalf(100);
            compare("25,600 ports, half of them silent", 100);
            return;
        }
        Files.deleteIfExists(CACHE);
        run(ours("-XX:AOTCacheOutput=" + CACHE, FIRST_PORT + "-" + (FIRST_PORT + 9)));
        System.out.println("| work | scanner | seconds, median (all) | open ports found |");
        System.out.println("|---|---|---|---|");
        compare("25,600 ports", 100);
        compare("256,000 ports", 1_000);
        inNamespace();
        Files.deleteIfExists(CACHE);
    }

    private static void compare(String work, int ports) throws Exception {
        try (var _ = new Listeners(ports)) {
            Set<String> expected = new TreeSet<>();
            for (var scanner : scanners(ports)) {
                var runs = new ArrayList<Run>();
                for (var i = 0; i < RUNS; i++) {
                    runs.add(run(scanner.command()));
                }
                report(work, scanner, runs, expected.isEmpty() ? runs.getFirst().found() : expected);
                expected = expected.isEmpty() ? runs.getFirst().found() : expected;
            }
        }
    }

    private static List<Scanner> scanners(int ports) throws IOException {
        var range = FIRST_PORT + "-" + (FIRST_PORT + ports - 1);
        var scanners = new ArrayList<Scanner>();
        scanners.add(new Scanner("ReconAI", ours("-XX:AOTCache=" + CACHE, range)));
        program("NMAP", "nmap")
                .ifPresent(nmap -> scanners.add(new Scanner(
                        "nmap -sT -T5 -n -Pn",
                        List.of(
                                nmap,
                                "-sT",
                                "-T5",
                                "-n",
                                "-Pn",
                                "--max-retries",
                                "1",
                                "-oG",
                                "-",
                                "-p",
                                range,
                                ADDRESSES))));
        var list = addressList().toString();
        for (var rate : NAABU_RATES) {
            program("NAABU", "naabu")
                    .ifPresent(naabu -> scanners.add(new Scanner(
                            "naabu -s c -rate " + rate,
                            List.of(
                                    naabu,
                                    "-list",
                                    list,
                                    "-p",
                                    range,
                                    "-s",
                                    "c",
                                    "-Pn",
                                    "-silent",
                                    "-duc",
                                    "-no-stdin",
                                    "-retries",
                                    "2",
                                    "-c",
                                    "1000",
                                    "-rate",
                                    String.valueOf(rate)))));
        }
        return scanners;
    }

    private static List<String> ours(String cache, String range) {
        return List.of(
                JAVA,
                cache,
                "-Xlog:disable",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PortScan.class.getName(),
                range);
    }

    private static Path addressList() throws IOException {
        var file = Files.createTempFile("reconai-addresses-", ".txt");
        file.toFile().deleteOnExit();
        return Files.write(
                file, IntStream.range(0, 256).mapToObj(x -> "127.0." + x + ".1").toList());
    }

    private static Optional<String> program(String variable, String name) {
        var said = System.getenv(variable);
        return said != null
                ? Optional.of(said).filter(path -> !path.isBlank())
                : java.util.stream.Stream.of(System.getenv("PATH").split(":", -1))
                        .map(folder -> Path.of(folder, name))
                        .filter(Files::isExecutable)
                        .map(Path::toString)
                        .findFirst();
    }

    private static Run run(List<String> command) throws IOException, InterruptedException {
        var began = System.nanoTime();
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        Set<String> found = new TreeSet<>();
        try (var out = process.inputReader()) {
            out.lines().forEach(line -> addOpen(line, found));
        }
        if (process.waitFor() != 0) {
            throw new IOException(command.getFirst() + " ended with status " + process.exitValue());
        }
        return new Run((System.nanoTime() - began) / 1e9, found);
    }

    /// A line of ours or naabu's (`address:port`), or of nmap's grepable output.
    private static void addOpen(String line, Set<String> found) {
        var grepable = GREPABLE.matcher(line);
        if (grepable.find()) {
            for (var port : grepable.group(2).split(", ", -1)) {
                if (port.contains("/open/")) {
                    found.add(grepable.group(1) + ":"
                            + port.substring(0, port.indexOf('/')).strip());
                }
            }
        } else if (line.matches("[0-9.]+:\\d+")) {
            found.add(line);
        }
    }

    private static void report(String work, Scanner scanner, List<Run> runs, Set<String> expected) {
        var seconds = runs.stream().map(Run::seconds).sorted().toList();
        var differs = runs.stream().anyMatch(run -> !run.found().equals(expected));
        System.out.printf(
                "| %s | %s | %.2f (%s) | %s%s |%n",
                work,
                scanner.name(),
                seconds.get(RUNS / 2),
                seconds.stream().map(value -> String.format("%.2f", value)).collect(Collectors.joining(", ")),
                runs.stream()
                        .map(run -> String.valueOf(run.found().size()))
                        .distinct()
                        .collect(Collectors.joining(" or ")),
                differs ? ", NOT THE SAME" : "");
    }

    /// Open ports on all loopback addresses at once; what connects is accepted and closed.
    private static final class Listeners implements AutoCloseable {

        private final Selector selector = Selector.open();
        private final Thread thread;

        Listeners(int ports) throws IOException {
            for (var port = FIRST_PORT; port < FIRST_PORT + ports; port += EVERY) {
                var server = ServerSocketChannel.open();
                server.bind(new InetSocketAddress("0.0.0.0", port), 4_096);
                server.configureBlocking(false);
                server.register(selector, SelectionKey.OP_ACCEPT);
            }
            thread = Thread.ofPlatform().daemon().start(this::accept);
        }

        private void accept() {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    selector.select(key -> acceptAll((ServerSocketChannel) key.channel()));
                }
            } catch (IOException broken) {
                throw new java.io.UncheckedIOException(broken);
            }
        }

        private static void acceptAll(ServerSocketChannel server) {
            try {
                for (var one = server.accept(); one != null; one = server.accept()) {
                    one.close();
                }
            } catch (IOException gone) {
                // The scanner has left already.
            }
        }

        @Override
        public void close() throws Exception {
            thread.interrupt();
            thread.join();
            for (var key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        }
    }

    /// The part with silent ports wants a packet filter, which must not touch the machine's own.
    private static void inNamespace() throws IOException, InterruptedException {
        var command = List.of(
                "unshare",
                "--net",
                JAVA,
                "-Druns=" + RUNS,
                "-cp",
                System.getProperty("java.class.path"),
                PortBenchmark.class.getName(),
                SILENT);
        var half = new ProcessBuilder(command).inheritIO().start();
        if (half.waitFor() != 0) {
            System.out.println("Silent ports: left out, since no packet filter can be set up here.");
        }
    }

    /// Drops what goes to every second closed port.
    private static void silenceHalf(int ports) throws IOException, InterruptedException {
        command(List.of("ip", "link", "set", "lo", "up"));
        var dropped = IntStream.range(FIRST_PORT, FIRST_PORT + ports)
                .filter(port -> port % 2 == 0)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
        command(List.of("nft", "add table inet bench"));
        command(List.of("nft", "add chain inet bench in { type filter hook input priority 0; }"));
        command(List.of("nft", "add rule inet bench in tcp dport { " + dropped + " } drop"));
    }

    private static void command(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }
}
