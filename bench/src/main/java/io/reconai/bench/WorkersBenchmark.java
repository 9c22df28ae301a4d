package io.reconai.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How many hosts a second are looked at by one, two and four workers, when everything takes 40 ms: a server
/// that leaves hosts to workers, a broker, and the lab, all on one machine.
///
/// Run from the project's root, with JDK 25, after a build, with a RabbitMQ that nothing else uses: `RABBITMQ_URL=…
/// java -cp 'bench/target/*:cli/target/lib/*:server/target/quarkus-app/lib/main/*' io.reconai.bench.WorkersBenchmark
/// [HOSTS]`.
public final class WorkersBenchmark {

    private static final String LATENCY_MS = "40";
    private static final List<Integer> WORKERS = List.of(1, 2, 4);

    /// Hosts that a worker looks at side by side: so few that it mostly waits, and as many as by default.
    private static final List<Integer> SIDE_BY_SIDE = List.of(4, 64);

    private WorkersBenchmark() {}

    /// @param arguments how many hosts; 200 when absent
    public static void main(String[] arguments) throws Exception {
        var hosts = arguments.length > 0 ? arguments[0] : "200";
        var broker = System.getenv("RABBITMQ_URL");
        if (broker == null) {
            throw new IllegalArgumentException("RABBITMQ_URL names no broker");
        }
        System.out.println(
                "| workers | side by side each | hosts | scan, s | hosts a second | processor time of workers, s |");
        System.out.println("|---|---|---|---|---|---|");
        try (var lab = LabProcess.start("--hosts", hosts, "--latency", LATENCY_MS)) {
            for (var sideBySide : SIDE_BY_SIDE) {
                for (var workers : WORKERS) {
                    var variables = new HashMap<>(lab.settings());
                    variables.put("RABBITMQ_URL", broker);
                    variables.put("RECONAI_QUOTAS", "off");
                    variables.put("RECONAI_REQUIRE_OWNERSHIP", "false");
                    variables.put("RECONAI_SOURCE_PAUSE_MS", "20");
                    variables.put("RECONAI_CONCURRENCY", String.valueOf(sideBySide));
                    measure(workers, sideBySide, variables);
                }
            }
        }
    }

    private static void measure(int count, int sideBySide, Map<String, String> variables) throws Exception {
        var folder = Files.createTempDirectory("reconai-workers-");
        var workers = new ArrayList<ServiceProcess>();
        try {
            for (var number = 0; number < count; number++) {
                workers.add(start("worker", folder.resolve("worker-" + number), variables));
            }
            try (var server = start("api", folder.resolve("server"), variables);
                    var caller = ApiCaller.register(server)) {
                var scan = caller.scan("acme.test", "active");
                var seconds = scan.path("duration_seconds").asDouble();
                var seen = scan.path("assets_discovered").asInt();
                var worked = 0.0;
                for (var worker : workers) {
                    worked += worker.processorSeconds();
                }
                System.out.printf(
                        "| %d | %d | %d | %.1f | %.2f | %.1f |%n",
                        count, sideBySide, seen, seconds, seen / seconds, worked);
            }
        } finally {
            for (var worker : workers) {
                worker.close();
            }
            FilledStore.delete(folder);
        }
    }

    private static ServiceProcess start(String role, Path folder, Map<String, String> variables)
            throws IOException, InterruptedException {
        var own = new HashMap<>(variables);
        own.put("RECONAI_ROLE", role);
        return ServiceProcess.start(Files.createDirectories(folder), own);
    }
}
