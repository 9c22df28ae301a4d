package io.reconai.engine.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.SourceMapFacts;
import io.reconai.engine.asset.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Source maps (ECMA-426): where a script says that its map is, and what a map tells of the sources.
///
/// A map is one by its content: version 3, mappings and sources. Bundlers write these in any order, and of a large map
/// only the beginning was read: mappings that go on beyond it count without sources.
public final class SourceMap {

    /// What stands in a script's last lines is its own word on where the map is; before, it may be any text.
    private static final int LAST = 4 * 1024;

    private static final String NAME = "sourceMappingURL=";
    private static final String INLINE = "data:";
    private static final Pattern INLINE_MAP =
            Pattern.compile("data:application/json(?:;charset=[\\w-]{1,20})?;base64,[\\s\\S]*");
    private static final Pattern REFERENCE = Pattern.compile("\\S{1,1000}");

    private static final int MOST_SOURCES = 20_000;
    private static final int MOST_NAMES = 20;
    private static final int LONGEST_NAME = 200;

    /// Sources of others: packages, and what bundlers add of their own.
    private static final Pattern OF_OTHERS = Pattern.compile(
            ".*(?:node_modules/|bower_components/|jspm_packages/|/\\.pnpm/|/\\.yarn/|/vendors?/|/~/|\\(webpack\\)|webpack/(?:bootstrap|runtime|universalModule)|core-js/|regenerator-runtime).*"
                    + "|(?:external |ignored\\||\\u0000|<|\\[).*");

    private SourceMap() {}

    /// Where a script's map is, as the script or the field says; empty when neither does.
    ///
    /// @param text the script as far as it was read
    public static String reference(HttpAnswer answer, String text) {
        var field = answer.firstHeader("sourcemap").or(() -> answer.firstHeader("x-sourcemap"));
        return field.map(String::strip).filter(value -> !value.isEmpty()).orElseGet(() -> comment(text));
    }

    private static String comment(String text) {
        var at = text.lastIndexOf(NAME);
        if (at < 3 || !(text.startsWith("# ", at - 2) || text.startsWith("@ ", at - 2))) {
            return "";
        }
        var from = at + NAME.length();
        if (text.startsWith(INLINE, from)) {
            var end = from;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            return text.substring(from, end);
        }
        var matcher = REFERENCE.matcher(text).region(from, text.length());
        return text.length() - at <= LAST && matcher.lookingAt() ? matcher.group() : "";
    }

    /// What is kept of such a reference: of a map within a script only that it is one.
    public static String kept(String reference) {
        return reference.startsWith(INLINE) ? INLINE : reference;
    }

    /// What the map within a script tells; empty for a reference to elsewhere.
    public static Optional<SourceMapFacts> within(String reference) {
        if (!INLINE_MAP.matcher(reference).matches()) {
            return Optional.empty();
        }
        try {
            var json = Base64.getDecoder().decode(reference.substring(reference.indexOf(',') + 1));
            return read(new String(json, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    /// What a map tells; empty when the text is none.
    public static Optional<SourceMapFacts> read(String text) {
        var start = text.startsWith(")]}'") ? Math.max(0, text.indexOf('\n')) : 0;
        var json = text.substring(start).stripLeading();
        if (!json.startsWith("{") || !json.contains("\"mappings\"")) {
            return Optional.empty();
        }
        var reading = new Reading();
        try (var parser = Json.mapper().createParser(json)) {
            reading.read(parser);
        } catch (IOException ends) {
            reading.isCut = true; // what was read so far is all there is
        }
        return reading.facts();
    }

    /// A map while it is read.
    private static final class Reading {
        private boolean isVersion3;
        private boolean hasMappings;
        private boolean isCut;
        private final List<String> sources = new ArrayList<>();
        private final BitSet contents = new BitSet();

        void read(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                var value = parser.nextToken();
                switch (name) {
                    case "version" -> isVersion3 = value == JsonToken.VALUE_NUMBER_INT && parser.getIntValue() == 3;
                    case "mappings" -> hasMappings = value == JsonToken.VALUE_STRING;
                    case "sources" -> readSources(parser);
                    case "sourcesContent" -> readContents(parser);
                    default -> parser.skipChildren();
                }
            }
        }

        private void readSources(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
                if (sources.size() < MOST_SOURCES) {
                    sources.add(parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "");
                }
                parser.skipChildren();
            }
        }

        private void readContents(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            for (var i = 0; parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null; i++) {
                if (parser.currentToken() == JsonToken.VALUE_STRING && i < MOST_SOURCES) {
                    contents.set(i);
                }
                parser.skipChildren();
            }
        }

        Optional<SourceMapFacts> facts() {
            if (!isVersion3 || !hasMappings || sources.isEmpty() && !isCut) {
                return Optional.empty();
            }
            var own = sources.stream().filter(SourceMap::isOwn).toList();
            var hasOwnContent = contents.stream().anyMatch(i -> i < sources.size() && isOwn(sources.get(i)));
            return Optional.of(new SourceMapFacts(
                    sources.size(),
                    own.stream().limit(MOST_NAMES).map(SourceMap::cut).toList(),
                    hasOwnContent));
        }
    }

    private static boolean isOwn(String source) {
        return !source.isEmpty() && !OF_OTHERS.matcher(source).matches();
    }

    private static String cut(String name) {
        return Text.visible(name, LONGEST_NAME);
    }
}
