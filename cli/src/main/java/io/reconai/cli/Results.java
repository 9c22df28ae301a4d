package io.reconai.cli;

import io.reconai.cli.output.OutputFile;
import io.reconai.engine.Asset;
import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.report.ResultWriter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the found assets go: the chosen format, on standard output or in a file that appears when it is whole.
final class Results implements Closeable {

    private final @Nullable OutputFile file;
    private final ResultWriter writer;
    private final LastWord lastWord = new LastWord();
    private @Nullable Severity worst;

    Results(OutputOptions options) throws IOException {
        file = options.file == null ? null : new OutputFile(options.file);
        var target = file == null ? standardOutput() : file.stream();
        writer = options.format().writer(target, options.colours());
    }

    synchronized void accept(Asset asset) throws IOException {
        if (!lastWord.keeps(asset)) {
            write(asset);
        }
    }

    private void write(Asset asset) throws IOException {
        writer.accept(asset);
        for (var finding : asset.findings()) {
            if (worst == null || finding.severity().compareTo(worst) > 0) {
                worst = finding.severity();
            }
        }
    }

    synchronized void finish(List<ScanReport> reports) throws IOException {
        lastWord.forEach(this::write);
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
        lastWord.close();
        writer.close();
        if (file != null) {
            file.close();
        }
    }

    /// Standard output; closing it flushes only, for it is not ours.
    static OutputStream standardOutput() {
        return new FilterOutputStream(new BufferedOutputStream(System.out)) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }
}
