package io.reconai.engine.technologies;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads the Retire.js project's collection of vulnerable script libraries (format 4).
///
/// Left out: its example, its list of addresses that it does not look at, extractors that would have to run the
/// script (`func`, `ast`), and `filecontentreplace`.
final class RetireData {

    private static final String FILE = "retire-js.json";
    private static final Set<String> NO_LIBRARIES = Set.of("retire-example", "dont check");

    private RetireData() {}

    static VulnerableLibraries shipped() {
        try (var in = RetireData.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("not in the build: " + FILE);
            }
            return read(Json.mapper().readTree(in));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static VulnerableLibraries read(JsonNode data) {
        Map<String, List<Advisory>> advisories = new LinkedHashMap<>();
        var sources = new ArrayList<ExtractorIndex.Source>();
        for (var entry : data.properties()) {
            var library = entry.getKey();
            if (NO_LIBRARIES.contains(library)) {
                continue;
            }
            var known = new ArrayList<Advisory>();
            for (var vulnerability : entry.getValue().path("vulnerabilities")) {
                if (vulnerability.hasNonNull("below")) {
                    known.add(advisory(vulnerability));
                }
            }
            advisories.put(library, List.copyOf(known));
            var extractors = entry.getValue().path("extractors");
            texts(extractors.path("uri"))
                    .forEach(pattern -> sources.add(new ExtractorIndex.Source(library, pattern, false)));
            texts(extractors.path("filename"))
                    .forEach(pattern -> sources.add(
                            new ExtractorIndex.Source(library, "(?:^|/)" + fileName(pattern) + "$", false)));
            texts(extractors.path("filecontent"))
                    .forEach(pattern -> sources.add(new ExtractorIndex.Source(library, pattern, true)));
        }
        return new VulnerableLibraries(advisories, ExtractorIndex.of(sources));
    }

    /// A few patterns of file names begin with the slash before it.
    private static String fileName(String pattern) {
        return pattern.startsWith("/") ? pattern.substring(1) : pattern;
    }

    private static Advisory advisory(JsonNode vulnerability) {
        var identifiers = vulnerability.path("identifiers");
        var ids = new LinkedHashSet<>(texts(identifiers.path("CVE")));
        ids.addAll(texts(identifiers.path("githubID")));
        if (ids.isEmpty() && identifiers.hasNonNull("retid")) {
            ids.add("retire:" + identifiers.path("retid").asText());
        }
        var cwe = texts(vulnerability.path("cwe"));
        return new Advisory(
                List.copyOf(ids),
                Severity.valueOf(vulnerability.path("severity").asText("medium").toUpperCase(Locale.ROOT)),
                summary(identifiers.path("summary").asText("")),
                vulnerability.hasNonNull("atOrAbove")
                        ? vulnerability.path("atOrAbove").asText()
                        : null,
                vulnerability.path("below").asText(),
                cwe,
                cwe.contains("CWE-1104"),
                texts(vulnerability.path("info")));
    }

    /// The first paragraph: what follows it, in a few entries, is a whole report.
    private static String summary(String text) {
        return text.split("\\R\\s*\\R", 2)[0].strip();
    }

    /// A list of texts, or one text, or nothing.
    private static List<String> texts(JsonNode node) {
        var texts = new ArrayList<String>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
