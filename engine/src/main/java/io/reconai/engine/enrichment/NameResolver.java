package io.reconai.engine.enrichment;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.discovery.DiscoveredName;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.dns.WildcardFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides whether a discovered name is real: it is answered, and not by a wildcard alone.
///
/// A name with an address, an alias (also one that leads nowhere) or a mail exchanger is a host; a name that
/// merely holds text is not. So is one that resolvers fail at because none of its own name servers knows it:
/// whoever gets hold of those can make it anything. What else could not be resolved is unknown, never absent.
public final class NameResolver {

    private final DnsClient client;
    private final WildcardFilter wildcards;
    private final Optional<Delegation> delegation;

    /// @param scope servers that it excludes are not asked
    /// @param mode name servers are asked themselves in standard mode and above
    public NameResolver(DnsClient client, WildcardFilter wildcards, Scope scope, ScanMode mode) {
        this.client = client;
        this.wildcards = wildcards;
        delegation = mode.includes(ScanMode.STANDARD) ? Optional.of(new Delegation(client, scope)) : Optional.empty();
    }

    /// Resolves one name below (or at) the scanned domain.
    public NameResolution resolve(DiscoveredName found, DomainName apex) throws InterruptedException {
        var name = found.name();
        var lookups = new ArrayList<DnsLookup>();
        var isApex = name.equals(apex);
        for (var type : List.of(RecordType.A, RecordType.AAAA, RecordType.MX)) {
            var lookup = ask(new DnsQuestion(name, type));
            lookups.add(lookup);
            if (isReal(lookup, isApex)) {
                return judged(found, apex, lookups);
            }
            if (lookup.outcome() == DnsOutcome.NXDOMAIN) {
                return new NameResolution.Absent(name + " does not exist (NXDOMAIN)");
            }
            if (!lookup.outcome().isAnswer()) {
                return failed(name, isApex, lookups);
            }
        }
        return isApex
                ? judged(found, apex, lookups)
                : new NameResolution.Absent(name + " has no address, alias or mail exchanger");
    }

    /// Resolvers fail at a zone whose servers are lost, and at one whose signatures are wrong: the scanned domain is
    /// looked at in both cases.
    private NameResolution failed(DomainName name, boolean isApex, List<DnsLookup> lookups)
            throws InterruptedException {
        var last = lookups.getLast();
        if (last.outcome() == DnsOutcome.SERVFAIL && isApex) {
            var unchecked = client.ask(DnsQuestion.unchecked(name, RecordType.SOA));
            if (!unchecked.answers().isEmpty()) {
                lookups.add(unchecked);
                return new NameResolution.Real(lookups, List.of());
            }
        }
        if (last.outcome() == DnsOutcome.SERVFAIL && delegation.isPresent()) {
            var referral = delegation.get().of(name);
            if (referral.isPresent()) {
                lookups.add(referral.get());
                return new NameResolution.Real(lookups, List.of());
            }
        }
        return new NameResolution.Unknown(last.outcome() + " from " + last.server());
    }

    /// A name that many packets were lost for gets a second chance: it would be missing from the result.
    private DnsLookup ask(DnsQuestion question) throws InterruptedException {
        var lookup = client.ask(question);
        return lookup.outcome() == DnsOutcome.TIMEOUT ? client.ask(question) : lookup;
    }

    private static boolean isReal(DnsLookup lookup, boolean isApex) {
        return lookup.outcome() == DnsOutcome.NOERROR
                || !lookup.cnameChain().isEmpty()
                || (isApex && lookup.outcome() == DnsOutcome.NODATA);
    }

    private NameResolution judged(DiscoveredName found, DomainName apex, List<DnsLookup> lookups)
            throws InterruptedException {
        var verdict = wildcards.judge(found.name(), apex, lookups, found.proven());
        if (verdict.isPresent() && verdict.get().kept().isEmpty()) {
            return new NameResolution.OnlyWildcard(verdict.get());
        }
        return new NameResolution.Real(lookups, verdict.stream().toList());
    }
}
