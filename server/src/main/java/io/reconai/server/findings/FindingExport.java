package io.reconai.server.findings;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.engine.asset.Severity;
import io.reconai.server.http.ServerJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes findings as a file, one after another, so that long lists need no memory.
enum FindingExport {
    CSV("text/csv; charset=utf-8") {
        @Override
        void write(Rows rows, ObjectMapper json, OutputStream out) throws IOException {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            line(writer, COLUMNS);
            rows.forEach(row -> line(writer, cells(row)));
            writer.flush();
        }
    },
    JSON("application/json") {
        @Override
        void write(Rows rows, ObjectMapper json, OutputStream out) throws IOException {
            try (var generator = json.createGenerator(out)) {
                generator.writeStartObject();
                generator.writeStringField("exported_at", ServerJson.text(Instant.now()));
                generator.writeArrayFieldStart("data");
                rows.forEach(row -> value(generator, row));
                generator.writeEndArray();
                generator.writeEndObject();
            }
        }
    },
    JSONL("application/x-ndjson") {
        @Override
        void write(Rows rows, ObjectMapper json, OutputStream out) throws IOException {
            rows.forEach(row -> {
                try {
                    out.write(json.writeValueAsBytes(row));
                    out.write('\n');
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
            });
        }
    },
    SARIF("application/sarif+json") {
        @Override
        void write(Rows rows, ObjectMapper json, OutputStream out) throws IOException {
            try (var generator = json.createGenerator(out)) {
                new SarifRun(generator).write(rows);
            }
        }
    };

    private static final List<String> COLUMNS = List.of(
            "finding_id",
            "asset_value",
            "type",
            "category",
            "severity",
            "confidence",
            "state",
            "title",
            "subject",
            "first_seen_at",
            "last_seen_at",
            "assignee",
            "remediation",
            "excerpt");

    private final String mediaType;

    FindingExport(String mediaType) {
        this.mediaType = mediaType;
    }

    /// Hands over the findings one after another.
    @FunctionalInterface
    interface Rows {
        void forEach(Consumer<FindingRow> consumer) throws IOException;
    }

    static Set<String> words() {
        return Stream.of(values()).map(FindingExport::word).collect(Collectors.toSet());
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String mediaType() {
        return mediaType;
    }

    abstract void write(Rows rows, ObjectMapper json, OutputStream out) throws IOException;

    private static List<String> cells(FindingRow row) {
        return List.of(
                row.findingId(),
                row.assetValue(),
                row.type(),
                row.category(),
                row.severity().name().toLowerCase(Locale.ROOT),
                row.confidence(),
                row.state().word(),
                row.title(),
                row.subject(),
                ServerJson.text(row.firstSeenAt()),
                ServerJson.text(row.lastSeenAt()),
                Objects.requireNonNullElse(row.assignee(), ""),
                row.remediation(),
                row.evidence().excerpt());
    }

    /// RFC 4180; what a spreadsheet would take for a formula is text.
    private static void line(Writer out, List<String> cells) {
        try {
            out.write(cells.stream().map(FindingExport::cell).collect(Collectors.joining(",", "", "\r\n")));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static String cell(String text) {
        var safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }

    private static void value(JsonGenerator generator, Object value) {
        try {
            generator.writeObject(value);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /// How bad it is in the words of SARIF 2.1.0 §3.27.10.
    static String sarifLevel(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }
}
