package io.reconai.engine.report;

import io.reconai.engine.Asset;
import io.reconai.engine.ScanReport;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// Writes what a scan or a replay found, in one of the formats.
///
/// Not safe for use by many threads.
public interface ResultWriter extends Closeable {

    /// Takes one host as soon as it is judged.
    void accept(Asset asset) throws IOException;

    /// Takes the reports of the scans at the end; after it only [#close] is called.
    void finish(List<ScanReport> reports) throws IOException;
}
