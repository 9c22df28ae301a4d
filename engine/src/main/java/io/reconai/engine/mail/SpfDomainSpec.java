package io.reconai.engine.mail;

import java.util.regex.Pattern;

/// The grammar of names in SPF records, whose parts may be macros (RFC 7208 §7.1).
///
/// A name ends in a macro or in a dot and a label that is not all digits; a name of a single label is none. Quantifiers
/// over groups are possessive, so that a long record costs no stack.
final class SpfDomainSpec {

    private static final String LITERAL = "[!-$&-~]|%[%_-]";
    private static final String TRANSFORMERS = "(?:0*[1-9][0-9]*)?[rR]?[-.+,/_=]*\\}";
    private static final Pattern MACROS =
            Pattern.compile("(?:" + LITERAL + "|%\\{[slodiphv]" + TRANSFORMERS + ")*+", Pattern.CASE_INSENSITIVE);
    private static final Pattern MACROS_OF_EXPLANATION =
            Pattern.compile("(?:" + LITERAL + "|%\\{[slodiphvcrt]" + TRANSFORMERS + ")*+", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOP_LABEL =
            Pattern.compile("[a-zA-Z0-9]*[a-zA-Z][a-zA-Z0-9]*|[a-zA-Z0-9]+-[a-zA-Z0-9-]*[a-zA-Z0-9]");

    private SpfDomainSpec() {}

    /// The value of a mechanism or of `redirect`.
    static boolean isValid(String text) {
        return MACROS.matcher(text).matches() && hasDomainEnd(text);
    }

    /// The value of `exp`, where the macros `c`, `r` and `t` may stand as well (§7.2).
    static boolean isValidExplanation(String text) {
        return MACROS_OF_EXPLANATION.matcher(text).matches() && hasDomainEnd(text);
    }

    private static boolean hasDomainEnd(String text) {
        if (text.endsWith("}")) {
            return text.lastIndexOf("%{") > text.lastIndexOf('}', text.length() - 2);
        }
        var name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        var dot = name.lastIndexOf('.');
        return dot >= 0 && TOP_LABEL.matcher(name.substring(dot + 1)).matches();
    }
}
