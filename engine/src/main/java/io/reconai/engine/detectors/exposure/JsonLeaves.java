package io.reconai.engine.detectors.exposure;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reconai.engine.asset.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The values of a JSON document by their paths, such as `info.title` and `packages[].version`, as far as it goes: only
/// the beginning of a file is there, so that it may end anywhere.
///
/// Of values with the same path the first counts. Objects and arrays are there as `{` and `[`.
record JsonLeaves(Map<String, String> values) {

    private static final int MOST = 20_000;

    JsonLeaves {
        values = Map.copyOf(values);
    }

    static JsonLeaves of(String text) {
        Map<String, String> values = new HashMap<>();
        var start = text.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            try (var parser = Json.mapper().createParser(start)) {
                read(parser, values);
            } catch (IOException ends) {
                return new JsonLeaves(values); // what was read so far is all there is
            }
        }
        return new JsonLeaves(values);
    }

    private static void read(JsonParser parser, Map<String, String> values) throws IOException {
        for (var count = 0; count < MOST; count++) {
            var token = parser.nextToken();
            if (token == null) {
                return;
            }
            if (token.isScalarValue() || token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                values.putIfAbsent(path(parser, token), parser.getText());
            }
        }
    }

    private static String path(JsonParser parser, JsonToken token) {
        var context = parser.getParsingContext();
        if (!token.isScalarValue()) {
            context = context.getParent();
        }
        var path = new StringBuilder();
        for (; context != null && !context.inRoot(); context = context.getParent()) {
            if (context.inArray()) {
                path.insert(0, "[]");
            } else {
                path.insert(0, "." + context.getCurrentName());
            }
        }
        return path.toString().replaceFirst("^\\.", "");
    }

    boolean has(String... paths) {
        return values.keySet().containsAll(Set.of(paths));
    }

    /// The value, empty when there is none.
    String value(String path) {
        return values.getOrDefault(path, "");
    }

    boolean hasBelow(String prefix) {
        return values.keySet().stream().anyMatch(path -> path.startsWith(prefix));
    }
}
