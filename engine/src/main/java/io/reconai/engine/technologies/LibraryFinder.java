package io.reconai.engine.technologies;

import io.reconai.engine.technologies.ExtractorIndex.Extractor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds script libraries by their addresses and their text. For one host, by one thread.
final class LibraryFinder {

    /// A banner stands before its version, and the longest pattern spans about a thousand letters.
    private static final int BEFORE = 1_200;

    private static final int AFTER = 1_600;
    private static final int TRIES = 3;
    private static final int MOST_USES = 200;

    private final ExtractorIndex extractors;
    private final WorkBudget budget;
    private final Map<String, LibraryUse> uses = new LinkedHashMap<>();

    LibraryFinder(ExtractorIndex extractors, WorkBudget budget) {
        this.extractors = extractors;
        this.budget = budget;
    }

    /// Each library and version once.
    List<LibraryUse> found() {
        return List.copyOf(uses.values());
    }

    void search(Observation seen) {
        if (seen.signal() == Signal.SCRIPT) {
            search(seen, withoutQuery(seen.value()), extractors.uris(), extractors.uriIndex());
        } else if (seen.signal() == Signal.INLINE) {
            search(seen, seen.value(), extractors.contents(), extractors.contentIndex());
        }
    }

    private static String withoutQuery(String address) {
        var mark = address.indexOf('?');
        return mark < 0 ? address : address.substring(0, mark);
    }

    private void search(Observation seen, String text, List<Extractor> known, LiteralIndex index) {
        var tries = new int[known.size()];
        index.find(text, (literal, end) -> {
            if (tries[literal]++ < TRIES) {
                attempt(known.get(literal), seen, text, end);
            }
            return uses.size() < MOST_USES;
        });
    }

    private void attempt(Extractor extractor, Observation seen, String text, int at) {
        var window = text.substring(Math.max(0, at - BEFORE), Math.min(text.length(), at + AFTER));
        var pattern = extractor.usable();
        if (pattern.isEmpty() || !budget.allows(pattern.get(), window.length())) {
            return;
        }
        var matcher = pattern.get().matcher(window);
        if (matcher.find()) {
            var version = trimmed(matcher.group(1));
            if (version.length() <= 32) {
                uses.putIfAbsent(
                        extractor.library() + " " + version,
                        new LibraryUse(extractor.library(), version, seen.proof(matcher.group())));
            }
        }
    }

    /// The data's notion of a version is greedy: `1.8.3.min` is version 1.8.3.
    private static String trimmed(String version) {
        var cut = version.replaceFirst("[._-](?:min|slim|pack|prod|dev|debug|umd|esm)\\b.*$", "");
        return cut.replaceFirst("[._-]+$", "");
    }
}
