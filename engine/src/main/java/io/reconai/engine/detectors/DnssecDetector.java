package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.List;

/// DNSSEC (RFC 9364) absent, or switched on by half.
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

    @Override
    public String id() {
        return "dns_dnssec_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(UNSIGNED, NO_DS);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        var name = evidence.host().value();
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
}
