package io.reconai.cli;

import io.reconai.cli.output.OutputFile;
import io.reconai.cli.output.ResultWriter;
import io.reconai.engine.Asset;
import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.Severity;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the found assets go: the chosen format, on standard output or in a file that appears when it is whole.
final class Results implements Closeable {

    private final @Nullable OutputFile file;
    private final ResultWriter writer;
    private @Nullable Severity worst;

    Results(OutputOptions options) throws IOException {
        file = options.file == null ? null : new OutputFile(options.file);
        var target = file == null ? standardOutput() : file.writer();
        writer = options.format().writer(target, options.colours());
    }

    synchronized void accept(Asset asset) throws IOException {
        writer.accept(asset);
        for (var finding : asset.findings()) {
            if (worst == null || finding.severity().compareTo(worst) > 0) {
                worst = finding.severity();
            }
        }
    }

    synchronized void finish(List<ScanReport> reports) throws IOException {
        writer.finish(reports);
        if (file != null) {
            file.commit();
        }
    }

    /// True when a finding reached the severity.
    synchronized boolean reached(@Nullable Severity limit) {
        return limit != null && worst != null && worst.compareTo(limit) >= 0;
    }

    @Override
    public void close() throws IOException {
        writer.close();
        if (file != null) {
            file.close();
        }
    }

    /// Standard output as UTF-8 whatever the locale says; closing it flushes only, for it is not ours.
    static Writer standardOutput() {
        return new FilterWriter(new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8))) {
            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }
}
