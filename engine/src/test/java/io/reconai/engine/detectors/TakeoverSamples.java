package io.reconai.engine.detectors;

import io.reconai.engine.asset.BucketAnswer;
import io.reconai.engine.asset.Coverage;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainStanding;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Reliance;
import io.reconai.engine.asset.WildcardVerdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evidence of aliases and of what others hold, a piece at a time.
final class TakeoverSamples {

    static final String RESOLVER = "192.0.2.53:53";
    static final String OTHER_RESOLVER = "192.0.2.54:53";

    private final Samples rest;
    private final List<DnsLookup> aliases = new ArrayList<>();
    private final List<DnsLookup> targets = new ArrayList<>();
    private final List<DomainStanding> domains = new ArrayList<>();
    private final List<BucketAnswer> buckets = new ArrayList<>();
    private final List<WildcardVerdict> wildcards = new ArrayList<>();
    private final List<Exchange> domainPages = new ArrayList<>();
    private Reliance.@Nullable WildcardLook wildcard;

    private TakeoverSamples(Samples rest) {
        this.rest = rest;
    }

    static TakeoverSamples of(Samples rest) {
        return new TakeoverSamples(rest);
    }

    static DnsLookup lookup(String name, DnsOutcome outcome, String server, boolean authoritative, String... chain) {
        return new DnsLookup(
                name, "A", server, "udp", outcome, authoritative, true, true, List.of(chain), List.of(), List.of(), 1);
    }

    TakeoverSamples alias(String name, DnsOutcome outcome, String... chain) {
        aliases.add(lookup(name, outcome, RESOLVER, false, chain));
        return this;
    }

    TakeoverSamples again(String target, DnsOutcome outcome, String server) {
        targets.add(lookup(target, outcome, server, false));
        return this;
    }

    TakeoverSamples standing(String domain, DnsOutcome outcome, DomainStanding.Registry registry, String... status) {
        domains.add(new DomainStanding(
                domain, outcome, outcome, List.of(RESOLVER, OTHER_RESOLVER), registry, List.of(status)));
        return this;
    }

    TakeoverSamples bucket(BucketAnswer bucket) {
        buckets.add(bucket);
        return this;
    }

    TakeoverSamples verdict(WildcardVerdict verdict) {
        wildcards.add(verdict);
        return this;
    }

    TakeoverSamples wildcard(String record, DnsLookup lookup, List<Exchange> exchanges) {
        wildcard = new Reliance.WildcardLook(record, lookup, exchanges);
        return this;
    }

    /// What the domain's start page answered to pages of others.
    TakeoverSamples domainPages(List<Exchange> pages) {
        domainPages.addAll(pages);
        return this;
    }

    Evidence evidence() {
        var seen = rest.evidence();
        var dns = new ArrayList<>(seen.dns());
        dns.addAll(aliases);
        return seen.toBuilder()
                .dns(dns)
                .wildcards(wildcards)
                .coverage(List.of())
                .reliance(
                        new Reliance(targets, domains, wildcard, buckets, domainPages),
                        new Coverage("reliance", Coverage.Result.OK, ""))
                .build();
    }

    /// What a detector finds: check, severity and confidence, as in `takeover.cname HIGH FIRM`.
    List<String> found(Detector detector) {
        return detector.detect(evidence()).stream().map(TakeoverSamples::text).toList();
    }

    private static String text(Finding finding) {
        return finding.checkId() + " " + finding.severity() + " " + finding.confidence();
    }
}
