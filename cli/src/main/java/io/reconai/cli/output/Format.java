package io.reconai.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// The formats of results.
public enum Format {
    TABLE,
    JSON,
    JSONL;

    /// The format that a file's ending asks for.
    public static Optional<Format> ofEnding(Path file) {
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            return Optional.of(JSON);
        }
        return name.endsWith(".jsonl") || name.endsWith(".ndjson") ? Optional.of(JSONL) : Optional.empty();
    }

    /// A writer of this format, which closes `out` at its end.
    public ResultWriter writer(Writer out, Colours colours) throws IOException {
        return switch (this) {
            case TABLE -> new TableWriter(out, colours);
            case JSON -> new JsonWriter(out);
            case JSONL -> new JsonLinesWriter(out);
        };
    }
}
