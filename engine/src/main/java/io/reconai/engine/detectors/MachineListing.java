package io.reconai.engine.detectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/// A directory as nginx lists it for programs (autoindex_format json and xml).
///
/// There is no title to compare, so that every entry must have the form: a name, a type that nginx knows, and its way
/// of writing times; a file its size besides. Answers of other programs have names and types too.
final class MachineListing {

    private static final Set<String> TYPES = Set.of("file", "directory", "other");

    /// RFC 9110 §5.6.7 in JSON, ISO 8601 in XML.
    private static final Pattern TIME = Pattern.compile(
            "[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    private static final int MOST = 5_000;

    private record Entry(String type, String name, String time, boolean hasSize) {

        boolean isOfNginx() {
            return TYPES.contains(type)
                    && !name.isEmpty()
                    && !name.contains("/")
                    && TIME.matcher(time).matches()
                    && (hasSize || !type.equals("file"));
        }

        String shown() {
            return type.equals("directory") ? name + "/" : name;
        }
    }

    private MachineListing() {}

    /// Recognises a listing; empty when the answer is none, or one of an empty directory: nothing tells it from others.
    static Optional<DirectoryListing> of(HttpAnswer answer) {
        var type = answer.mediaType();
        var entries = type.equals("application/json")
                ? json(answer.body())
                : type.equals("text/xml") || type.equals("application/xml") ? xml(answer.body()) : List.<Entry>of();
        return entries.isEmpty() || !entries.stream().allMatch(Entry::isOfNginx)
                ? Optional.empty()
                : Optional.of(new DirectoryListing(
                        "nginx",
                        entries.stream()
                                .map(Entry::shown)
                                .limit(DirectoryListing.MAX_ENTRIES)
                                .toList()));
    }

    private static List<Entry> json(String body) {
        if (!body.startsWith("[") || !body.contains("\"mtime\"")) {
            return List.of();
        }
        try {
            var entries = new ArrayList<Entry>();
            for (var node : Json.mapper().readTree(body)) {
                if (entries.size() >= MOST) {
                    break;
                }
                entries.add(new Entry(text(node, "type"), text(node, "name"), text(node, "mtime"), node.has("size")));
            }
            return entries;
        } catch (JsonProcessingException malformed) {
            return List.of();
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    private static List<Entry> xml(String body) {
        if (!body.contains("<list") || !body.contains("mtime=")) {
            return List.of();
        }
        var root = Jsoup.parse(body, "", Parser.xmlParser()).children();
        return root.size() != 1 || !root.getFirst().nodeName().equals("list")
                ? List.of()
                : root.getFirst().children().stream()
                        .limit(MOST)
                        .map(MachineListing::entry)
                        .toList();
    }

    private static Entry entry(Element element) {
        return new Entry(element.nodeName(), element.text(), element.attr("mtime"), element.hasAttr("size"));
    }
}
