package io.reconai.engine.asset;

/// Foreign text made safe to show: what a stranger sent is cut and its control characters are spelled out.
public final class Text {

    private static final int MAX_QUOTED = 80;

    private Text() {}

    /// The text in double quotes for a message or a log line, at most 80 characters of it.
    public static String quoted(String foreign) {
        return '"' + visible(foreign, MAX_QUOTED) + '"';
    }

    /// The text with control, bidirectional and unpaired surrogate characters as `\\uXXXX`, cut at `limit` characters.
    public static String visible(String foreign, int limit) {
        var out = new StringBuilder(Math.min(foreign.length(), limit) + 8);
        for (var i = 0; i < foreign.length(); i++) {
            if (i >= limit) {
                return out.append('…').toString();
            }
            var c = foreign.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < foreign.length()
                    && Character.isLowSurrogate(foreign.charAt(i + 1))) {
                out.append(c).append(foreign.charAt(++i));
            } else if (isDangerous(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /// Control characters (C0, DEL, C1), bidirectional marks and overrides, line separators, lone surrogates.
    private static boolean isDangerous(char c) {
        return Character.isISOControl(c)
                || Character.isSurrogate(c)
                || c == '\u2028'
                || c == '\u2029'
                || c == '\u061c'
                || (c >= '\u200b' && c <= '\u200f')
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069')
                || c == '\ufeff';
    }
}
