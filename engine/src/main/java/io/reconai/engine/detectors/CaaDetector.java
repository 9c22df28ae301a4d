package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// CAA (RFC 8659): which authorities may issue certificates for the domain.
///
/// The scanned domain alone. A server that fails at CAA alone, and not at the domain's other records, keeps
/// authorities from issuing as well: silence is not taken for that, since packets get lost. Absence is advice
/// and no weakness. A critical record with an unknown tag, or an issuer that is no domain, makes every
/// authority refuse.
final class CaaDetector implements Detector {

    private static final Check MISSING = new Check(
            "dns.caa.missing",
            "DNS Misconfiguration",
            INFO,
            "Any authority may issue certificates",
            "A CAA record limits who may issue certificates for the domain, should an account elsewhere be misused.",
            "Publish CAA issue records for the authorities in use, and iodef for reports",
            List.of("RFC 8659"));
    private static final Check INVALID = new Check(
            "dns.caa.invalid",
            "DNS Misconfiguration",
            MEDIUM,
            "A CAA record cannot be read",
            "Authorities must refuse to issue while a critical CAA record is not understood: renewals fail.",
            "Correct the record",
            List.of("RFC 8659 §4"));

    private static final Check FAILING = new Check(
            "dns.caa.lookup-failing",
            "DNS Misconfiguration",
            MEDIUM,
            "Name servers fail when they are asked for CAA records",
            "Authorities must refuse to issue while they cannot learn whether they may: renewals fail.",
            "Repair or replace what answers for the domain; old load balancers fail at types that they do not know",
            List.of("RFC 8659 §3", "CA/Browser Forum Baseline Requirements §3.2.2.8"));

    private static final Set<String> TAGS =
            Set.of("issue", "issuewild", "iodef", "contactemail", "contactphone", "issuemail", "issuevmc");

    @Override
    public String id() {
        return "dns_caa_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(MISSING, INVALID, FAILING);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        var name = evidence.host().value();
        return DnsFacts.of(evidence, name, "CAA").stream()
                .flatMap(fact -> {
                    if (fact.isAbsent()) {
                        return Stream.of(Finding.of(MISSING, id(), evidence, name, fact.outcome()));
                    }
                    if (fact.lookup().outcome() == DnsOutcome.SERVFAIL && isAnsweredOtherwise(evidence)) {
                        return Stream.of(Finding.of(FAILING, id(), evidence, name, fact.outcome()));
                    }
                    return fact.lookup()
                            .data()
                            .filter(CaaDetector::isInvalid)
                            .limit(1)
                            .map(record -> Finding.of(INVALID, id(), evidence, name, fact.answer(record)));
                })
                .toList();
    }

    private static boolean isAnsweredOtherwise(Evidence evidence) {
        return Stream.of("SOA", "A")
                .allMatch(type -> DnsFacts.of(evidence, evidence.host().value(), type)
                        .filter(fact -> fact.lookup().outcome().isAnswer())
                        .isPresent());
    }

    /// True for a record that stops authorities from issuing.
    static boolean isInvalid(String record) {
        var read = CaaRecord.parse(record);
        if (read.isEmpty()) {
            return true;
        }
        return TAGS.contains(read.get().tag())
                ? read.get().tag().startsWith("issue") && read.get().issuer().isEmpty()
                : read.get().isCritical();
    }
}
