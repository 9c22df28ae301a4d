package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Workings;
import io.reconai.engine.takeover.DnsProviders;
import io.reconai.engine.takeover.DnsProviders.Provider;
import io.reconai.engine.takeover.ReliedDomains;
import io.reconai.engine.takeover.ReliedDomains.Relied;
import io.reconai.engine.takeover.ReliedDomains.Way;
import io.reconai.engine.takeover.Service.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A zone that others can answer for: a name server in a domain that nobody has registered, or all of them at
/// a provider that no longer has the zone and lets customers add any.
///
/// Of domains, [ReliedDomainDetector] says when they count as free. At a provider, every server that was asked
/// must have answered and not know the zone: silence may pass, and where one still answers for it the zone is
/// somebody's (`dns.ns.lame`). Nobody tries to add the zone, so that this is never more than possible. A zone below
/// the domain to which the domain gives something ([DomainTrust]) is one level worse.
/// Providers: name-servers.txt.
final class NameServerTakeoverDetector implements Detector {

    private static final Check NAME_SERVER = new Check(
            "takeover.ns",
            "Subdomain Takeover",
            CRITICAL,
            "Others can answer for the zone",
            "Whoever registers the name server's domain, or adds the zone at its provider, decides where visitors and"
                    + " mail go.",
            "Remove the NS records at the parent; or register the domain, or add the zone at the provider again",
            List.of("CWE-350", "RFC 9083", "OWASP WSTG-CONF-10"));

    private final DnsProviders providers;

    NameServerTakeoverDetector(DnsProviders providers) {
        this.providers = providers;
    }

    @Override
    public String id() {
        return "takeover_name_server_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(NAME_SERVER);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return Workings.once(Found.class, evidence, () -> new Found(find(evidence)))
                .findings();
    }

    private record Found(List<Finding> findings) {}

    private List<Finding> find(Evidence evidence) {
        var servers = new ArrayList<Relied>(0);
        for (var relied : ReliedDomains.of(evidence)) {
            if (relied.way() == Way.NAME_SERVER) {
                servers.add(relied);
            }
        }
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (var server : servers) {
            free(evidence, server).ifPresent(found -> findings.putIfAbsent(found.id(), found));
        }
        if (findings.isEmpty()) {
            lost(evidence, servers).ifPresent(found -> findings.put(found.id(), found));
        }
        return List.copyOf(findings.values());
    }

    /// True when it has something to say, so that nobody need call the servers lame as well.
    boolean explains(Evidence evidence) {
        return !detect(evidence).isEmpty();
    }

    private Optional<Finding> free(Evidence evidence, Relied server) {
        return DomainFacts.around(evidence, server.name())
                .filter(DomainFacts.Fact::isInDoubt)
                .map(fact -> {
                    var pointing = new Proof(server.place(), server.said());
                    var found = Finding.of(
                                    NAME_SERVER, id(), evidence, fact.standing().domain(), pointing)
                            .provedBy(List.of(pointing, fact.proof()));
                    return fact.isFree()
                            ? DomainTrust.saying(trust(evidence), found).proved()
                            : found.withSeverity(MEDIUM).withConfidence(Confidence.TENTATIVE);
                });
    }

    private Optional<Finding> lost(Evidence evidence, List<Relied> servers) {
        var names = servers.stream().map(server -> server.name().value()).toList();
        var asked = DnsFacts.direct(evidence, "SOA");
        if (asked.isEmpty() || !asked.stream().allMatch(DnsFacts.Fact::isLame)) {
            return Optional.empty();
        }
        return providers.of(names).map(provider -> finding(evidence, servers.getFirst(), asked, provider));
    }

    private Finding finding(Evidence evidence, Relied server, List<DnsFacts.Fact> asked, Provider provider) {
        var proofs = new ArrayList<>(List.of(new Proof(server.place(), server.said())));
        asked.forEach(fact -> proofs.add(fact.outcome()));
        var words =
                switch (provider.status()) {
                    case VULNERABLE -> "anybody can add the zone there.";
                    case EDGE, NO -> "whether a stranger is given the same servers depends on the provider.";
                };
        var severity = provider.status() == Status.VULNERABLE ? HIGH : MEDIUM;
        var reasons = trust(evidence);
        var found = Finding.of(NAME_SERVER, id(), evidence, evidence.host().value(), proofs.getFirst())
                .provedBy(proofs)
                .withSeverity(reasons.isEmpty() ? severity : DomainTrust.above(severity))
                .withConfidence(Confidence.TENTATIVE)
                .adding("All servers are " + provider.name() + "'s and do not know the zone: " + words);
        return DomainTrust.saying(reasons, found);
    }

    /// What the domain gives to a zone below it; it gives nothing to itself.
    private static List<DomainTrust.Reason> trust(Evidence evidence) {
        return evidence.host().isApex()
                ? List.of()
                : DomainTrust.in(evidence.host().value(), evidence);
    }
}
