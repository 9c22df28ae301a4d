package io.reconai.engine.asset;

import java.util.Locale;
import java.util.regex.Pattern;

/// Reads a domain as people type or paste it, and says what is wrong when it cannot be one.
final class TypedDomain {

    private static final int MAX_TYPED = 2_048;
    private static final Pattern HOST_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern ALL_DIGITS = Pattern.compile("[0-9]+|0x[0-9a-f]*");

    private TypedDomain() {}

    static DomainName parse(String typed) throws InvalidDomainException {
        if (typed.length() > MAX_TYPED) {
            throw refused(typed, "longer than " + MAX_TYPED + " characters");
        }
        var text = withoutTrailingDot(typed.strip());
        if (text.isEmpty()) {
            throw refused(typed, "empty");
        }
        refuseWhatIsNoName(typed, text);
        var ascii = DomainName.toAscii(text.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> refused(typed, "not a valid international name"));
        refuseBadLabels(typed, ascii);
        if (PublicSuffixes.isPublicSuffix(ascii)) {
            throw refused(typed, "a public suffix, which belongs to nobody; name a domain below it");
        }
        return new DomainName(ascii);
    }

    private static String withoutTrailingDot(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static void refuseWhatIsNoName(String typed, String text) throws InvalidDomainException {
        if (text.contains("://")) {
            throw refused(typed, "has a scheme; give the domain alone");
        }
        if (text.indexOf('/') >= 0) {
            throw refused(typed, "has a path; give the domain alone");
        }
        if (text.chars().anyMatch(Character::isWhitespace)) {
            throw refused(typed, "has a blank in it");
        }
        if (text.startsWith(".") || text.contains("..")) {
            throw refused(typed, "has an empty label");
        }
        if (text.indexOf(':') >= 0) {
            throw refused(typed, "has a port or is an IP address; give a domain name");
        }
    }

    private static void refuseBadLabels(String typed, String ascii) throws InvalidDomainException {
        if (ascii.length() > 253) {
            throw refused(typed, "longer than 253 characters");
        }
        var labels = ascii.split("\\.", -1);
        for (var label : labels) {
            if (label.length() > 63) {
                throw refused(typed, "has a label longer than 63 characters");
            }
            if (!HOST_LABEL.matcher(label).matches()) {
                throw refused(
                        typed, "label " + Text.quoted(label) + " may hold letters, digits and inner hyphens only");
            }
        }
        if (ALL_DIGITS.matcher(labels[labels.length - 1]).matches()) {
            throw refused(typed, "an IP address or ends in a number; give a domain name");
        }
        if (labels.length < 2) {
            throw refused(typed, "a single label; give a domain such as example.com");
        }
    }

    private static InvalidDomainException refused(String typed, String why) {
        return new InvalidDomainException(typed, why);
    }
}
