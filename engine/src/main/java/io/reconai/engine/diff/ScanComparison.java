package io.reconai.engine.diff;

import static java.util.Objects.requireNonNull;

import io.reconai.engine.Judge;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/// Compares two evidence files, both judged with the same rules, so that a changed rule is no change of a host.
///
/// Each file is read by a thread of its own, which is where the time goes: reading and judging. What is kept of a host
/// is a digest; hosts are told in the order of their names, in bounded memory. Used by one thread.
public final class ScanComparison implements Closeable {

    /// Takes what changed.
    @FunctionalInterface
    public interface Taker {
        /// Takes one host.
        void accept(AssetChange change) throws IOException;
    }

    private final DigestedScan then;
    private final DigestedScan now;

    private ScanComparison(DigestedScan then, DigestedScan now) {
        this.then = then;
        this.now = now;
    }

    /// Reads both files to their ends and closes them.
    ///
    /// @param random keys fingerprints; the result does not depend on it
    /// @throws IOException when a file cannot be read or is no evidence, or temporary files cannot be written
    public static ScanComparison of(Reader earlier, Reader later, Judge judge, RandomGenerator random)
            throws IOException, InterruptedException {
        var digester = new Digester(random);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var then = threads.submit(() -> DigestedScan.read(earlier, judge, digester));
            var now = threads.submit(() -> DigestedScan.read(later, judge, digester));
            return new ScanComparison(result(then), result(now));
        }
    }

    /// Tells every host of which something changed, in the order of their names. May be called several times.
    public void forEach(Taker taker) throws IOException {
        walk(taker, new DiffSummary.Counter());
    }

    /// Everything that changed, in numbers.
    public DiffSummary summary() throws IOException {
        var counter = new DiffSummary.Counter();
        walk(counter::count, counter);
        return counter.summary(then.isComplete(), now.isComplete());
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

    private static DigestedScan result(Future<DigestedScan> reading) throws IOException, InterruptedException {
        try {
            return reading.get();
        } catch (ExecutionException broken) {
            if (broken.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException(
                    Optional.ofNullable(broken.getCause()).orElse(broken));
        }
    }

    @Override
    public void close() throws IOException {
        try (then) {
            now.close();
        }
    }
}
