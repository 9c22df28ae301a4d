package io.reconai.engine.takeover;

import java.util.regex.Pattern;

/// What the names of a service end in, compared at the borders of labels. A `*` stands for one label or a part of one.
///
/// @param text such as `s3-website-*.amazonaws.com`
public record Ending(String text, Pattern pattern) {

    /// An ending as it is written in the list.
    static Ending of(String text) {
        var parts = text.split("\\*", -1);
        var expression = new StringBuilder("(?<before>(?:[a-z0-9_-]+\\.)*)");
        for (var i = 0; i < parts.length; i++) {
            expression.append(i > 0 ? "[a-z0-9_-]+" : "").append(Pattern.quote(parts[i]));
        }
        return new Ending(text, Pattern.compile(expression.toString()));
    }

    /// True for a name that ends so.
    boolean fits(String name) {
        var last = text.length() - text.lastIndexOf('*') - 1; // letters that stand for themselves
        return name.regionMatches(name.length() - last, text, text.length() - last, last)
                && pattern.matcher(name).matches();
    }

    /// What stands before the ending, without the dot; empty where nothing does.
    String before(String name) {
        var matcher = pattern.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + " does not end in " + text);
        }
        var before = matcher.group("before");
        return before.isEmpty() ? "" : before.substring(0, before.length() - 1);
    }
}
