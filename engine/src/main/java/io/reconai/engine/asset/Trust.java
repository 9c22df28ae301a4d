package io.reconai.engine.asset;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// What a host gives to other names because of where they lie: whoever claims one of them has it.
///
/// @param names to whom: a name, or all below one such as `*.acme.test`; a cookie's are the domain that it names and
///     all below
/// @param host that gives it
/// @param shown the header field that says so, no longer than it must be and without a cookie's value
public record Trust(Kind kind, String names, String host, String shown) implements Comparable<Trust> {

    /// What is given.
    public enum Kind {
        /// A session: visitors bring its cookie along (RFC 6265 §5.4).
        COOKIE,
        /// Answers as the visitor who is signed in (CORS, Fetch §3.3).
        ANSWERS,
        /// A place in a page's policy, such as that of scripts (CSP Level 3).
        POLICY
    }

    private static final String BELOW = "*.";

    /// By what is given to whom; those who give the same to the same names are alike.
    public static final Comparator<Trust> WIDEST_FIRST = Comparator.comparing(Trust::kind)
            .thenComparingInt(trust -> trust.names.split("\\.").length)
            .thenComparing(Trust::names);

    private static final Comparator<Trust> ORDER =
            WIDEST_FIRST.thenComparing(Trust::host).thenComparing(Trust::shown);

    /// The name itself, or one that stands for all below a wildcard; empty for what is neither.
    public static Optional<DomainName> standIn(String names) {
        return DomainName.parse(names.startsWith(BELOW) ? "any" + names.substring(1) : names);
    }

    /// What is like ([#WIDEST_FIRST]) all that a name can be given.
    public static Stream<Trust> reaching(Kind kind, DomainName name) {
        return Stream.iterate(Optional.of(name), Optional::isPresent, below -> below.flatMap(DomainName::parent))
                .flatMap(Optional::stream)
                .flatMap(above -> Stream.of(above.value(), BELOW + above.value()))
                .map(names -> new Trust(kind, names, "", ""))
                .filter(trust -> trust.reaches(name));
    }

    /// Whether a name gets it.
    public boolean reaches(DomainName name) {
        var isBelow = names.startsWith(BELOW);
        var named = DomainName.parse(isBelow ? names.substring(BELOW.length()) : names);
        return switch (kind) {
            case COOKIE -> named.filter(name::isAtOrBelow).isPresent();
            case POLICY -> named.filter(isBelow ? name::isBelow : name::equals).isPresent();
            // One name right below was asked for: that says nothing of deeper ones.
            case ANSWERS -> named.equals(isBelow ? name.parent() : Optional.of(name));
        };
    }

    @Override
    public int compareTo(Trust other) {
        return ORDER.compare(this, other);
    }
}
