package io.reconai.engine.detectors.exposure;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.FileFacts;
import io.reconai.engine.asset.HttpAnswer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The answer to one path, as rules look at it.
///
/// @param index of the exchange in the evidence
record Answered(int index, Exchange exchange, HttpAnswer answer) {

    private static final int BEGINNING = 512;

    /// Path and query as they were asked for.
    String path() {
        var query = exchange.uri().getRawQuery();
        return exchange.uri().getRawPath() + (query == null ? "" : "?" + query);
    }

    String text() {
        return answer.body();
    }

    /// Lines with something on them, without blanks around it.
    List<String> lines() {
        return text().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /// Nothing but a page begins like this, whatever its media type says.
    boolean beginsAsPage() {
        var start = text().substring(0, Math.min(BEGINNING, text().length())).toLowerCase(Locale.ROOT);
        return start.contains("<!doctype html") || start.contains("<html") || start.contains("<head");
    }

    boolean has(String... parts) {
        for (var part : parts) {
            if (!text().contains(part)) {
                return false;
            }
        }
        return true;
    }

    boolean has(Pattern pattern) {
        return pattern.matcher(text()).find();
    }

    /// What kind of file it is by its first bytes; empty for text.
    String kind() {
        return facts().map(FileFacts::kind).orElse("");
    }

    /// The names within a file that is no text.
    List<String> names() {
        return facts().map(FileFacts::names).orElse(List.of());
    }

    JsonLeaves json() {
        return JsonLeaves.of(text());
    }

    private Optional<FileFacts> facts() {
        return Optional.ofNullable(answer.file());
    }
}
