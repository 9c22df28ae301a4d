package io.reconai.engine.diff;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Digests in the order of their hosts' names; of a host that comes twice the last one counts. Used by one thread at a
/// time.
final class SortedDigests implements Closeable {

    private final SortedEntries entries;

    SortedDigests() {
        this(new SortedEntries());
    }

    SortedDigests(SortedEntries entries) {
        this.entries = entries;
    }

    void add(AssetDigest digest) throws IOException {
        entries.add(digest.asset(), DigestCodec.encode(digest));
    }

    /// All digests from the first name on. May be asked for several times, and not before the last one is added.
    Cursor cursor() throws IOException {
        return new Cursor(entries.cursor());
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }

    /// A walk over the digests.
    static final class Cursor implements Closeable {

        private final SortedEntries.Cursor cursor;

        private Cursor(SortedEntries.Cursor cursor) {
            this.cursor = cursor;
        }

        /// The next host's digest; null after the last one.
        @Nullable
        AssetDigest next() throws IOException {
            var entry = cursor.next();
            return entry == null ? null : DigestCodec.decode(entry.known());
        }

        @Override
        public void close() throws IOException {
            cursor.close();
        }
    }
}
