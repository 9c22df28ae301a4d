package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A name server of the zone that resolves names for everybody (RFC 5358).
///
/// Asked for two names of others with recursion desired, in active mode. Open is one that resolved both and says that
/// recursion is available (RA): RA with a refusal is none, nor is a referral upwards, nor an answer without RA, which
/// servers give that happen to have the name's zone. One finding a server.
final class OpenResolverDetector implements Detector {

    private static final int NAMES = 2;

    private static final Check OPEN = new Check(
            "dns.ns.open-resolver",
            "DNS Misconfiguration",
            MEDIUM,
            "A name server resolves names for everybody",
            "Attackers have it flood others with answers, and learn from its memory what its users look up.",
            "Switch recursion off, or allow it to one's own networks only",
            List.of("RFC 5358"));

    @Override
    public String id() {
        return "dns_open_resolver_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(OPEN);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var asked = DnsFacts.direct(evidence, "SOA");
        if (asked.isEmpty()) {
            return List.of();
        }
        var servers = asked.stream().map(fact -> fact.lookup().server()).collect(Collectors.toSet());
        Map<String, List<DnsFacts.Fact>> resolved = IntStream.range(
                        0, evidence.dns().size())
                .mapToObj(index -> new DnsFacts.Fact(index, evidence.dns().get(index)))
                .filter(fact -> servers.contains(fact.lookup().server()) && isResolved(fact.lookup()))
                .collect(
                        Collectors.groupingBy(fact -> fact.lookup().server(), LinkedHashMap::new, Collectors.toList()));
        return resolved.entrySet().stream()
                .filter(server -> names(server.getValue()) >= NAMES)
                .map(server -> finding(evidence, server.getKey(), server.getValue()))
                .toList();
    }

    private static boolean isResolved(DnsLookup lookup) {
        return lookup.recursionDesired()
                && lookup.recursionAvailable()
                && !lookup.answers().isEmpty();
    }

    private static long names(List<DnsFacts.Fact> facts) {
        return facts.stream().map(fact -> fact.lookup().name()).distinct().count();
    }

    private Finding finding(Evidence evidence, String server, List<DnsFacts.Fact> facts) {
        var proofs =
                facts.stream().map(fact -> fact.answer(fact.data().getFirst())).toList();
        return Finding.of(OPEN, id(), evidence, server, proofs.getFirst())
                .provedBy(proofs)
                .proved();
    }
}
