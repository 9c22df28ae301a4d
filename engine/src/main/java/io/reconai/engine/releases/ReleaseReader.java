package io.reconai.engine.releases;

import io.reconai.engine.releases.Product.Carried;
import io.reconai.engine.releases.Product.Kind;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the table of releases.
///
/// ```
/// as-of 2026-03-01
/// nginx | nginx | system | f5:nginx | https://nginx.org/en/download.html
///   1.28 | - | 1.28.2
///   1.26 | 2025-04-23 | 1.26.3
///   carried debian 12 1.22.1
/// ```
///
/// A line at the margin begins a product: id, name, kind, vendor and product of its CPE name, source. Below it stand
/// its lines of releases: versions, the last day with fixes (`-` when none is known, `ended` when it is past and not
/// known more exactly), the newest release where it is known. `carried` names the distribution, its release and the
/// versions it ships. A line that begins with `#` is a comment.
final class ReleaseReader {

    private final List<Product> products = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Carried> carried = new ArrayList<>();
    private @Nullable List<String> head;
    private @Nullable LocalDate asOf;
    private int number;

    /// Reads the table's lines.
    ///
    /// @throws IllegalStateException with the line, if it is not as it should be
    ReleaseTable read(List<String> text) {
        for (var line : text) {
            number++;
            var stripped = line.strip();
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                read(line, stripped);
            }
        }
        end();
        if (asOf == null) {
            throw new IllegalStateException("releases.txt does not say of which day it is");
        }
        return new ReleaseTable(asOf, products);
    }

    private void read(String line, String text) {
        if (text.startsWith("as-of ")) {
            asOf = day(text.substring(6));
        } else if (!line.startsWith(" ")) {
            end();
            begin(text);
        } else if (head == null) {
            throw wrong(text, "has no product above it");
        } else if (text.startsWith("carried ")) {
            addCarried(text);
        } else {
            addLine(text);
        }
    }

    private void begin(String text) {
        var fields = fields(text);
        if (fields.size() != 5
                || !fields.getFirst().matches("[a-z0-9-]+")
                || !fields.get(3).matches("\\S+:\\S+")
                || URI.create(fields.get(4)).getHost() == null
                || !ids.add(fields.getFirst())) {
            throw wrong(text, "is not `id | name | kind | vendor:product | source` with an id of its own");
        }
        head = fields;
    }

    private void end() {
        if (head != null) {
            products.add(
                    new Product(head.get(0), head.get(1), kind(head.get(2)), head.get(3), head.get(4), lines, carried));
            lines.clear();
            carried.clear();
            head = null;
        }
    }

    private Kind kind(String word) {
        try {
            return Kind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw wrong(word, "is no kind of product");
        }
    }

    private void addLine(String text) {
        var fields = fields(text);
        var newest = fields.size() == 3 ? fields.get(2) : "";
        if (fields.size() < 2 || fields.size() > 3 || !fields.getFirst().matches("\\*|<?\\d[\\w.]*")) {
            throw wrong(text, "is not `versions | end | newest`");
        }
        if (!newest.isEmpty() && !new Line(fields.getFirst(), null, "").covers(newest)) {
            throw wrong(text, "names a newest release of another line");
        }
        lines.add(new Line(fields.getFirst(), lastDay(fields.get(1)), newest));
    }

    private @Nullable LocalDate lastDay(String cell) {
        return switch (cell) {
            case "-" -> null;
            // Ended at some day before the table was made: the day before is the latest it can have been.
            case "ended" -> asOf == null ? null : asOf.minusDays(1);
            default -> day(cell);
        };
    }

    private LocalDate day(String cell) {
        try {
            return LocalDate.parse(cell);
        } catch (DateTimeException malformed) {
            throw wrong(cell, "is no day");
        }
    }

    private void addCarried(String text) {
        var words = text.split(" +");
        if (words.length < 4 || !ids.contains(words[1])) {
            throw wrong(text, "is not `carried distribution release versions` of a distribution above");
        }
        for (var version : Arrays.copyOfRange(words, 3, words.length)) {
            carried.add(new Carried(words[1], words[2], version));
        }
    }

    private static List<String> fields(String text) {
        return Arrays.stream(text.split("\\|")).map(String::strip).toList();
    }

    private IllegalStateException wrong(String text, String problem) {
        return new IllegalStateException("releases.txt:" + number + ": \"" + text + "\" " + problem);
    }
}
