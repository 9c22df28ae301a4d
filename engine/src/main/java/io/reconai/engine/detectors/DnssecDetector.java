package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.List;

/// DNSSEC (RFC 9364): a zone without DS at its parent and without keys is unsigned. Common, so never more than a fact.
final class DnssecDetector implements Detector {

    private static final Check UNSIGNED = new Check(
            "dns.dnssec.unsigned",
            "DNS Misconfiguration",
            INFO,
            "The zone is not signed",
            "Without DNSSEC a forged DNS answer cannot be told from a true one.",
            "Sign the zone and publish DS at the parent",
            List.of("RFC 9364", "NIST SP 800-81"));

    @Override
    public String id() {
        return "dns_dnssec_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(UNSIGNED);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        var name = evidence.host().value();
        var keys = DnsFacts.of(evidence, name, "DNSKEY").filter(DnsFacts.Fact::isAbsent);
        var delegation = DnsFacts.of(evidence, name, "DS").filter(DnsFacts.Fact::isAbsent);
        return keys.isPresent() && delegation.isPresent()
                ? List.of(Finding.of(
                        UNSIGNED, id(), evidence, name, delegation.get().outcome()))
                : List.of();
    }
}
