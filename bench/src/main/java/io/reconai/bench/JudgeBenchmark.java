package io.reconai.bench;

import com.sun.management.OperatingSystemMXBean;
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
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Judges the hosts of evidence files again and again on one thread, each time by a judge that has not met them, and
/// prints what a host takes of the processor, part by part, reading included; then times `reconai replay` of 10,000
/// hosts of the first file. A Python with scikit-learn, named by `RECONAI_BENCH_PYTHON`, scores the same hosts beside
/// our model.
///
/// Time of the processor and not of the clock, so that a figure means something on a machine that others use as well.
///
/// Run from the project's root, with JDK 25 and the collector that the launcher takes, after a build:
/// `java -XX:+UseSerialGC -cp 'bench/target/*:cli/target/lib/*' io.reconai.bench.JudgeBenchmark EVIDENCE...`, where
/// each EVIDENCE was written by `reconai scan --evidence`.
public final class JudgeBenchmark {

    /// The compiler, whose work counts, has some 40 s to do until all detectors are fast.
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final int REPLAYED = 10_000;

    /// The collector's work included, which other threads do.
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private JudgeBenchmark() {}

    /// @param arguments the evidence files
    public static void main(String[] arguments) throws Exception {
        System.out.println("| evidence | one thread | µs of processor a host | hosts a processor second |");
        System.out.println("|---|---|---|---|");
        for (var file : arguments) {
            measure(Path.of(file));
        }
        replay(Path.of(arguments[0]));
    }

    private static void measure(Path file) throws IOException, InterruptedException {
        var lines = lines(file);
        var hosts = new ArrayList<Evidence>();
        EvidenceLog.read(new StringReader(String.join("\n", lines)), hosts::add, _ -> {});
        var judge = ScanEngine.judge();
        var scorer = RiskScorer.shipped();
        List<FeatureVector> features = hosts.stream()
                .map(host -> RiskFeatures.of(host, judge.judge(host).findings()))
                .toList();
        var size = lines.stream().mapToLong(String::length).sum() / 1_024.0 / hosts.size();
        var name = "%d hosts, %.0f KiB, %.0f exchanges"
                .formatted(
                        hosts.size(),
                        size,
                        hosts.stream()
                                .mapToInt(host -> host.exchanges().size())
                                .average()
                                .orElse(0));
        print(name, "recognised, judged and scored", hosts, () -> ScanEngine.judge()::judge, Asset::findings);
        print(name, "judged by all detectors alone", hosts, () -> JudgeBenchmark::detect, found -> found);
        print(name, "scored alone", features, () -> vector -> scorer.score(vector, Optional.empty()), score -> score);
        ScikitLearn.compare(name, features, scorer, MEASURED);
        print(name, "read", lines, () -> JudgeBenchmark::read, host -> host);
    }

    private static List<String> lines(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("{\"evidence\"")).toList();
        }
    }

    private static int detect(Evidence host) {
        return Detectors.all().stream()
                .mapToInt(detector -> detector.detect(host).size())
                .sum();
    }

    private static List<Evidence> read(String line) {
        var read = new ArrayList<Evidence>();
        try {
            EvidenceLog.read(new StringReader(line), read::add, _ -> {});
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return read;
    }

    @FunctionalInterface
    private interface Work<A, B> {
        B of(A one);
    }

    /// @param work made anew for each round over all
    private static <A, B> void print(
            String file, String name, List<A> all, Supplier<Work<A, B>> work, Work<B, Object> result) {
        run(all, work, result, WARM_UP);
        var seconds = run(all, work, result, MEASURED);
        System.out.printf("| %s | %s | %,.1f | %,.0f |%n", file, name, seconds * 1e6, 1 / seconds);
    }

    /// @return seconds of the processor for one
    private static <A, B> double run(List<A> all, Supplier<Work<A, B>> work, Work<B, Object> result, Duration time) {
        var began = PROCESS.getProcessCpuTime();
        var done = 0L;
        var used = 0;
        while (PROCESS.getProcessCpuTime() - began < time.toNanos()) {
            var round = work.get();
            for (var one : all) {
                used ^= System.identityHashCode(result.of(round.of(one)));
            }
            done += all.size();
        }
        if (used == 42) {
            System.out.print(""); // so that nothing is left out as unused
        }
        return (PROCESS.getProcessCpuTime() - began) / 1e9 / done;
    }

    private static void replay(Path file) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("reconai-judge");
        var many = folder.resolve("many.jsonl");
        var lines = lines(file);
        try (var out = Files.newBufferedWriter(many)) {
            for (var i = 0; i < REPLAYED; i++) {
                line(out, lines.get(i % lines.size()), i);
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
