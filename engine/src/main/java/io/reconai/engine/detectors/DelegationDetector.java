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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The parent of a zone refers to other name servers than the zone itself names (RFC 1034 §4.2.2), or to them
/// at other addresses (RFC 1912 §2.3).
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

    private static final Check GLUE = new Check(
            "dns.ns.glue-mismatch",
            "DNS Misconfiguration",
            LOW,
            "The parent has an address of a name server that the zone does not have",
            "Some visitors are sent to an address where the server is no longer.",
            "Correct the address of the server at the registrar",
            List.of("RFC 1912 §2.3", "RFC 9471"));

    @Override
    public String id() {
        return "dns_delegation_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(MISMATCH, GLUE);
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
        return referral.stream()
                .flatMap(parent -> Stream.concat(judge(evidence, parent, own).stream(), glue(evidence, parent)))
                .toList();
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

    /// Of an address that only the zone has nothing is said: visitors do without it. Neither where a resolver
    /// gives an address of a network's inside, since it may answer strangers otherwise.
    private Stream<Finding> glue(Evidence evidence, DnsFacts.Fact parent) {
        var glue = parent.lookup().glue();
        return IntStream.range(0, glue.size())
                .boxed()
                .flatMap(at -> DnsFacts.of(
                        evidence, glue.get(at).name(), glue.get(at).type())
                        .filter(known ->
                                known.isPresent() && known.lookup().cnameChain().isEmpty())
                        .filter(known -> !known.data().contains(glue.get(at).data()))
                        .filter(known -> known.data().stream().noneMatch(AddressDetector::isInternal))
                        .map(known -> stale(evidence, parent, at, known))
                        .stream());
    }

    private Finding stale(Evidence evidence, DnsFacts.Fact parent, int at, DnsFacts.Fact known) {
        var record = parent.lookup().glue().get(at);
        var proof = new Proof(
                "/dns/" + parent.index() + "/glue/" + at,
                record.name() + " " + record.type() + " " + record.data() + " ("
                        + parent.lookup().server() + ")");
        return Finding.of(GLUE, id(), evidence, record.name(), proof)
                .provedBy(List.of(proof, known.answer(known.data().getFirst())));
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
