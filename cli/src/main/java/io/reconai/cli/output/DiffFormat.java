package io.reconai.cli.output;

import java.io.Writer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// The formats of comparisons.
public enum DiffFormat {
    TEXT,
    JSON,
    MARKDOWN;

    /// The format that a file's ending asks for.
    public static Optional<DiffFormat> ofEnding(Path file) {
        var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            return Optional.of(JSON);
        }
        return name.endsWith(".md") || name.endsWith(".markdown") ? Optional.of(MARKDOWN) : Optional.empty();
    }

    /// A writer of this format; whoever calls closes `out`.
    public DiffWriter writer(Writer out) {
        return switch (this) {
            case TEXT -> new TextDiffWriter(out);
            case JSON -> new JsonDiffWriter(out);
            case MARKDOWN -> new MarkdownDiffWriter(out);
        };
    }
}
