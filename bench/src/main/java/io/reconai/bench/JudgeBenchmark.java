package io.reconai.bench;

import io.reconai.engine.Asset;
import io.reconai.engine.EvidenceLog;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.detectors.Detectors;
import io.reconai.engine.risk.FeatureVector;
import io.reconai.engine.risk.RiskFeatures;
import io.reconai.engine.risk.RiskScorer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges the hosts of an evidence file again and again on one thread and prints how many a second, part by part; then
/// times `reconai replay` of 10,000 hosts.
///
/// Run from the project's root, with JDK 25, after a build: `java -cp 'bench/target/*:cli/target/lib/*'
/// io.reconai.bench.JudgeBenchmark EVIDENCE`, where EVIDENCE was written by `reconai scan --evidence`.
public final class JudgeBenchmark {

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final int REPLAYED = 10_000;

    private JudgeBenchmark() {}

    /// @param arguments the evidence file
    public static void main(String[] arguments) throws Exception {
        var file = Path.of(arguments[0]);
        var hosts = new ArrayList<Evidence>();
        EvidenceLog.read(Files.newBufferedReader(file), hosts::add, _ -> {});
        var judge = ScanEngine.judge();
        var scorer = RiskScorer.shipped();
        List<FeatureVector> features = hosts.stream()
                .map(host -> RiskFeatures.of(host, judge.judge(host).findings()))
                .toList();
        System.out.printf(
                "%d hosts, %.0f KiB of evidence each%n%n", hosts.size(), Files.size(file) / 1_024.0 / hosts.size());
        System.out.println("| one thread | hosts a second |");
        System.out.println("|---|---|");
        print("recognised, judged and scored", hosts, judge::judge, Asset::findings);
        print("judged by all detectors", hosts, JudgeBenchmark::detect, found -> found);
        print(
                "scored, contributions included",
                features,
                vector -> scorer.score(vector, Optional.empty()),
                score -> score);
        replay(file, hosts.size());
    }

    private static int detect(Evidence host) {
        return Detectors.all().stream()
                .mapToInt(detector -> detector.detect(host).size())
                .sum();
    }

    @FunctionalInterface
    private interface Work<A, B> {
        B of(A one);
    }

    private static <A, B> void print(String name, List<A> all, Work<A, B> work, Work<B, Object> result) {
        run(all, work, result, WARM_UP);
        System.out.printf("| %s | %,.0f |%n", name, run(all, work, result, MEASURED));
    }

    /// @return how many a second
    private static <A, B> double run(List<A> all, Work<A, B> work, Work<B, Object> result, Duration time) {
        var began = System.nanoTime();
        var done = 0L;
        var used = 0;
        while (System.nanoTime() - began < time.toNanos()) {
            for (var one : all) {
                used ^= System.identityHashCode(result.of(work.of(one)));
            }
            done += all.size();
        }
        if (used == 42) {
            System.out.print(""); // so that nothing is left out as unused
        }
        return done * 1e9 / (System.nanoTime() - began);
    }

    private static void replay(Path file, int hosts) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("reconai-judge");
        var many = folder.resolve("many.jsonl");
        var lines = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("{\"evidence\""))
                .toList();
        try (var out = Files.newBufferedWriter(many)) {
            for (var i = 0; i < REPLAYED; i++) {
                line(out, lines.get(i % hosts), i);
            }
        }
        try (var replay = Timed.start(List.of("./reconai", "replay", many.toString(), "--format", "jsonl"), folder)
                .end()) {
            System.out.printf(
                    "%n`reconai replay` of %,d hosts, %d MiB: %.1f s, %.1f s of processor time, %d MiB at most, %d lines%n",
                    REPLAYED,
                    Files.size(many) >> 20,
                    replay.seconds(),
                    replay.processorSeconds(),
                    replay.peakMib(),
                    replay.output().lines().count());
        } finally {
            Files.deleteIfExists(many);
        }
    }

    /// The same host under another name.
    private static void line(BufferedWriter out, String line, int number) throws IOException {
        out.write(line.replace("acme.test", "acme" + number + ".test"));
        out.write('\n');
    }
}
