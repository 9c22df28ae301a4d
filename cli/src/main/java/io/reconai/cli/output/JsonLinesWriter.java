package io.reconai.cli.output;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.reconai.engine.Asset;
import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.Json;
import io.reconai.engine.report.ResultWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// One asset a line, as it is found.
final class JsonLinesWriter implements ResultWriter {

    private final Writer out;
    private final ObjectWriter json = Json.mapper().writer();

    JsonLinesWriter(Writer out) {
        this.out = out;
    }

    @Override
    public void accept(Asset asset) throws IOException {
        out.write(json.writeValueAsString(AssetDocument.of(asset)) + "\n");
        out.flush();
    }

    @Override
    public void finish(List<ScanReport> reports) {
        // The lines are assets only; the report is shown on standard error and kept in the evidence file.
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
