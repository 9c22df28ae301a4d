package io.reconai.engine.asset;

import java.util.List;

/// Whether a domain that a host relies on is registered, by two sources that know nothing of each other.
///
/// @param domain one label below a suffix at which registries sell names
/// @param first what the resolvers said of its name servers
/// @param second what they said when asked again; the same as the first where that already told
/// @param resolvers who answered, in that order
/// @param registry what the registry's own service said
/// @param status of the registration, in lower case, such as `pending delete`
public record DomainStanding(
        String domain,
        DnsOutcome first,
        DnsOutcome second,
        List<String> resolvers,
        Registry registry,
        List<String> status) {

    /// What RDAP said of a domain.
    public enum Registry {
        REGISTERED,
        /// Status 404: reserved names answer so too, and so does a registry that lags behind.
        NOT_FOUND,
        /// There is no server, it gave no answer, or it was not asked in this mode.
        UNKNOWN
    }

    /// What follows.
    public enum Verdict {
        /// Neither DNS nor the registry knows it.
        FREE,
        /// One of the two says that it is not registered, and the other says nothing.
        PERHAPS_FREE,
        /// It is about to be given up (RFC 3915 §3).
        ENDING,
        /// It is registered, or nothing is known.
        NOT_FREE
    }

    public DomainStanding {
        resolvers = List.copyOf(resolvers);
        status = List.copyOf(status);
    }

    /// What both sources together say; one that says that it is registered outweighs the other.
    public Verdict verdict() {
        var absent = first == DnsOutcome.NXDOMAIN && second == DnsOutcome.NXDOMAIN;
        var present = first == DnsOutcome.NOERROR
                || first == DnsOutcome.NODATA
                || second == DnsOutcome.NOERROR
                || second == DnsOutcome.NODATA;
        return switch (registry) {
            case REGISTERED -> absent && isEnding() ? Verdict.ENDING : Verdict.NOT_FREE;
            case NOT_FOUND -> absent ? Verdict.FREE : present ? Verdict.NOT_FREE : Verdict.PERHAPS_FREE;
            case UNKNOWN -> absent ? Verdict.PERHAPS_FREE : Verdict.NOT_FREE;
        };
    }

    private boolean isEnding() {
        return status.stream()
                .map(word -> word.replace(" ", ""))
                .anyMatch(word -> word.equals("pendingdelete") || word.equals("redemptionperiod"));
    }
}
