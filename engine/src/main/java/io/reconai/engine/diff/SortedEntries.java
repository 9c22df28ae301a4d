package io.reconai.engine.diff;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// What is known of hosts, as bytes, in the order of their names, however many: an external merge sort.
///
/// What goes beyond [#RUN_BYTES] waits in temporary files, each sorted. Of a host that comes twice the last one counts.
/// Used by one thread at a time.
final class SortedEntries implements Closeable {

    /// Two scans of this size are held besides what judging needs, in a heap of 256 MiB.
    private static final int RUN_BYTES = 24 * 1024 * 1024;

    /// Of each entry, beside its bytes.
    private static final int OVERHEAD_BYTES = 120;

    private static final Comparator<Entry> ORDER =
            Comparator.comparing(Entry::asset).thenComparing(Entry::number, Comparator.reverseOrder());

    /// What is known of one host. @param number its place among those that were added
    record Entry(String asset, int number, byte[] known) {}

    private final int runBytes;
    private final List<Entry> run = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private long bytes;
    private int count;

    SortedEntries() {
        this(RUN_BYTES);
    }

    /// @param runBytes how much waits in memory
    SortedEntries(int runBytes) {
        this.runBytes = runBytes;
    }

    void add(String asset, byte[] known) throws IOException {
        run.add(new Entry(asset, count++, known));
        bytes += known.length + OVERHEAD_BYTES + asset.length();
        if (bytes > runBytes) {
            spill();
        }
    }

    /// All entries from the first name on. May be asked for several times, and not before the last one is added.
    Cursor cursor() throws IOException {
        run.sort(ORDER);
        return new Cursor(run, files);
    }

    private void spill() throws IOException {
        run.sort(ORDER);
        var file = Files.createTempFile("reconai-diff-", ".run");
        file.toFile().deleteOnExit(); // where the program is told to end meanwhile
        files.add(file);
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            for (var entry : run) {
                var asset = entry.asset().getBytes(StandardCharsets.UTF_8);
                out.writeInt(asset.length);
                out.write(asset);
                out.writeInt(entry.number());
                out.writeInt(entry.known().length);
                out.write(entry.known());
            }
        }
        run.clear();
        bytes = 0;
    }

    @Override
    public void close() throws IOException {
        for (var file : files) {
            Files.deleteIfExists(file);
        }
    }

    /// A walk over all runs side by side.
    static final class Cursor implements Closeable {

        /// A run and its next entry.
        private static final class Head {
            private final Iterator<Entry> memory;
            private final @Nullable DataInputStream file;
            private Entry next;

            private Head(Iterator<Entry> memory, @Nullable DataInputStream file, Entry next) {
                this.memory = memory;
                this.file = file;
                this.next = next;
            }

            private boolean advance() throws IOException {
                var following = file == null ? (memory.hasNext() ? memory.next() : null) : read(file);
                if (following == null) {
                    return false;
                }
                next = following;
                return true;
            }
        }

        private final PriorityQueue<Head> heads =
                new PriorityQueue<>((left, right) -> ORDER.compare(left.next, right.next));
        private final List<DataInputStream> open = new ArrayList<>();

        private Cursor(List<Entry> memory, List<Path> files) throws IOException {
            var entries = memory.iterator();
            if (entries.hasNext()) {
                heads.add(new Head(entries, null, entries.next()));
            }
            for (var file : files) {
                var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
                open.add(in);
                var first = read(in);
                if (first != null) {
                    heads.add(new Head(List.<Entry>of().iterator(), in, first));
                }
            }
        }

        /// The next host's entry; null after the last one.
        @Nullable
        Entry next() throws IOException {
            var first = take();
            if (first == null) {
                return null;
            }
            while (!heads.isEmpty() && heads.element().next.asset().equals(first.asset())) {
                take(); // an earlier observation of the same host
            }
            return first;
        }

        private @Nullable Entry take() throws IOException {
            var head = heads.poll();
            if (head == null) {
                return null;
            }
            var entry = head.next;
            if (head.advance()) {
                heads.add(head);
            }
            return entry;
        }

        private static @Nullable Entry read(DataInputStream in) throws IOException {
            try {
                var asset = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
                var number = in.readInt();
                return new Entry(asset, number, in.readNBytes(in.readInt()));
            } catch (EOFException _) {
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            for (var in : open) {
                in.close();
            }
        }
    }
}
