package io.reconai.engine.diff;

import static java.util.Objects.requireNonNull;

import io.reconai.engine.Judge;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/// Compares two evidence files, both judged with the same rules, so that a changed rule is no change of a host.
///
/// What is kept of a host is a digest; hosts are told in the order of their names, in bounded memory. The time goes
/// into reading and judging: each side is done by a thread of its own, and hosts whose lines are the same in two
/// files are neither parsed nor judged. Used by one thread.
public final class ScanComparison implements Closeable {

    /// Takes what changed.
    @FunctionalInterface
    public interface Taker {
        /// Takes one host.
        void accept(AssetChange change) throws IOException;
    }

    private final DigestedScan then;
    private final DigestedScan now;
    private final long sameLines;

    /// @param sameLines how many hosts have the same line on both sides, and no digest
    ScanComparison(DigestedScan then, DigestedScan now, long sameLines) {
        this.then = then;
        this.now = now;
        this.sameLines = sameLines;
    }

    /// Compares two files.
    ///
    /// @param random keys fingerprints; the result does not depend on it
    /// @throws IOException when a file cannot be read or is no evidence, or temporary files cannot be written
    public static ScanComparison of(Path earlier, Path later, Judge judge, RandomGenerator random)
            throws IOException, InterruptedException {
        if (!Files.isRegularFile(earlier) || !Files.isRegularFile(later)) { // a pipe can be read but once
            return of(Files.newBufferedReader(earlier), Files.newBufferedReader(later), judge, random);
        }
        try (var lines = new CommonLines(judge, new Digester(random))) {
            return lines.compare(earlier, later);
        }
    }

    /// Reads both to their ends and closes them.
    ///
    /// @param random keys fingerprints; the result does not depend on it
    /// @throws IOException when one cannot be read or is no evidence, or temporary files cannot be written
    public static ScanComparison of(Reader earlier, Reader later, Judge judge, RandomGenerator random)
            throws IOException, InterruptedException {
        var digester = new Digester(random);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var then = threads.submit(() -> DigestedScan.read(earlier, judge, digester));
            var now = threads.submit(() -> DigestedScan.read(later, judge, digester));
            return new ScanComparison(Futures.result(then), Futures.result(now), 0);
        }
    }

    /// Tells every host of which something changed, in the order of their names. May be called several times.
    public void forEach(Taker taker) throws IOException {
        walk(taker, new DiffSummary.Counter(sameLines));
    }

    /// Everything that changed, in numbers.
    public DiffSummary summary() throws IOException {
        var counter = new DiffSummary.Counter(sameLines);
        walk(counter::count, counter);
        return counter.summary(then.reach().isComplete(), now.reach().isComplete());
    }

    private void walk(Taker taker, DiffSummary.Counter counter) throws IOException {
        try (var earlier = then.digests().cursor();
                var later = now.digests().cursor()) {
            var before = earlier.next();
            var after = later.next();
            while (before != null || after != null) {
                if (before == null) {
                    taker.accept(appeared(requireNonNull(after)));
                    after = later.next();
                    continue;
                }
                var order = after == null ? -1 : before.asset().compareTo(after.asset());
                if (after == null || order < 0) {
                    taker.accept(AssetComparison.missing(before, now.reach().whyUnknown(before)));
                    before = earlier.next();
                } else if (order > 0) {
                    taker.accept(appeared(after));
                    after = later.next();
                } else {
                    compare(before, after, taker, counter);
                    before = earlier.next();
                    after = later.next();
                }
            }
        }
    }

    private AssetChange appeared(AssetDigest after) {
        return AssetComparison.appeared(after, then.reach().whyUnknown(after));
    }

    private static void compare(AssetDigest before, AssetDigest after, Taker taker, DiffSummary.Counter counter)
            throws IOException {
        var change = AssetComparison.compare(before, after);
        if (change.isPresent()) {
            taker.accept(change.get());
        } else {
            counter.unchanged();
        }
    }

    @Override
    public void close() throws IOException {
        try (then) {
            now.close();
        }
    }
}
