package io.reconai.engine.asset;

import java.util.List;

/// What a server answered to the hellos of one TLS version.
///
/// @param detail the alert or what else ended the asking; empty when there is nothing to say
/// @param suites IANA names of those accepted, in the order in which they were picked: the server's own order where
///     `order` is [Order#SERVER]
/// @param reading how the suites were found
/// @param refusedClasses classes of suites of which no member is accepted, such as `rc4`; words of the suite classes
/// @param groups IANA names of the key-exchange groups seen, in the order in which they were picked
/// @param allGroups every group of the version was offered, so that one that is not listed is not accepted
/// @param dhBits sizes of the DHE moduli seen, ascending
public record ProtocolSupport(
        TlsVersion version,
        Answer answer,
        String detail,
        List<String> suites,
        Reading reading,
        List<String> refusedClasses,
        Order order,
        List<String> groups,
        boolean allGroups,
        List<Integer> dhBits) {

    /// What a version's hello came to. "Not supported as offered" is [#REFUSED]; silence is a fact of its own.
    public enum Answer {
        /// A ServerHello of this version came.
        ACCEPTED,
        /// A fatal alert, or a ServerHello of another version, came.
        REFUSED,
        /// Closed, reset or silent, twice, while other hellos were answered before and after.
        UNANSWERED,
        /// Not asked, or what was answered cannot be relied on.
        UNKNOWN
    }

    /// Whose order of suites rules.
    public enum Order {
        SERVER,
        CLIENT,
        UNKNOWN
    }

    /// How far the list of suites reaches.
    public enum Reading {
        /// Every suite was offered; what is not listed is not accepted.
        EACH,
        /// None beyond another version's was accepted, and the first of those was; the rest is that version's list.
        AS_OTHER_VERSION,
        /// Those that were seen in a few hellos; there may be more.
        SOME
    }

    public ProtocolSupport {
        suites = List.copyOf(suites);
        refusedClasses = List.copyOf(refusedClasses);
        groups = List.copyOf(groups);
        dhBits = List.copyOf(dhBits);
    }

    /// A version about which nothing but its answer is known.
    public static ProtocolSupport without(TlsVersion version, Answer answer, String detail) {
        return new ProtocolSupport(
                version,
                answer,
                detail,
                List.of(),
                Reading.SOME,
                List.of(),
                Order.UNKNOWN,
                List.of(),
                false,
                List.of());
    }
}
