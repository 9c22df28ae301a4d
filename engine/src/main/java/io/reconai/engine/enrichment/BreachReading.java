package io.reconai.engine.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.asset.Breach;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Text;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What answers of breach sources have in common: texts are cut, days are the first ten characters of a time.
final class BreachReading {

    /// A site has leaked a few times; more is a source that ignores the question.
    static final int MOST = 100;

    private static final int TEXT = 100;
    private static final int MOST_KINDS = 40;
    private static final int DAY = 10;

    private BreachReading() {}

    /// Those of an answer that are read so far.
    ///
    /// @param isWhole false when the answer ended in the middle
    record Read(List<Breach> breaches, boolean isWhole) {}

    static String text(JsonNode node) {
        return Text.visible(node.asText("").strip(), TEXT);
    }

    /// `2013-10-04` of that or of a time on that day; null for what is neither.
    static @Nullable LocalDate day(JsonNode node) {
        var text = node.asText("");
        try {
            return text.length() < DAY ? null : LocalDate.parse(text.substring(0, DAY));
        } catch (DateTimeException other) {
            return null;
        }
    }

    /// An array of kinds of data, or one text with `;` between them.
    static List<String> kinds(JsonNode node) {
        var parts = node.isArray()
                ? StreamSupport.stream(node.spliterator(), false).map(kind -> kind.asText(""))
                : node.isTextual() ? Arrays.stream(node.asText().split(";")) : Stream.<String>empty();
        var kinds = new ArrayList<String>();
        parts.limit(MOST_KINDS)
                .map(kind -> Text.visible(kind.strip(), TEXT))
                .filter(kind -> !kind.isEmpty())
                .forEach(kinds::add);
        return kinds;
    }

    static @Nullable Long count(JsonNode node) {
        return node.canConvertToLong() && node.asLong() >= 0 ? node.asLong() : null;
    }

    /// True for a leak of the domain's own site, or of one below it. A source may hold no domain for a leak.
    static boolean concerns(JsonNode domain, DomainName registrable) {
        return DomainName.parse(domain.asText(""))
                .filter(site -> site.isAtOrBelow(registrable))
                .isPresent();
    }
}
