package io.reconai.engine.diff;

import static java.util.Objects.requireNonNull;

import io.reconai.engine.EvidenceFile;
import io.reconai.engine.EvidenceFile.Place;
import io.reconai.engine.Judge;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Compares two files by their bytes first: a host whose line is the same in both is judged the same, and is neither
/// parsed nor judged. The others are, on all processors.
///
/// Both files are read once for where the hosts are, then host by host in the order of their names.
final class CommonLines implements Closeable {

    /// Of a host that is the same in both files only its place is held.
    private static final int INDEX_BYTES = 12 * 1024 * 1024;

    /// Lines that are being judged, or wait for it: enough to keep all processors busy, few enough for a small heap.
    private static final int LINES_AHEAD = 64;

    private static final int BYTES_AHEAD = 4 * 1024 * 1024;

    /// One file: where its hosts are, how far it reached, and the digests of those that the other file has otherwise.
    private static final class Side implements Closeable {

        private final EvidenceFile file;
        private final SortedEntries places = new SortedEntries(INDEX_BYTES);
        private final DigestedScan differing = new DigestedScan(new SortedDigests(), new Reach());
        private boolean isHandedOver;

        Side(Path path) throws IOException {
            file = EvidenceFile.open(path);
        }

        Side read() throws IOException {
            file.index(place -> places.add(Bounded.text(place.host()), written(place)), differing.reach()::add);
            return this;
        }

        /// What is closed by others from here on.
        DigestedScan digests() {
            isHandedOver = true;
            return differing;
        }

        private static byte[] written(Place place) {
            return ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES)
                    .putLong(place.offset())
                    .putInt(place.bytes())
                    .putInt(place.number())
                    .array();
        }

        static Place place(SortedEntries.Entry entry) {
            var written = ByteBuffer.wrap(entry.known());
            return new Place(entry.asset(), written.getLong(), written.getInt(), written.getInt());
        }

        @Override
        public void close() throws IOException {
            try (file;
                    places) {
                if (!isHandedOver) {
                    differing.close();
                }
            }
        }
    }

    /// A line that was sent to be judged.
    private record Judged(Side side, int bytes, Future<AssetDigest> digest) {}

    private final Judge judge;
    private final Digester digester;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()));
    private final ArrayDeque<Judged> ahead = new ArrayDeque<>();
    private long bytesAhead;
    private long unchanged;

    CommonLines(Judge judge, Digester digester) {
        this.judge = judge;
        this.digester = digester;
    }

    /// Reads both files.
    ///
    /// @throws IOException when a file cannot be read or is no evidence, or temporary files cannot be written
    ScanComparison compare(Path earlier, Path later) throws IOException, InterruptedException {
        try (var then = new Side(earlier);
                var now = new Side(later)) {
            var reading = List.of(threads.submit(then::read), threads.submit(now::read));
            for (var side : reading) {
                Futures.result(side);
            }
            digest(then, now);
            return new ScanComparison(then.digests(), now.digests(), unchanged);
        }
    }

    private void digest(Side then, Side now) throws IOException, InterruptedException {
        try (var earlier = then.places.cursor();
                var later = now.places.cursor()) {
            var before = earlier.next();
            var after = later.next();
            while (before != null || after != null) {
                var order = order(before, after);
                if (order == 0) {
                    compare(then, requireNonNull(before), now, requireNonNull(after));
                } else if (order < 0) {
                    judge(then, Side.place(requireNonNull(before)));
                } else {
                    judge(now, Side.place(requireNonNull(after)));
                }
                before = order <= 0 ? earlier.next() : before;
                after = order >= 0 ? later.next() : after;
            }
        }
        while (!ahead.isEmpty()) {
            take();
        }
    }

    private static int order(SortedEntries.@Nullable Entry before, SortedEntries.@Nullable Entry after) {
        if (before == null || after == null) {
            return before == null ? 1 : -1;
        }
        return before.asset().compareTo(after.asset());
    }

    private void compare(Side then, SortedEntries.Entry before, Side now, SortedEntries.Entry after)
            throws IOException, InterruptedException {
        var earlier = Side.place(before);
        var later = Side.place(after);
        var earlierLine = then.file.line(earlier);
        var laterLine = now.file.line(later);
        if (Arrays.equals(earlierLine, laterLine)) {
            unchanged++;
            return;
        }
        judge(then, earlier, earlierLine);
        judge(now, later, laterLine);
    }

    private void judge(Side side, Place place) throws IOException, InterruptedException {
        judge(side, place, side.file.line(place));
    }

    private void judge(Side side, Place place, byte[] line) throws IOException, InterruptedException {
        while (ahead.size() >= LINES_AHEAD || !ahead.isEmpty() && bytesAhead + line.length > BYTES_AHEAD) {
            take();
        }
        var digest = threads.submit(() -> digester.digest(judge.judge(EvidenceFile.evidence(line, place))));
        ahead.add(new Judged(side, line.length, digest));
        bytesAhead += line.length;
    }

    private void take() throws IOException, InterruptedException {
        var judged = ahead.remove();
        bytesAhead -= judged.bytes();
        judged.side().differing.digests().add(Futures.result(judged.digest()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
