package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Aliases that lead nowhere or in circles.
///
/// Dangling: the end of the chain does not exist (NXDOMAIN). Whether somebody else could claim that name depends on
/// the provider and is [AliasTakeoverDetector]'s matter, and where that speaks, this is silent; here it is hygiene, and
/// FIRM because a target may be away for an hour.
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
        return List.of(DANGLING, LOOP);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return DnsFacts.of(evidence, evidence.host().value(), "A")
                .filter(fact -> !fact.lookup().cnameChain().isEmpty())
                .flatMap(fact -> judge(evidence, fact))
                .stream()
                .toList();
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
