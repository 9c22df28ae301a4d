package io.reconai.server.findings;

import com.fasterxml.jackson.core.JsonGenerator;
import io.reconai.engine.Program;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Writes findings as one run of SARIF 2.1.0: the rules, then the results as they come.
public final class SarifRun {

    private final JsonGenerator out;

    public SarifRun(JsonGenerator out) {
        this.out = out;
    }

    /// Writes all of it; the generator stays open.
    public void write(FindingRows rows) throws IOException {
        out.writeStartObject();
        out.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        out.writeStringField("version", "2.1.0");
        out.writeArrayFieldStart("runs");
        out.writeStartObject();
        out.writeObjectFieldStart("tool");
        out.writeObjectFieldStart("driver");
        out.writeStringField("name", Program.NAME);
        out.writeStringField("version", Program.version());
        out.writeArrayFieldStart("rules");
        for (var check : CheckCatalogue.all()) {
            rule(check);
        }
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndObject();
        out.writeArrayFieldStart("results");
        rows.forEach(this::result);
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndArray();
        out.writeEndObject();
    }

    private void rule(CheckCatalogue.Entry check) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", check.type());
        text("shortDescription", check.title());
        text("fullDescription", check.description());
        text("help", check.remediation());
        out.writeEndObject();
    }

    private void result(FindingRow row) {
        try {
            out.writeStartObject();
            out.writeStringField("ruleId", row.type());
            out.writeStringField("level", FindingExport.sarifLevel(row.severity()));
            text("message", row.title() + " on " + row.assetValue() + " (" + row.subject() + ")");
            out.writeArrayFieldStart("locations");
            out.writeStartObject();
            out.writeArrayFieldStart("logicalLocations");
            out.writeStartObject();
            out.writeStringField("fullyQualifiedName", row.assetValue());
            out.writeEndObject();
            out.writeEndArray();
            out.writeEndObject();
            out.writeEndArray();
            out.writeObjectFieldStart("partialFingerprints");
            out.writeStringField("findingId", row.findingId());
            out.writeEndObject();
            out.writeEndObject();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void text(String field, String text) throws IOException {
        out.writeObjectFieldStart(field);
        out.writeStringField("text", text);
        out.writeEndObject();
    }
}
