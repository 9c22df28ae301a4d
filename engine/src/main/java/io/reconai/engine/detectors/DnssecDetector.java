package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// DNSSEC (RFC 9364) absent, switched on by half, or broken.
///
/// Broken is a zone that its parent vouches for, at which two resolvers fail again and again, and which both of them
/// know as soon as they are asked to leave signatures unchecked (RFC 4035 §3.2.2). With one resolver alone, or where
/// both fail without checking too, nothing is said.
///
/// A zone without DS at its parent and without keys is unsigned: common, so never more than a fact. Keys without a DS
/// protect nothing, since nobody is led to them (RFC 4035 §5.2); where that is a change under way it ends by itself.
final class DnssecDetector implements Detector {

    private static final Check UNSIGNED = new Check(
            "dns.dnssec.unsigned",
            "DNS Misconfiguration",
            INFO,
            "The zone is not signed",
            "Without DNSSEC a forged DNS answer cannot be told from a true one.",
            "Sign the zone and publish DS at the parent",
            List.of("RFC 9364", "NIST SP 800-81"));
    private static final Check NO_DS = new Check(
            "dns.dnssec.no-ds",
            "DNS Misconfiguration",
            LOW,
            "The zone has keys that its parent does not know",
            "Signatures are made and nobody can check them: a forged answer still cannot be told from a true one.",
            "Publish the DS record at the registrar",
            List.of("RFC 4035 §5", "RFC 9364"));

    private static final Check BOGUS = new Check(
            "dns.dnssec.bogus",
            "DNS Misconfiguration",
            HIGH,
            "The zone's signatures are not valid",
            "Resolvers that check signatures answer for nothing under the domain's name: for their users it is gone.",
            "Sign the zone again, or correct the DS record at the registrar, or remove it until that is done",
            List.of("RFC 4035 §5", "RFC 8914"));

    /// Failures of each, and resolvers that fail.
    private static final int ENOUGH = 2;

    @Override
    public String id() {
        return "dns_dnssec_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(UNSIGNED, NO_DS, BOGUS);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        var name = evidence.host().value();
        var bogus = bogus(evidence, name);
        if (bogus.isPresent()) {
            return List.of(bogus.get());
        }
        var keys = DnsFacts.of(evidence, name, "DNSKEY");
        var delegation = DnsFacts.of(evidence, name, "DS").filter(DnsFacts.Fact::isAbsent);
        if (keys.isEmpty() || delegation.isEmpty()) {
            return List.of();
        }
        var absent = delegation.get().outcome();
        if (keys.get().isPresent()) {
            var key = keys.get().answer(keys.get().data().getFirst());
            return List.of(Finding.of(NO_DS, id(), evidence, name, absent).provedBy(List.of(absent, key)));
        }
        return keys.get().isAbsent() ? List.of(Finding.of(UNSIGNED, id(), evidence, name, absent)) : List.of();
    }

    /// FIRM because two resolvers of many were asked, within a moment.
    private Optional<Finding> bogus(Evidence evidence, String name) {
        var delegation = DnsFacts.of(evidence, name, "DS").filter(DnsFacts.Fact::isPresent);
        var asked = IntStream.range(0, evidence.dns().size())
                .mapToObj(at -> new DnsFacts.Fact(at, evidence.dns().get(at)))
                .filter(fact -> fact.lookup().recursionDesired()
                        && fact.lookup().type().equals("SOA")
                        && fact.lookup().name().equals(name))
                .toList();
        var unchecked = asked.stream()
                .filter(fact -> fact.lookup().unchecked() && fact.isPresent())
                .filter(fact -> failsChecked(asked, fact.lookup().server()))
                .toList();
        var resolvers = unchecked.stream()
                .map(fact -> fact.lookup().server())
                .distinct()
                .count();
        if (delegation.isEmpty() || resolvers < ENOUGH) {
            return Optional.empty();
        }
        var failure = asked.stream()
                .filter(fact -> !fact.lookup().unchecked())
                .findFirst()
                .orElseThrow();
        var known = unchecked.getFirst();
        return Optional.of(Finding.of(BOGUS, id(), evidence, name, failure.outcome())
                .provedBy(List.of(
                        failure.outcome(),
                        known.answer(known.data().getFirst()),
                        delegation.get().answer(delegation.get().data().getFirst())))
                .withConfidence(Confidence.FIRM));
    }

    private static boolean failsChecked(List<DnsFacts.Fact> asked, String resolver) {
        var outcomes = asked.stream()
                .map(DnsFacts.Fact::lookup)
                .filter(lookup -> !lookup.unchecked() && lookup.server().equals(resolver))
                .map(DnsLookup::outcome)
                .toList();
        return outcomes.size() >= ENOUGH && outcomes.stream().allMatch(outcome -> outcome == DnsOutcome.SERVFAIL);
    }
}
