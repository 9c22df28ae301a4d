package io.reconai.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.engine.Asset;
import io.reconai.engine.EvidenceLog;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Json;
import io.reconai.server.identity.Account;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetStore;
import io.reconai.server.store.StorePorts;
import io.reconai.server.store.mongo.MongoStores;
import io.reconai.server.store.sqlite.SqliteStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How long the hosts of a finished scan take to be written, in batches as judging again does it: the first time, and
/// again when a second scan sees the same.
///
/// Run from the project's root, with JDK 25, after a build: `java -cp
/// 'bench/target/*:server/target/quarkus-app/app/*:server/target/quarkus-app/lib/main/*'
/// io.reconai.bench.StoreBenchmark EVIDENCE [HOSTS]`, where EVIDENCE was written by `reconai scan
/// --evidence`. `MONGO_TEST_URI` names a MongoDB to write to instead of SQLite.
public final class StoreBenchmark {

    private static final int RUNS = 3;

    /// As many as judging again keeps in one step.
    private static final int AT_ONCE = 100;

    private StoreBenchmark() {}

    /// @param arguments the evidence file, and how many hosts; 10,000 when absent
    public static void main(String[] arguments) throws Exception {
        var file = Path.of(arguments[0]);
        var count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
        var hosts = judged(file, count);
        var bytes = hosts.stream()
                .limit(200)
                .mapToLong(StoreBenchmark::size)
                .average()
                .orElse(0);
        System.out.printf("%,d hosts, %.0f KiB of evidence each%n%n", hosts.size(), bytes / 1_024);
        System.out.println("| run | first scan, s | hosts a second | second scan, s | store, MiB |");
        System.out.println("|---|---|---|---|---|");
        for (var run = 1; run <= RUNS; run++) {
            var folder = Files.createTempDirectory("reconai-store-");
            try (var store = open(folder)) {
                store.accounts()
                        .add(new Account("u_" + run, run + "@acme.example", "h", null, Instant.now(), Instant.now()));
                var first = write(store, run, "scn_1", hosts);
                var second = write(store, run, "scn_2", hosts);
                System.out.printf(
                        "| %d | %.1f | %,.0f | %.1f | %d |%n",
                        run,
                        first,
                        hosts.size() / first,
                        second,
                        store.figures().extent().bytes() >> 20);
            } finally {
                FilledStore.delete(folder);
            }
        }
    }

    private static StorePorts open(Path folder) throws Exception {
        var address = System.getenv("MONGO_TEST_URI");
        return address == null ? SqliteStores.open(folder.resolve("reconai.db")) : MongoStores.open(address);
    }

    /// As many as are wanted: those of the file again and again, under other names.
    private static List<Asset> judged(Path file, int count) throws Exception {
        var known = new ArrayList<String>();
        EvidenceLog.read(Files.newBufferedReader(file), host -> known.add(text(host)), _ -> {});
        var judge = ScanEngine.judge();
        var hosts = new ArrayList<Asset>();
        for (var i = 0; i < count; i++) {
            var line = known.get(i % known.size()).replace("acme.test", "a" + i / known.size() + ".acme.test");
            hosts.add(judge.judge(Json.mapper().readValue(line, Evidence.class)));
        }
        return hosts;
    }

    private static String text(Evidence host) {
        try {
            return Json.mapper().writeValueAsString(host);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static long size(Asset asset) {
        return text(asset.evidence()).length();
    }

    private static double write(StorePorts store, int run, String scan, List<Asset> hosts) {
        var workspace = Workspace.ofRecord("u_" + run);
        var now = Instant.now();
        var scanId = scan + "_" + run;
        var began = System.nanoTime();
        for (var from = 0; from < hosts.size(); from += AT_ONCE) {
            var batch = hosts.subList(from, Math.min(hosts.size(), from + AT_ONCE)).stream()
                    .map(host -> new AssetStore.Look(host, now))
                    .toList();
            store.assets().keep(workspace, scanId, batch);
        }
        return (System.nanoTime() - began) / 1e9;
    }
}
