package io.reconai.engine.technologies;

import com.google.re2j.Pattern;
import io.reconai.engine.asset.TechnologyCategory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads a file of rules.
///
/// ```
/// wordpress | WordPress | cms | a:wordpress:wordpress
///   implies php, mysql 50
///   meta generator 100 ^WordPress(?: {version})?
///   load 90 {own}wp-(?:content|includes)/
/// ```
///
/// A line at the margin begins a product: id, name, categories, and the CPE name's `part:vendor:product` where it has
/// one. Below it stand `implies` (with percent where it is not always so), `excludes`, `requires`, and its signs:
/// signal, name where the signal has names, percent, pattern (empty: its being there is enough). In patterns
/// `{version}` is a version to be kept, `{own}` the beginning of a path on the page's own host, `{host}` the
/// beginning of another host's address up to a whole label, `{file}` the beginning of a path's last part. A line that
/// begins with `#` is a comment.
///
/// Icons (`favicon`) are told by their signed numbers, by which people look them up. These were counted from the icons
/// in the products' packages of Debian, PyPI, npm and Maven Central, which are no part of this program. What several
/// products share is left out.
final class RuleReader {

    /// Numbers joined by dots, and what may follow: `2.4.58`, `9.2p1`, `1.1.1k`, `3.0.0-beta.2`.
    static final String VERSION = "(\\d{1,9}(?:\\.\\d{1,9}){0,3}(?:[-.]?(?:alpha|beta|rc|p)\\.?\\d{0,4}|[a-z]\\b)?)";

    private static final String OWN = "^/(?:[^/?][^?]*/)?";
    private static final String HOST = "^//(?:[^/]*\\.)?";
    private static final String FILE = "(?:^|/)";

    private final String file;
    private final List<Product> products;
    private final List<Rule> rules;
    private final List<Line> below = new ArrayList<>();
    private @Nullable Line product;

    private record Line(int number, String text) {}

    /// @param products to which those of the file are added
    /// @param rules to which those of the file are added
    RuleReader(String file, List<Product> products, List<Rule> rules) {
        this.file = file;
        this.products = products;
        this.rules = rules;
    }

    /// Reads the file's lines.
    ///
    /// @throws IllegalStateException with the file and the line, if it is not as it should be
    void read(List<String> lines) {
        for (var i = 0; i < lines.size(); i++) {
            var line = new Line(i + 1, lines.get(i).strip());
            if (line.text.isEmpty() || line.text.startsWith("#")) {
                continue;
            }
            if (lines.get(i).startsWith(" ")) {
                below.add(line);
            } else {
                finish();
                product = line;
            }
        }
        finish();
    }

    private void finish() {
        var head = product;
        if (head == null) {
            if (!below.isEmpty()) {
                throw wrong(below.getFirst(), "stands below no product");
            }
            return;
        }
        var made = product(head);
        products.add(made);
        for (var line : below) {
            if (relation(line, "implies").isEmpty()
                    && relation(line, "excludes").isEmpty()
                    && relation(line, "requires").isEmpty()) {
                rules.add(rule(made, line));
            }
        }
        below.clear();
    }

    private Product product(Line line) {
        var fields = Arrays.stream(line.text.split("\\|")).map(String::strip).toList();
        if (fields.size() < 3 || fields.size() > 4 || !fields.getFirst().matches("[a-z0-9.+-]+")) {
            throw wrong(line, "is not `id | name | categories` with a CPE name or without");
        }
        var cpe = fields.size() == 4 ? fields.get(3) : "";
        if (!cpe.isEmpty() && !cpe.matches("[aoh]:[a-z0-9_.\\\\/!-]+:[a-z0-9_.\\\\/!-]+")) {
            throw wrong(line, "has no `part:vendor:product` at its end");
        }
        return new Product(
                fields.get(0),
                fields.get(1),
                Arrays.stream(fields.get(2).split(",\\s*"))
                        .map(word -> category(line, word))
                        .toList(),
                cpe,
                related("implies").stream().map(word -> implication(line, word)).toList(),
                related("excludes"),
                related("requires"));
    }

    private TechnologyCategory category(Line line, String word) {
        try {
            return TechnologyCategory.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unknown) {
            throw wrong(line, "names no category: " + word);
        }
    }

    private Product.Implication implication(Line line, String text) {
        var words = text.split(" ");
        return switch (words.length) {
            case 1 -> new Product.Implication(words[0], 100);
            case 2 -> new Product.Implication(words[0], percent(line, words[1]));
            default -> throw wrong(line, "implies more than an id and a percentage: " + text);
        };
    }

    private List<String> related(String word) {
        return below.stream().flatMap(line -> relation(line, word).stream()).toList();
    }

    private static List<String> relation(Line line, String word) {
        return line.text.startsWith(word + " ")
                ? List.of(line.text.substring(word.length()).strip().split(",\\s*"))
                : List.of();
    }

    private Rule rule(Product owner, Line line) {
        var words = line.text.split(" +", 2);
        var signal = Signal.of(words[0]).orElseThrow(() -> wrong(line, "begins with no signal: " + words[0]));
        var rest = words.length == 2 ? words[1] : "";
        var name = "";
        if (signal.isNamed()) {
            var named = rest.split(" +", 2);
            name = signal.keepsCase() ? named[0] : named[0].toLowerCase(Locale.ROOT);
            rest = named.length == 2 ? named[1] : "";
        }
        var weighed = rest.split(" +", 2);
        var confidence = percent(line, weighed[0]);
        var text = weighed.length == 2 ? weighed[1] : "";
        var tellsVersion = text.contains("{version}");
        var expanded = text.replace("{version}", VERSION)
                .replace("{own}", OWN)
                .replace("{host}", HOST)
                .replace("{file}", FILE);
        return new Rule(
                rules.size(),
                owner,
                signal,
                name,
                confidence,
                new LazyPattern(expanded, Pattern.CASE_INSENSITIVE),
                RequiredLiteral.anyOf(expanded),
                tellsVersion);
    }

    private int percent(Line line, String word) {
        if (!word.matches("[1-9][0-9]?|100")) {
            throw wrong(line, "has no percentage where one is due: " + word);
        }
        return Integer.parseInt(word);
    }

    private IllegalStateException wrong(Line line, String problem) {
        return new IllegalStateException(file + ":" + line.number + ": \"" + line.text + "\" " + problem);
    }
}
