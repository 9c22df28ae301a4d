package io.reconai.engine.sources;

import io.reconai.engine.asset.Header;
import java.util.List;

/// What a source is told so that it knows its customer. Sent to the source alone; never kept, logged or reported.
///
/// @param fields header fields that carry it
/// @param query a part of the query that carries it, encoded, for sources that read no header; empty for none
public record SourceKey(List<Header> fields, String query) {

    private static final String HIDDEN = "(key)";
    private static final int SHORTEST = 4;

    public SourceKey {
        fields = List.copyOf(fields);
    }

    /// For sources that may be asked by anybody.
    public static SourceKey none() {
        return new SourceKey(List.of(), "");
    }

    boolean isNone() {
        return fields.isEmpty() && query.isEmpty();
    }

    /// The text without the key, for texts of a server that repeats what it was sent.
    String hiddenIn(String text) {
        var hidden = text;
        for (var field : fields) {
            hidden = without(hidden, field.value());
            hidden = without(hidden, field.value().replaceFirst("^(Bearer|Basic) ", ""));
        }
        return without(hidden, query.substring(query.indexOf('=') + 1));
    }

    private static String without(String text, String secret) {
        return secret.length() < SHORTEST ? text : text.replace(secret, HIDDEN);
    }

    @Override
    public String toString() {
        return isNone() ? "no key" : HIDDEN;
    }
}
