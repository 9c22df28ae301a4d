package io.reconai.engine.asset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/// A DNS name in canonical form: lower case, A-labels (RFC 5890), no trailing dot.
///
/// Labels hold 1 to 63 octets, the name at most 253 characters (RFC 1035 §2.3.4). Underscores are
/// allowed: `_dmarc.acme.test` is a name although it is no host name (RFC 8552).
public record DomainName(String value) implements Comparable<DomainName> {

    private static final int MAX_LENGTH = 253;
    private static final int MAX_LABEL = 63;
    private static final int MAX_TYPED = 2_048;

    public DomainName {
        if (!isCanonical(value)) {
            throw new IllegalArgumentException("not a canonical DNS name: " + Text.quoted(value));
        }
    }

    @JsonCreator
    static DomainName canonical(String value) {
        return new DomainName(value);
    }

    /// A domain that a person typed, to be scanned: a registrable name or one below it.
    ///
    /// Accepts capitals, a trailing dot and international names in both forms.
    ///
    /// @throws InvalidDomainException with the text, what is wrong and what would be right
    public static DomainName of(String typed) throws InvalidDomainException {
        return TypedDomain.parse(typed);
    }

    /// A name that a server sent; empty when it is none, since strangers are wrong too often to throw.
    public static Optional<DomainName> parse(String received) {
        var text = received.endsWith(".") ? received.substring(0, received.length() - 1) : received;
        if (text.length() > MAX_TYPED) {
            return Optional.empty();
        }
        var lower = text.toLowerCase(Locale.ROOT);
        if (isCanonical(lower)) {
            return Optional.of(new DomainName(lower));
        }
        return toAscii(lower).filter(DomainName::isCanonical).map(DomainName::new);
    }

    /// True when this name is the other or lies below it.
    public boolean isAtOrBelow(DomainName other) {
        return value.equals(other.value) || isBelow(other);
    }

    /// True when this name lies below the other.
    public boolean isBelow(DomainName other) {
        return value.length() > other.value.length() + 1
                && value.endsWith(other.value)
                && value.charAt(value.length() - other.value.length() - 1) == '.';
    }

    /// This name without its leftmost label; empty for a single label.
    public Optional<DomainName> parent() {
        var dot = value.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(new DomainName(value.substring(dot + 1)));
    }

    /// The name `label.this`; empty when that would be too long or is no name.
    public Optional<DomainName> child(String label) {
        return parse(label + "." + value);
    }

    /// True for a name where programs look something up and that no host has: a label of it begins with an underscore
    /// (RFC 8552), such as `k1._domainkey.acme.test`.
    public boolean isUnderscored() {
        return value.startsWith("_") || value.contains("._");
    }

    /// How many labels it has, at least 1.
    public int labels() {
        return (int) value.chars().filter(c -> c == '.').count() + 1;
    }

    @JsonValue
    @Override
    public String value() {
        return value;
    }

    @Override
    public int compareTo(DomainName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    static Optional<String> toAscii(String text) {
        try {
            return Optional.of(IDN.toASCII(text).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException noIdn) {
            return Optional.empty();
        }
    }

    static boolean isCanonical(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return false;
        }
        var start = 0;
        while (start <= text.length()) {
            var dot = text.indexOf('.', start);
            var end = dot < 0 ? text.length() : dot;
            if (!isLabel(text, start, end)) {
                return false;
            }
            if (dot < 0) {
                return true;
            }
            start = dot + 1;
        }
        return false;
    }

    /// Letters, digits, underscores, and hyphens within. By hand: names are read all the time.
    private static boolean isLabel(String text, int start, int end) {
        if (start == end || end - start > MAX_LABEL || text.charAt(start) == '-' || text.charAt(end - 1) == '-') {
            return false;
        }
        for (var i = start; i < end; i++) {
            var c = text.charAt(i);
            var isLetterOrDigit = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (!isLetterOrDigit && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }
}
