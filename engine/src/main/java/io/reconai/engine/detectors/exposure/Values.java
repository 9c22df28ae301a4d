package io.reconai.engine.detectors.exposure;

import java.util.Locale;
import java.util.regex.Pattern;

/// Tells secrets from what only stands for one.
final class Values {

    private static final Pattern PLACEHOLDER = Pattern.compile(
            "|null|none|nil|true|false|change_?-?me.*|your.*|x{3,}.*|<.*|\\$\\{.*|\\{\\{.*|\\.{3}|example.*|secret|password|todo");

    private static final Pattern PASSWORD = Pattern.compile(
            "(?i)(?:password|passwd|pwd|secret|token)[\"']?\\s{0,20}(?:=>|[:=,])\\s{0,20}[\"']?([^\\s\"';,<>]{1,200})");

    private Values() {}

    /// A value that somebody chose, whether it is still there or masked.
    static boolean isReal(String value) {
        var bare = value.strip().replaceAll("^[\"']|[\"']$", "").toLowerCase(Locale.ROOT);
        return !PLACEHOLDER.matcher(bare).matches();
    }

    /// True when a password or the like is set to a value of its own.
    static boolean holdsPassword(String text) {
        return PASSWORD.matcher(text).results().anyMatch(found -> isReal(found.group(1)));
    }
}
