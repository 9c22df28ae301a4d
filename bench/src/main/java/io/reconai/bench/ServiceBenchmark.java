package io.reconai.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How fast the service answers when its store is full: lists in each offered order, filters, search, one asset, the
/// dashboard; 50 connections of 1,000 people, each asking again as soon as it was answered, and then all together 500
/// times a second. The former by wrk where that is on the path, since callers of our own take a third of the processor.
///
/// Run from the project's root, with JDK 25, after a build: `java -cp
/// 'bench/target/*:cli/target/lib/*:server/target/quarkus-app/lib/main/*' io.reconai.bench.ServiceBenchmark
/// [WORKSPACES [ASSETS [CALL]]]`. The assets are those of a scan of the lab, copied into each workspace. A Python
/// with FastAPI and uvicorn, named by `RECONAI_BENCH_PYTHON`, serves the same rows from a plain service. A folder named
/// by `RECONAI_BENCH_STORE` keeps the filled store for further runs. `RECONAI_BENCH_WRITES` is how many small writes a
/// second go beside the calls on SQLite, spread over twenty workspaces; none when absent. `MONGO_TEST_URI` names an
/// empty MongoDB to measure instead of SQLite; `server/target/quarkus-app/app/*` then belongs to the class path too.
public final class ServiceBenchmark {

    private static final int CONNECTIONS = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final int RUNS = 3;
    private static final int CALLS_A_SECOND = 500;

    /// After each call: a person is let in 600 times a minute, which a thousand people at full load come near.
    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(30);

    private ServiceBenchmark() {}

    /// What is asked, and within how many milliseconds 99 of 100 answers are to come.
    private record Call(String name, String path, int goal) {}

    /// @param arguments how many workspaces, how many assets each, and an expression for the names of calls, where
    ///     not all are to be made
    public static void main(String[] arguments) throws Exception {
        var workspaces = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        var assets = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        var named = arguments.length > 2 ? arguments[2] : "";
        var kept = System.getenv("RECONAI_BENCH_STORE");
        var folder = kept == null ? Files.createTempDirectory("reconai-service-") : Path.of(kept);
        try {
            var mongo = System.getenv("MONGO_TEST_URI");
            if (mongo != null) {
                var people = FilledMongo.make(mongo, folder, workspaces, assets);
                System.out.printf("%,d workspaces in MongoDB, at most %,d assets each%n%n", workspaces, assets);
                measure(folder, FilledMongo.settings(mongo), people, named);
                return;
            }
            var store = FilledStore.make(folder, workspaces, assets);
            System.out.printf(
                    "%,d assets in %,d workspaces, %,d MiB%n%n", store.assets(), workspaces, store.bytes() >> 20);
            measure(folder, Map.of("RECONAI_QUOTAS", "off"), store.people(), named);
            PlainService.compare(folder, store, CONNECTIONS, MEASURED);
        } finally {
            if (kept == null) {
                FilledStore.delete(folder);
            }
        }
    }

    private static void measure(Path folder, Map<String, String> settings, List<Caller.Person> people, String named)
            throws Exception {
        try (var server = ServiceProcess.start(folder, settings);
                var _ = Writer.start(server, people)) {
            var wrk = Wrk.isThere() ? new Wrk(folder, server.port(), CONNECTIONS, people) : null;
            System.out.println("At full load: " + (wrk == null ? "callers of our own" : "wrk"));
            print(
                    Caller.open(server.port(), CONNECTIONS, people),
                    wrk,
                    calls().stream()
                            .filter(call -> call.name.matches(".*(" + named + ").*"))
                            .toList());
            System.out.printf("%nServer: %d MiB at most%n", server.peakMib());
        }
    }

    private static List<Call> calls() {
        var calls = new ArrayList<Call>();
        calls.add(new Call("list, as it comes", "/api/assets", 20));
        for (var sort : List.of(
                "asset_value",
                "-discovered_at",
                "-last_scanned_at",
                "asset_type",
                "http_status",
                "ssl_days_until_expiry",
                "-open_findings")) {
            calls.add(new Call("list by " + sort, "/api/assets?sort=" + sort, 20));
        }
        for (var filter : List.of(
                "risk_level=high,critical",
                "asset_type=subdomain",
                "open_port=443",
                "technology=nginx",
                "severity=high",
                "has_findings=true",
                "state=active",
                "min_score=40",
                "page=20&limit=50")) {
            calls.add(new Call("list, " + filter, "/api/assets?" + filter, 20));
        }
        calls.add(new Call("search", "/api/assets?search=g12", 50));
        calls.add(new Call("one asset", FilledStore.ONE_ASSET, 10));
        calls.add(new Call("dashboard", "/api/analytics/dashboard", 50));
        calls.add(new Call("findings", "/api/findings", 20));
        return calls;
    }

    private static void print(List<Caller> callers, @Nullable Wrk wrk, List<Call> calls)
            throws IOException, InterruptedException {
        System.out.printf(
                "| call | answers/s | p50, ms | p99, ms | goal, ms | | p50 at %d/s, ms | p99 at %<d/s, ms | |%n",
                CALLS_A_SECOND);
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (var call : calls) {
            if (call != calls.getFirst()) {
                Thread.sleep(BETWEEN_CALLS);
            }
            full(callers, wrk, call.path, WARM_UP);
            var full = new ArrayList<Load>();
            var paced = new ArrayList<Load>();
            for (var run = 0; run < RUNS; run++) {
                full.add(full(callers, wrk, call.path, MEASURED));
                paced.add(Load.paced(callers, call.path, MEASURED, CALLS_A_SECOND));
            }
            System.out.printf(
                    "| %s | %,.0f | %s | %d | %s | %s | %s |%n",
                    call.name,
                    median(full).perSecond(),
                    times(full),
                    call.goal,
                    verdict(full, call),
                    times(paced),
                    verdict(paced, call));
        }
    }

    private static Load full(List<Caller> callers, @Nullable Wrk wrk, String path, Duration time)
            throws IOException, InterruptedException {
        return wrk == null ? Load.full(callers, path, time) : wrk.full(path, time);
    }

    private static Load median(List<Load> runs) {
        runs.sort(Comparator.comparingDouble(Load::p99));
        return runs.get(runs.size() / 2);
    }

    private static String times(List<Load> runs) {
        var median = median(runs);
        return String.format(
                "%.1f | %.1f (%.1f to %.1f)",
                median.p50(),
                median.p99(),
                runs.getFirst().p99(),
                runs.getLast().p99());
    }

    private static String verdict(List<Load> runs, Call call) {
        return median(runs).p99() < call.goal ? "met" : "missed";
    }
}
