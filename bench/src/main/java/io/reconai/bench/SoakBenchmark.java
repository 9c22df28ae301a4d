package io.reconai.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Whether the service stays as it is over hours: scans of the lab one after another and calls of the interface all the
/// while; memory, threads and open files every ten minutes, and everything that was not answered as it should be.
///
/// Run from the project's root, with JDK 25, after a build: `java -cp
/// 'bench/target/*:cli/target/lib/*:server/target/quarkus-app/lib/main/*' io.reconai.bench.SoakBenchmark [MINUTES]`.
public final class SoakBenchmark {

    private static final Duration BETWEEN_SCANS = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

    /// One person may ask 10,000 times an hour.
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(500);

    private static final List<String> CALLS = List.of(
            "/api/assets",
            "/api/assets?sort=-open_findings&limit=100",
            "/api/findings",
            "/api/analytics/dashboard",
            "/api/assets/scans",
            "/api/assets/graph",
            "/api/alerts",
            "/health");

    private final ServiceProcess server;
    private final ApiCaller caller;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong scans = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    private SoakBenchmark(ServiceProcess server, ApiCaller caller) {
        this.server = server;
        this.caller = caller;
    }

    /// @param arguments for how many minutes; 120 when absent
    public static void main(String[] arguments) throws Exception {
        var time = Duration.ofMinutes(arguments.length > 0 ? Long.parseLong(arguments[0]) : 120);
        var folder = Files.createTempDirectory("reconai-soak-");
        try (var lab = LabProcess.start()) {
            var variables = new HashMap<>(lab.settings());
            variables.put("RECONAI_QUOTAS", "off");
            variables.put("RECONAI_REQUIRE_OWNERSHIP", "false");
            try (var server = ServiceProcess.start(folder, variables);
                    var caller = ApiCaller.register(server)) {
                new SoakBenchmark(server, caller).run(time);
            }
        } finally {
            FilledStore.delete(folder);
        }
    }

    private void run(Duration time) throws Exception {
        var began = System.nanoTime();
        var until = began + time.toNanos();
        var calling = Thread.ofVirtual().start(() -> callAll(until));
        var scanning = Thread.ofVirtual().start(() -> scanAll(until));
        System.out.println("| minutes | scans | calls | failures | resident, MiB | live heap, MiB | threads "
                + "| open files | store, MiB |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        while (System.nanoTime() < until) {
            Thread.sleep(BETWEEN_LOOKS);
            System.out.printf(
                    "| %d | %d | %,d | %d | %d | %d | %d | %d | %d |%n",
                    Duration.ofNanos(System.nanoTime() - began).toMinutes(),
                    scans.get(),
                    calls.get(),
                    failures.get(),
                    server.residentMib(),
                    server.liveHeapMib(),
                    server.threads(),
                    server.openFiles(),
                    server.storeMib());
        }
        calling.join();
        scanning.join();
    }

    private void callAll(long until) {
        for (var turn = 0; System.nanoTime() < until; turn++) {
            try {
                caller.get(CALLS.get(turn % CALLS.size()));
                calls.incrementAndGet();
            } catch (IOException failed) {
                fail(failed);
            } catch (InterruptedException stopped) {
                return;
            }
            if (!waited(BETWEEN_CALLS)) {
                return;
            }
        }
    }

    /// @return false when it is to end
    private static boolean waited(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private void scanAll(long until) {
        while (System.nanoTime() < until) {
            try {
                var status =
                        caller.scan("acme.test", "active").path("scan_status").asText();
                if (!status.equals("completed")) {
                    fail(new IOException("a scan ended as " + status));
                }
                scans.incrementAndGet();
            } catch (IOException failed) {
                fail(failed);
            } catch (InterruptedException stopped) {
                return;
            }
            if (!waited(BETWEEN_SCANS)) {
                return;
            }
        }
    }

    private void fail(IOException failed) {
        failures.incrementAndGet();
        System.err.println(failed.getMessage());
    }
}
