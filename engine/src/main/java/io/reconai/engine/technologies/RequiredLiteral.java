package io.reconai.engine.technologies;

import java.util.Locale;

/// The longest text without which a regular expression cannot match, so that texts without it need not be tried.
///
/// Only what stands outside groups counts, and nothing that may be left out or that stands beside an alternative.
final class RequiredLiteral {

    private static final String PUNCTUATION = ".\\/*+?()[]{}|^$-\"'!@#%&=<>,;:~`_ ";

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
