package io.reconai.engine.technologies;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The longest text without which a regular expression cannot match, so that texts without it need not be tried.
///
/// Only what stands outside groups counts, and nothing that may be left out or that stands beside an alternative.
final class RequiredLiteral {

    private static final String PUNCTUATION = ".\\/*+?()[]{}|^$-\"'!@#%&=<>,;:~`_ ";

    private static final String GROUP = "(?:";

    private final String pattern;
    private final StringBuilder run = new StringBuilder();
    private String longest = "";
    private int at;

    private RequiredLiteral(String pattern) {
        this.pattern = pattern;
    }

    /// The text in lower case; empty when there is none.
    static String of(String pattern) {
        return new RequiredLiteral(pattern).find();
    }

    /// Texts of which one has to be there: the one that has, or one of each alternative, whichever tells most. Each in
    /// lower case; empty when there are none.
    static List<String> anyOf(String pattern) {
        var whole = alternatives(pattern);
        if (whole.size() > 1) {
            return ofEach(whole);
        }
        var literal = of(pattern);
        var best = literal.isEmpty() ? List.<String>of() : List.of(literal);
        for (var at = pattern.indexOf(GROUP); at >= 0; at = pattern.indexOf(GROUP, at + 1)) {
            var end = endOfGroup(pattern, at + 1);
            if (isOutside(pattern, at) && !isOptional(pattern, end)) {
                var each = ofEach(alternatives(pattern.substring(at + GROUP.length(), end - 1)));
                best = shortest(each) > shortest(best) ? each : best;
            }
        }
        return best;
    }

    /// How many letters the one has that tells least.
    private static int shortest(List<String> literals) {
        return literals.stream().mapToInt(String::length).min().orElse(0);
    }

    private static List<String> ofEach(List<String> alternatives) {
        var literals = new ArrayList<String>();
        for (var alternative : alternatives) {
            var each = anyOf(alternative);
            if (each.isEmpty()) {
                return List.of();
            }
            literals.addAll(each);
        }
        return literals;
    }

    /// The parts between the bars that stand outside groups and classes.
    private static List<String> alternatives(String pattern) {
        var parts = new ArrayList<String>();
        var start = 0;
        var reader = new RequiredLiteral(pattern);
        while (reader.at < pattern.length()) {
            switch (pattern.charAt(reader.at++)) {
                case '\\' -> reader.at++;
                case '[' -> reader.skipClass();
                case '(' -> reader.skipGroup();
                case '|' -> {
                    parts.add(pattern.substring(start, reader.at - 1));
                    start = reader.at;
                }
                default -> {}
            }
        }
        parts.add(pattern.substring(start));
        return parts;
    }

    /// @param at after the bracket that opens it
    private static int endOfGroup(String pattern, int at) {
        var reader = new RequiredLiteral(pattern);
        reader.at = at;
        reader.skipGroup();
        return reader.at;
    }

    /// Whether a place is outside of all groups and classes, and is not escaped.
    private static boolean isOutside(String pattern, int place) {
        var reader = new RequiredLiteral(pattern);
        while (reader.at < place) {
            switch (pattern.charAt(reader.at++)) {
                case '\\' -> reader.at++;
                case '[' -> reader.skipClass();
                case '(' -> reader.skipGroup();
                default -> {}
            }
        }
        return reader.at == place;
    }

    private static boolean isOptional(String pattern, int at) {
        return at < pattern.length() && "?*{".indexOf(pattern.charAt(at)) >= 0;
    }

    private String find() {
        while (at < pattern.length()) {
            var c = pattern.charAt(at++);
            switch (c) {
                case '|' -> {
                    return "";
                }
                case '(' -> {
                    end();
                    skipGroup();
                }
                case '[' -> {
                    end();
                    skipClass();
                }
                case '?', '*', '{' -> optional(c);
                case '+', '^', '$', '.' -> end();
                case '\\' -> escaped();
                default -> literal(c);
            }
        }
        end();
        return longest.toLowerCase(Locale.ROOT);
    }

    private void literal(char c) {
        if (c < 128) {
            run.append(c);
        } else {
            end();
        }
    }

    /// The last letter may be missing, so it belongs to no required text.
    private void optional(char quantifier) {
        run.setLength(Math.max(0, run.length() - 1));
        end();
        if (quantifier == '{') {
            while (at < pattern.length() && pattern.charAt(at++) != '}') {}
        }
    }

    private void escaped() {
        if (at == pattern.length()) {
            return;
        }
        var c = pattern.charAt(at++);
        if (PUNCTUATION.indexOf(c) >= 0) {
            run.append(c);
        } else {
            end();
        }
    }

    private void skipGroup() {
        var depth = 1;
        while (at < pattern.length() && depth > 0) {
            switch (pattern.charAt(at++)) {
                case '\\' -> at++;
                case '[' -> skipClass();
                case '(' -> depth++;
                case ')' -> depth--;
                default -> {}
            }
        }
    }

    private void skipClass() {
        var first = at < pattern.length() && pattern.charAt(at) == '^' ? at + 1 : at;
        at = first;
        while (at < pattern.length()) {
            var c = pattern.charAt(at++);
            if (c == '\\') {
                at++;
            } else if (c == ']' && at - 1 > first) {
                return;
            }
        }
    }

    private void end() {
        if (run.length() > longest.length()) {
            longest = run.toString();
        }
        run.setLength(0);
    }
}
