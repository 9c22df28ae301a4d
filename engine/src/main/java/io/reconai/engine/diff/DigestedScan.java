package io.reconai.engine.diff;

import io.reconai.engine.EvidenceLog;
import io.reconai.engine.Judge;
import io.reconai.engine.ScanReport;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/// One side of a comparison: an evidence file judged again and reduced to its digests.
final class DigestedScan implements Closeable {

    private final SortedDigests digests;
    private final Reach reach = new Reach();
    private boolean complete = true;
    private int reports;

    private DigestedScan(SortedDigests digests) {
        this.digests = digests;
    }

    /// Reads an evidence file to its end, one line at a time.
    ///
    /// @throws IOException when it cannot be read, or is none
    static DigestedScan read(Reader evidence, Judge judge, Digester digester) throws IOException {
        var scan = new DigestedScan(new SortedDigests());
        try {
            EvidenceLog.read(evidence, host -> scan.add(digester.digest(judge.judge(host))), scan::add);
            return scan;
        } catch (UncheckedIOException full) {
            scan.close();
            throw full.getCause();
        } catch (IOException | RuntimeException broken) {
            scan.close();
            throw broken;
        }
    }

    SortedDigests digests() {
        return digests;
    }

    Reach reach() {
        return reach;
    }

    /// True when every scan in the file came to its end.
    boolean isComplete() {
        return reports > 0 && complete;
    }

    private void add(AssetDigest digest) {
        try {
            digests.add(digest);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private void add(ScanReport report) {
        reach.add(report);
        reports++;
        complete &= report.end() == ScanReport.End.COMPLETED;
    }

    @Override
    public void close() throws IOException {
        digests.close();
    }
}
