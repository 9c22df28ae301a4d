package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.PublicSuffixes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Aliases that lead nowhere or in circles, or stand where none may.
///
/// Dangling: the end of the chain does not exist (NXDOMAIN). Whether somebody else could claim that name depends on
/// the provider and is [AliasTakeoverDetector]'s matter, and where that speaks, this is silent; here it is hygiene, and
/// FIRM because a target may be away for an hour.
/// A domain that was registered is a zone, with SOA and NS records, beside which an alias must not stand (RFC 1034
/// §3.6.2); a name below it that is scanned by itself may well be one.
final class AliasDetector implements Detector {

    private static final Check DANGLING = new Check(
            "dns.cname.dangling",
            "DNS Misconfiguration",
            LOW,
            "An alias leads to a name that does not exist",
            "Where the target can be registered or claimed by others, they would speak in this host's name.",
            "Remove the record, or restore its target",
            List.of("RFC 1034 §3.6.2", "CWE-350"));
    private static final Check LOOP = new Check(
            "dns.cname.loop",
            "DNS Misconfiguration",
            LOW,
            "Aliases lead in a circle",
            "The name can never be resolved.",
            "Point the alias at a name with addresses",
            List.of("RFC 1034 §3.6.2"));

    private static final Check AT_APEX = new Check(
            "dns.cname.at-apex",
            "DNS Misconfiguration",
            MEDIUM,
            "The domain itself is an alias",
            "Resolvers may take the target's records for the domain's own mail exchangers and name servers.",
            "Use addresses, or what the provider calls ALIAS or flattening",
            List.of("RFC 1034 §3.6.2", "RFC 2181 §10.1"));

    private final AliasTakeoverDetector takeover;

    AliasDetector(AliasTakeoverDetector takeover) {
        this.takeover = takeover;
    }

    @Override
    public String id() {
        return "dns_alias_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(DANGLING, LOOP, AT_APEX);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var chain = DnsFacts.of(evidence, evidence.host().value(), "A")
                .filter(fact -> !fact.lookup().cnameChain().isEmpty())
                .flatMap(fact -> judge(evidence, fact));
        return Stream.concat(chain.stream(), atApex(evidence).stream()).toList();
    }

    private Optional<Finding> atApex(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return Optional.empty();
        }
        var name = evidence.host().name();
        return DnsFacts.of(evidence, name.value(), "CNAME")
                .filter(DnsFacts.Fact::isPresent)
                .filter(_ ->
                        PublicSuffixes.registrable(name).filter(name::equals).isPresent())
                .map(fact -> Finding.of(
                        AT_APEX,
                        id(),
                        evidence,
                        name.value(),
                        fact.answer(fact.data().getFirst())));
    }

    private Optional<Finding> judge(Evidence evidence, DnsFacts.Fact fact) {
        var chain = fact.lookup().cnameChain();
        var name = evidence.host().value();
        var proof = new Proof(
                "/dns/" + fact.index() + "/cname_chain",
                name + " CNAME " + String.join(" CNAME ", chain) + ": "
                        + fact.lookup().outcome());
        var distinct = new HashSet<>(chain);
        if (distinct.size() < chain.size() || distinct.contains(name)) {
            return Optional.of(Finding.of(LOOP, id(), evidence, name, proof));
        }
        return fact.lookup().outcome() == DnsOutcome.NXDOMAIN && !takeover.explains(evidence)
                ? Optional.of(Finding.of(DANGLING, id(), evidence, name, proof).withConfidence(Confidence.FIRM))
                : Optional.empty();
    }
}
