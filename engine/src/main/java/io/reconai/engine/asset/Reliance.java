package io.reconai.engine.asset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was asked about things that a host relies on and that others hold: targets of its records, domains, buckets.
///
/// @param targets further questions for targets that do not exist
/// @param domains those whose registration is in doubt
/// @param wildcard what a random name below the host leads to; null where no alias stands there
/// @param buckets that the host mentions, or that are called as its domain is
public record Reliance(
        List<DnsLookup> targets,
        List<DomainStanding> domains,
        @Nullable WildcardLook wildcard,
        List<BucketAnswer> buckets) {

    public Reliance {
        targets = List.copyOf(targets);
        domains = List.copyOf(domains);
        buckets = List.copyOf(buckets);
    }

    /// What one random name below a host is answered.
    ///
    /// @param record such as `*.acme.test`
    /// @param lookup of the random name
    /// @param exchanges requests to it, and to a name that nobody has at the same address
    public record WildcardLook(String record, DnsLookup lookup, List<Exchange> exchanges) {

        public WildcardLook {
            exchanges = List.copyOf(exchanges);
        }
    }

    /// True when nothing came of it.
    public boolean isEmpty() {
        return targets.isEmpty() && domains.isEmpty() && wildcard == null && buckets.isEmpty();
    }
}
