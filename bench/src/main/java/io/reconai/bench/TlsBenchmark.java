package io.reconai.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Finds out what 20 TLS servers speak, with ours and with other tools, and prints seconds, connections and facts.
///
/// Run from the project's root, with JDK 25, after a build of the engine: `java -XX:TieredStopAtLevel=1
/// -XX:+UseSerialGC -cp engine/target/classes:CLASSPATH bench/src/main/java/io/reconai/bench/TlsBenchmark.java`, where
/// CLASSPATH is what `mvn dependency:build-classpath -pl engine` prints, and the flags are those of `reconai scan`. The
/// servers are `openssl s_server` in the configurations of [#SERVERS], [#WORKERS] for each
/// since one serves one connection at a time, behind relays on loopback that count connections; with `-Dlatency=40`
/// before the file's name a round trip takes so many milliseconds, of which opening a connection costs one. A tool
/// that is not there is skipped with a message: `sslyze` (also named by `SSLYZE`), `nmap`, `tlsx` (also named by
/// `TLSX`).
public final class TlsBenchmark {

    private static final int HOSTS = 20;
    private static final int RUNS = 3;

    /// What a server bears at once, as small ones do.
    private static final int WORKERS = 8;

    private static final List<String> SERVERS = List.of(
            "ec |",
            "rsa |",
            "ec | -serverpref",
            "rsa | -cipher ECDHE+AESGCM:ECDHE+CHACHA20",
            "ec | -tls1_3",
            "rsa | -no_tls1_3",
            "rsa | -tls1_2 -cipher AES128-SHA",
            "rsa | -no_tls1_3 -cipher ECDHE+AESGCM -serverpref",
            "rsa | -cipher DEFAULT@SECLEVEL=0",
            "rsa | -tls1 -cipher DEFAULT@SECLEVEL=0",
            "rsa | -groups P-384:X25519",
            "ec | -no_ticket",
            "ec | -groups P-256");

    private static final Duration ROUND_TRIP = Duration.ofMillis(Integer.getInteger("latency", 0));

    private static final Pattern ACCEPT = Pattern.compile("ACCEPT .*:(\\d+)");

    /// One process of a server.
    private record Worker(Process process, int port) {}

    /// A server and the relay before it.
    private record Server(List<Worker> workers, ServerSocket relay, AtomicInteger connections, String options) {
        int port() {
            return relay.getLocalPort();
        }
    }

    /// One way to ask all servers: what it is called, and the suites it saw by "port version".
    @FunctionalInterface
    private interface Tool {
        Map<String, TreeSet<String>> ask(List<Server> servers) throws Exception;
    }

    private TlsBenchmark() {}

    /// Runs all tools; arguments are ignored.
    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("tls-benchmark");
        certificate(folder, "rsa", List.of("rsa:2048"));
        certificate(folder, "ec", List.of("ec", "-pkeyopt", "ec_paramgen_curve:P-256"));
        var servers = new ArrayList<Server>();
        for (var i = 0; i < HOSTS; i++) {
            servers.add(start(folder, SERVERS.get(i % SERVERS.size())));
        }
        try {
            System.out.println("| tool | seconds for 20 servers | connections a server | suites |");
            System.out.println("|---|---|---|---|");
            var ours = measure("ReconAI, first run in its process", 1, servers, TlsBenchmark::ours);
            measure("ReconAI, warm", RUNS, servers, TlsBenchmark::ours);
            compare("sslyze", ours, sslyze(folder, servers));
            compare("nmap", ours, nmap(servers));
            compare("tlsx", ours, tlsx(servers));
        } finally {
            servers.forEach(server ->
                    server.workers().forEach(worker -> worker.process().destroyForcibly()));
        }
        System.exit(0); // the relays' threads wait for ever
    }

    private static Map<String, TreeSet<String>> measure(String name, int runs, List<Server> servers, Tool tool)
            throws Exception {
        var seconds = new ArrayList<Double>();
        Map<String, TreeSet<String>> seen = Map.of();
        for (var i = 0; i < runs; i++) {
            servers.forEach(server -> server.connections().set(0));
            var began = System.nanoTime();
            seen = tool.ask(servers);
            seconds.add((System.nanoTime() - began) / 1e9);
        }
        seconds.sort(null);
        var counts =
                servers.stream().mapToInt(server -> server.connections().get()).summaryStatistics();
        System.out.printf(
                "| %s | %.2f | %.1f (%d to %d) | %d |%n",
                name,
                seconds.get(runs / 2),
                counts.getAverage(),
                counts.getMin(),
                counts.getMax(),
                seen.values().stream().mapToInt(TreeSet::size).sum());
        return seen;
    }

    private static void compare(String name, Map<String, TreeSet<String>> ours, Map<String, TreeSet<String>> theirs) {
        if (theirs.isEmpty()) {
            return;
        }
        var all = new TreeSet<>(ours.keySet());
        all.addAll(theirs.keySet());
        var different = 0;
        for (var key : all) {
            var here = ours.getOrDefault(key, new TreeSet<>());
            var there = theirs.getOrDefault(key, new TreeSet<>());
            if (!here.equals(there)) {
                different++;
                var onlyHere = new TreeSet<>(here);
                onlyHere.removeAll(there);
                var onlyThere = new TreeSet<>(there);
                onlyThere.removeAll(here);
                System.out.printf("%s: only ours %s, only %s %s%n", key, onlyHere, name, onlyThere);
            }
        }
        System.out.printf("%s and ours: %d of %d lists are equal%n", name, all.size() - different, all.size());
    }

    private static Map<String, TreeSet<String>> ours(List<Server> servers) throws Exception {
        return TlsSurveys.of(servers.stream().map(Server::port).toList());
    }

    private static Map<String, TreeSet<String>> sslyze(Path folder, List<Server> servers) throws Exception {
        var program = program("SSLYZE", "sslyze");
        var out = folder.resolve("sslyze.json");
        if (program.isEmpty()) {
            System.out.println("| sslyze | skipped: not installed | | |");
            return Map.of();
        }
        return measure("sslyze", RUNS, servers, asked -> {
            var command = new ArrayList<>(List.of(program, "--json_out=" + out));
            command.addAll(List.of("--sslv2", "--sslv3", "--tlsv1", "--tlsv1_1", "--tlsv1_2", "--tlsv1_3"));
            command.addAll(
                    List.of("--elliptic_curves", "--certinfo", "--compression", "--reneg", "--fallback", "--ems"));
            command.addAll(List.of("--mozilla_config=disable"));
            asked.forEach(server -> command.add("localhost:" + server.port()));
            run(command);
            return readSslyze(Files.readString(out));
        });
    }

    /// Reads the few fields that are wanted by their names, in the order in which sslyze writes them.
    private static Map<String, TreeSet<String>> readSslyze(String json) {
        var seen = new TreeMap<String, TreeSet<String>>();
        var token =
                Pattern.compile("\"(ssl_2_0|ssl_3_0|tls_1_\\d)_cipher_suites\"|\"(accepted|rejected)_cipher_suites\""
                        + "|\"name\": ?\"(TLS_\\w+|SSL_\\w+)\"|\"port\": ?(\\d+)|\"server_location\"");
        var port = "";
        var version = "";
        var isAccepted = false;
        var matcher = token.matcher(json);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                version = matcher.group(1);
                isAccepted = false;
            } else if (matcher.group(2) != null) {
                isAccepted = matcher.group(2).equals("accepted");
            } else if (matcher.group(3) != null && isAccepted) {
                seen.computeIfAbsent(port + " " + label(version), _ -> new TreeSet<>())
                        .add(matcher.group(3));
            } else if (matcher.group(4) != null) {
                port = matcher.group(4);
            }
        }
        return seen;
    }

    private static Map<String, TreeSet<String>> nmap(List<Server> servers) throws Exception {
        if (program("NMAP", "nmap").isEmpty()) {
            System.out.println("| nmap ssl-enum-ciphers | skipped: not installed | | |");
            return Map.of();
        }
        return measure("nmap ssl-enum-ciphers", RUNS, servers, asked -> {
            var ports = String.join(
                    ",", asked.stream().map(one -> String.valueOf(one.port())).toList());
            var text = run(List.of("nmap", "-Pn", "-n", "-p", ports, "--script", "+ssl-enum-ciphers", "127.0.0.1"));
            return readLines(text, "^(\\d+)/tcp", "^\\|\\s+(SSLv3|TLSv1\\.\\d):", "^\\|\\s+(TLS_\\w+)");
        });
    }

    private static Map<String, TreeSet<String>> tlsx(List<Server> servers) throws Exception {
        var program = program("TLSX", "tlsx");
        if (program.isEmpty()) {
            System.out.println("| tlsx | skipped: not installed | | |");
            return Map.of();
        }
        return measure("tlsx -version-enum -cipher-enum", 1, servers, asked -> {
            var ports = String.join(
                    ",", asked.stream().map(one -> String.valueOf(one.port())).toList());
            var text = run(List.of(
                    program,
                    "-host",
                    "127.0.0.1",
                    "-port",
                    ports,
                    "-json",
                    "-silent",
                    "-version-enum",
                    "-cipher-enum"));
            return readLines(
                    text.replace("},{", "}\n{").replaceAll("[\\[,]\"", "\n\"").replace("\"port\":", "\n\"port\":"),
                    "\"port\":\"(\\d+)\"",
                    "\"version\":\"(\\w+)\"",
                    "^\"(TLS_\\w+)\"");
        });
    }

    private static Map<String, TreeSet<String>> readLines(String text, String port, String version, String suite) {
        var seen = new TreeMap<String, TreeSet<String>>();
        var atPort = "";
        var atVersion = "";
        for (var line : text.lines().toList()) {
            var portFound = Pattern.compile(port).matcher(line);
            atPort = portFound.find() ? portFound.group(1) : atPort;
            var versionFound = Pattern.compile(version).matcher(line);
            atVersion = versionFound.find() ? versionFound.group(1) : atVersion;
            var suiteFound = Pattern.compile(suite).matcher(line);
            if (suiteFound.find()) {
                // nmap names TLS 1.3's suites by a form of its own
                seen.computeIfAbsent(atPort + " " + label(atVersion), _ -> new TreeSet<>())
                        .add(suiteFound.group(1).replace("TLS_AKE_WITH_", "TLS_"));
            }
        }
        return seen;
    }

    private static String label(String version) {
        return switch (version) {
            case "ssl_3_0", "ssl30" -> "SSLv3";
            case "tls_1_0", "TLSv1.0", "tls10" -> "TLSv1";
            case "tls_1_1", "tls11" -> "TLSv1.1";
            case "tls_1_2", "tls12" -> "TLSv1.2";
            case "tls_1_3", "tls13" -> "TLSv1.3";
            default -> version;
        };
    }

    private static String program(String variable, String name) {
        var named = System.getenv(variable);
        if (named != null) {
            return named;
        }
        for (var folder : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, name))) {
                return name;
            }
        }
        return "";
    }

    private static String run(List<String> command) throws Exception {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    private static void certificate(Path folder, String kind, List<String> key) throws Exception {
        var command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days", "90", "-newkey"));
        command.addAll(key);
        command.addAll(List.of("-keyout", folder.resolve(kind + ".key").toString()));
        command.addAll(List.of("-out", folder.resolve(kind + ".pem").toString(), "-subj", "/CN=localhost"));
        command.addAll(List.of("-addext", "subjectAltName=DNS:localhost"));
        run(command);
    }

    private static Server start(Path folder, String server) throws Exception {
        var workers = new ArrayList<Worker>();
        while (workers.size() < WORKERS) {
            workers.add(worker(folder, server));
        }
        return relay(workers, server);
    }

    private static Worker worker(Path folder, String server) throws Exception {
        var parts = server.split("\\|", -1);
        var kind = parts[0].strip();
        var command = new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:0", "-www"));
        command.addAll(List.of("-cert", folder.resolve(kind + ".pem").toString()));
        command.addAll(List.of("-key", folder.resolve(kind + ".key").toString()));
        if (!parts[1].isBlank()) {
            command.addAll(List.of(parts[1].strip().split(" +")));
        }
        var said = Files.createTempFile(folder, "server", ".txt"); // it complains about every unfinished handshake
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        while (process.isAlive()) {
            var accept = ACCEPT.matcher(Files.readString(said));
            if (accept.find()) {
                return new Worker(process, Integer.parseInt(accept.group(1)));
            }
            Thread.sleep(1);
        }
        throw new IOException("openssl did not start with " + server);
    }

    private static Server relay(List<Worker> workers, String options) throws IOException {
        var relay = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        var server = new Server(workers, relay, new AtomicInteger(), options);
        Thread.ofVirtual().start(() -> {
            while (true) {
                try {
                    var client = relay.accept();
                    var turn = server.connections().getAndIncrement() % workers.size();
                    Thread.ofVirtual()
                            .start(() -> join(client, workers.get(turn).port()));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        return server;
    }

    private static void join(Socket client, int port) {
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            var back = Thread.ofVirtual().start(() -> copy(server, client, Duration.ZERO));
            copy(client, server, ROUND_TRIP);
            back.join();
        } catch (IOException gone) {
            // One of the two has ended.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Octets on their way, and when they arrive, as [System#nanoTime] counts; none at the end.
    private record Piece(byte[] octets, long due) {}

    /// Hands on what comes, half a round trip later.
    ///
    /// @param opening by how much more the first piece comes late
    private static void copy(Socket from, Socket to, Duration opening) {
        var pieces = new LinkedBlockingQueue<Piece>();
        var first = System.nanoTime() + opening.toNanos();
        Thread.ofVirtual().start(() -> read(from, pieces, first));
        try {
            for (var piece = pieces.take(); piece.octets().length > 0; piece = pieces.take()) {
                TimeUnit.NANOSECONDS.sleep(piece.due() - System.nanoTime());
                to.getOutputStream().write(piece.octets());
            }
        } catch (IOException gone) {
            // As good as an end.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        close(to);
        close(from);
    }

    private static void read(Socket from, Queue<Piece> pieces, long first) {
        var buffer = new byte[16_384];
        try (InputStream in = from.getInputStream()) {
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                var came = Math.max(first, System.nanoTime());
                pieces.add(new Piece(Arrays.copyOf(buffer, count), came + ROUND_TRIP.toNanos() / 2));
            }
        } catch (IOException gone) {
            // As good as an end.
        }
        pieces.add(new Piece(new byte[0], 0));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // Closed is what we wanted.
        }
    }
}
