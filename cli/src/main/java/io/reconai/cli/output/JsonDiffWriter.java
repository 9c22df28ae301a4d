package io.reconai.cli.output;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Json;
import io.reconai.engine.diff.AssetChange;
import io.reconai.engine.diff.DiffSummary;
import java.io.IOException;
import java.io.Writer;

/// A comparison as one document: `summary`, then `assets` in the order of their names.
final class JsonDiffWriter implements DiffWriter {

    private final Writer out;
    private final ObjectWriter json = Json.mapper().writer();
    private String separator = "\n";

    JsonDiffWriter(Writer out) {
        this.out = out;
    }

    @Override
    public void begin(DiffSummary summary) throws IOException {
        out.write("{\"schema_version\":" + Evidence.SCHEMA_VERSION + ",\"summary\":" + json.writeValueAsString(summary)
                + ",\"assets\":[");
    }

    @Override
    public void accept(AssetChange change) throws IOException {
        out.write(separator + json.writeValueAsString(change));
        separator = ",\n";
    }

    @Override
    public void finish() throws IOException {
        out.write("\n]}\n");
        out.flush();
    }
}
