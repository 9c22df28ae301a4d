package io.reconai.cli.output;

import io.reconai.engine.Asset;
import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Json;
import io.reconai.engine.report.ResultWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// One document, riskiest first.
final class JsonWriter implements ResultWriter {

    private final Writer out;
    private final RiskOrder assets;

    JsonWriter(Writer out) throws IOException {
        this.out = out;
        assets = new RiskOrder();
    }

    @Override
    public void accept(Asset asset) throws IOException {
        assets.add(asset, Json.mapper().writeValueAsString(AssetDocument.of(asset)));
    }

    @Override
    public void finish(List<ScanReport> reports) throws IOException {
        out.write("{\"schema_version\":" + Evidence.SCHEMA_VERSION + ",\"assets\":[\n");
        assets.writeTo(out, ",\n");
        out.write("\n],\"scans\":" + Json.mapper().writeValueAsString(reports) + "}\n");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            assets.close();
        }
    }
}
