package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The parent of a zone refers to other name servers than the zone itself names (RFC 1034 §4.2.2).
///
/// The parent's word is its referral, the zone's that of its own servers with authority. Where these do not
/// agree with each other one of them is behind, and nothing is said; neither where the parent's servers answer
/// for the zone as well, since then they do not refer.
final class DelegationDetector implements Detector {

    private static final Check MISMATCH = new Check(
            "dns.ns.mismatch",
            "DNS Misconfiguration",
            LOW,
            "The parent refers to other name servers than the zone names",
            "Some visitors are sent to servers that nobody keeps any more, or never to those that were added.",
            "Name the same servers at the registrar and in the zone",
            List.of("RFC 1034 §4.2.2", "Zonemaster Consistency"));

    @Override
    public String id() {
        return "dns_delegation_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(MISMATCH);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        var said = DnsFacts.direct(evidence, "NS").stream()
                .filter(fact -> fact.lookup().name().equals(evidence.host().value()))
                .toList();
        var referral = said.stream()
                .filter(fact -> fact.lookup().outcome() == DnsOutcome.REFERRAL)
                .findFirst();
        var own = said.stream()
                .filter(fact -> fact.lookup().outcome() == DnsOutcome.NOERROR
                        && fact.lookup().authoritative()
                        && fact.lookup().cnameChain().isEmpty())
                .toList();
        return referral.flatMap(parent -> judge(evidence, parent, own)).stream().toList();
    }

    private Optional<Finding> judge(Evidence evidence, DnsFacts.Fact parent, List<DnsFacts.Fact> own) {
        var atParent = referred(parent);
        var inZone =
                own.stream().map(fact -> Set.copyOf(fact.data())).distinct().toList();
        if (atParent.isEmpty() || inZone.size() != 1 || inZone.getFirst().equals(atParent)) {
            return Optional.empty();
        }
        var proof = new Proof(
                "/dns/" + parent.index() + "/authority",
                "the parent refers to " + String.join(" ", atParent) + " ("
                        + parent.lookup().server() + ")");
        return Optional.of(Finding.of(MISMATCH, id(), evidence, evidence.host().value(), proof)
                .provedBy(List.of(
                        proof, own.getFirst().answer(own.getFirst().data().getFirst())))
                .adding(difference("Only at the parent", atParent, inZone.getFirst())
                        + difference("Only in the zone", inZone.getFirst(), atParent)));
    }

    private static Set<String> referred(DnsFacts.Fact parent) {
        var names = new TreeSet<String>();
        for (var record : parent.lookup().authority()) {
            if (record.type().equals("NS")
                    && record.name().equals(parent.lookup().name())) {
                names.add(record.data());
            }
        }
        return names;
    }

    private static String difference(String where, Set<String> these, Set<String> others) {
        var only = new TreeSet<>(these);
        only.removeAll(others);
        return only.isEmpty() ? "" : where + ": " + String.join(", ", only) + ". ";
    }
}
