package io.reconai.engine.technologies;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Patterns that tell a library's version from an address or from a script's text. Immutable.
///
/// @param skipped how many patterns of the data are not used, since they have no literal by which texts that cannot
///     match are told apart quickly, or tell more than a version
record ExtractorIndex(
        List<Extractor> uris, LiteralIndex uriIndex, List<Extractor> contents, LiteralIndex contentIndex, int skipped) {

    /// The placeholder of the data, and what it stands for there.
    private static final String PLACEHOLDER = "§§version§§";

    private static final String VERSION = "[0-9][0-9.a-z_\\-]+";

    /// A pattern whose program is larger than this repeats something hundreds of times.
    private static final int LARGEST_PROGRAM = 400;

    /// A banner stands before its version, and the longest pattern spans about a thousand letters.
    private static final int BEFORE = 1_200;

    private static final int AFTER = 1_600;
    private static final int TRIES = 3;

    /// Fewer letters than this occur everywhere.
    private static final int SHORTEST_LITERAL = 3;

    /// @param number its place among those of its kind
    record Extractor(int number, String library, LazyPattern pattern, String literal) implements Sign {

        private static final int LONGEST_VERSION = 32;

        @Override
        public long steps(int letters) {
            return usable().map(known -> WorkBudget.steps(known, letters)).orElse(0L);
        }

        @Override
        public Optional<Match> match(String piece) {
            return usable().map(known -> known.matcher(piece))
                    .filter(Matcher::find)
                    .map(matcher -> new Match(matcher.group(), trimmed(matcher.group(1))))
                    .filter(match -> String.valueOf(match.version()).length() <= LONGEST_VERSION);
        }

        /// The data's notion of a version is greedy: `1.8.3.min` is version 1.8.3.
        private static String trimmed(String version) {
            var cut = version.replaceFirst("[._-](?:min|slim|pack|prod|dev|debug|umd|esm)\\b.*$", "");
            return cut.replaceFirst("[._-]+$", "");
        }

        /// The compiled pattern; empty when it needs more than linear time, or repeats something hundreds of times.
        Optional<Pattern> usable() {
            try {
                return Optional.of(pattern.get()).filter(known -> known.programSize() <= LARGEST_PROGRAM);
            } catch (PatternSyntaxException needsMore) {
                return Optional.empty(); // a back reference, a look-behind or a repetition without reasonable bound
            }
        }
    }

    static ExtractorIndex of(List<Source> sources) {
        var uris = new ArrayList<Extractor>();
        var contents = new ArrayList<Extractor>();
        var skipped = 0;
        for (var source : sources) {
            var kind = source.isContent() ? contents : uris;
            var made = extractor(source, kind.size());
            made.ifPresent(kind::add);
            skipped += made.isPresent() ? 0 : 1;
        }
        return new ExtractorIndex(uris, index(uris), contents, index(contents), skipped);
    }

    /// Tells of the patterns that may tell a version in the address or the text of a script; of nothing for others.
    void candidates(Signal signal, String value, Sign.Candidates<Extractor> found) {
        if (signal == Signal.SCRIPT) {
            candidates(withoutQuery(value), uris, uriIndex, found);
        } else if (signal == Signal.INLINE) {
            candidates(value, contents, contentIndex, found);
        }
    }

    private static String withoutQuery(String address) {
        var mark = address.indexOf('?');
        return mark < 0 ? address : address.substring(0, mark);
    }

    private static void candidates(
            String text, List<Extractor> known, LiteralIndex index, Sign.Candidates<Extractor> found) {
        var tries = new int[known.size()];
        index.find(text, (literal, end) -> {
            if (tries[literal]++ < TRIES) {
                var from = Math.max(0, end - BEFORE);
                found.at(known.get(literal), text.substring(from, Math.min(text.length(), end + AFTER)));
            }
        });
    }

    /// A pattern as the data has it.
    ///
    /// @param isContent it looks into a script's text and not at its address
    record Source(String library, String pattern, boolean isContent) {}

    private static LiteralIndex index(List<Extractor> extractors) {
        return new LiteralIndex(extractors.stream().map(Extractor::literal).toList());
    }

    private static Optional<Extractor> extractor(Source source, int number) {
        var text = source.pattern().replace(PLACEHOLDER, VERSION);
        var literal = RequiredLiteral.of(text);
        var isWanted = literal.length() >= SHORTEST_LITERAL
                && source.pattern().contains("(" + PLACEHOLDER + ")")
                && isFirstGroup(source.pattern());
        if (!isWanted) {
            return Optional.empty();
        }
        return Optional.of(new Extractor(number, source.library(), new LazyPattern(text, 0), literal));
    }

    /// The version is what the first group matched: no other group may open before it.
    private static boolean isFirstGroup(String pattern) {
        var before = pattern.substring(0, pattern.indexOf("(" + PLACEHOLDER));
        for (var i = before.indexOf('('); i >= 0; i = before.indexOf('(', i + 1)) {
            var isEscaped = i > 0 && before.charAt(i - 1) == '\\';
            var isGroup = i + 1 >= before.length() || before.charAt(i + 1) != '?';
            if (!isEscaped && isGroup) {
                return false;
            }
        }
        return true;
    }
}
