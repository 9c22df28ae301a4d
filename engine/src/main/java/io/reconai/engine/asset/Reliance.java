package io.reconai.engine.asset;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was asked about things that a host relies on and that others hold: targets of its records, domains, buckets.
///
/// @param targets further questions for targets that do not exist
/// @param domains those whose registration is in doubt
/// @param wildcard what a random name below the host leads to; null where no alias stands there
/// @param buckets that the host mentions, or that are called as its domain is
/// @param domainPages what the scanned domain's start page says to pages of names below it, without bodies; empty
///     where nobody else could claim the host's name, and in evidence of earlier versions
public record Reliance(
        List<DnsLookup> targets,
        List<DomainStanding> domains,
        @Nullable WildcardLook wildcard,
        List<BucketAnswer> buckets,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Exchange> domainPages) {

    public Reliance {
        targets = List.copyOf(targets);
        domains = List.copyOf(domains);
        buckets = List.copyOf(buckets);
        domainPages = domainPages == null ? List.of() : List.copyOf(domainPages);
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

    /// The same with the domain's pages.
    public Reliance withDomainPages(List<Exchange> pages) {
        return new Reliance(targets, domains, wildcard, buckets, pages);
    }

    /// True when nothing came of it.
    public boolean isEmpty() {
        return targets.isEmpty() && domains.isEmpty() && wildcard == null && buckets.isEmpty() && domainPages.isEmpty();
    }
}
