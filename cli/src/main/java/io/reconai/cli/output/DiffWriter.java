package io.reconai.cli.output;

import io.reconai.engine.diff.AssetChange;
import io.reconai.engine.diff.DiffSummary;
import java.io.IOException;

/// Writes what changed between two scans, in one of the formats: the summary, then each host in the order of names.
public interface DiffWriter {

    /// Takes the numbers, before anything else.
    void begin(DiffSummary summary) throws IOException;

    /// Takes one host.
    void accept(AssetChange change) throws IOException;

    /// Ends the document and flushes it.
    void finish() throws IOException;
}
