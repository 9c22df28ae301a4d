package io.reconai.engine.diff;

import io.reconai.engine.EvidenceLog;
import io.reconai.engine.Judge;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/// One side of a comparison: hosts judged again and reduced to their digests, and how far the scan reached.
record DigestedScan(SortedDigests digests, Reach reach) implements Closeable {

    /// Reads evidence to its end, one line at a time.
    ///
    /// @throws IOException when it cannot be read, or is none
    static DigestedScan read(Reader evidence, Judge judge, Digester digester) throws IOException {
        var scan = new DigestedScan(new SortedDigests(), new Reach());
        try {
            EvidenceLog.read(evidence, host -> scan.add(digester.digest(judge.judge(host))), scan.reach::add);
            return scan;
        } catch (UncheckedIOException full) {
            scan.close();
            throw full.getCause();
        } catch (IOException | RuntimeException broken) {
            scan.close();
            throw broken;
        }
    }

    private void add(AssetDigest digest) {
        try {
            digests.add(digest);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Override
    public void close() throws IOException {
        digests.close();
    }
}
