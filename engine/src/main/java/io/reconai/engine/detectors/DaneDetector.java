package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.detectors.DaneFacts.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// TLSA records of mail exchangers (DANE, RFC 7672) that protect nothing, or not all of the mail.
///
/// The scanned domain alone. Having none is never reported: MTA-STS does the same. Records in a zone that is not signed
/// must not be heeded (§2.2); of several records one that is usable is enough, the others may be for a change of keys.
/// Whether a server's certificate fits the records is [DaneServerDetector]'s: its port 25 is another host's matter.
final class DaneDetector implements Detector {

    private static final Check UNUSABLE = check(
            "unusable",
            "TLSA records of a mail exchanger mean nothing to senders",
            "Senders deliver as if there were no record.",
            "Publish 3 1 1 with the SHA-256 of the server's key, or 2 1 1 with that of its authority",
            "RFC 7672 §3.1");
    private static final Check INSECURE = check(
            "insecure",
            "TLSA records of a mail exchanger lie in a zone that is not signed",
            "Senders must not heed them: whoever forges an answer could forge them too.",
            "Sign the zone and publish DS at the parent, or remove the records",
            "RFC 7672 §2.2");
    private static final Check PARTIAL = check(
            "partial",
            "Not all mail exchangers have TLSA records",
            "Who keeps senders from reaching the others has them deliver without protection.",
            "Publish TLSA records for every exchanger",
            "RFC 7672 §2.2");

    private static Check check(String name, String title, String why, String remediation, String source) {
        return new Check(
                "dns.dane." + name, "E-mail Authentication", LOW, title, why, remediation, List.of(source, "RFC 6698"));
    }

    @Override
    public String id() {
        return "dns_dane_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(UNUSABLE, INSECURE, PARTIAL);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        Map<String, Standing> standings = new LinkedHashMap<>();
        DnsFacts.exchangers(evidence).forEach(exchanger -> standings.put(exchanger, DaneFacts.of(evidence, exchanger)));
        var findings = new ArrayList<Finding>();
        standings.forEach((exchanger, standing) -> {
            switch (standing) {
                case UNUSABLE -> findings.add(useless(UNUSABLE, evidence, exchanger));
                case UNSIGNED -> findings.add(unsigned(evidence, exchanger));
                case ABSENT -> {
                    if (standings.containsValue(Standing.PROTECTED)) {
                        findings.add(missing(evidence, exchanger));
                    }
                }
                case PROTECTED, UNKNOWN -> {}
            }
        });
        return findings;
    }

    private Finding useless(Check check, Evidence evidence, String exchanger) {
        var records = DaneFacts.records(evidence, exchanger).orElseThrow();
        return Finding.of(
                check, id(), evidence, exchanger, records.answer(records.data().getFirst()));
    }

    private Finding unsigned(Evidence evidence, String exchanger) {
        var finding = useless(INSECURE, evidence, exchanger);
        var proofs = new ArrayList<>(finding.evidence());
        DaneFacts.unsigned(evidence, exchanger).ifPresent(denial -> proofs.add(denial.outcome()));
        return finding.provedBy(proofs);
    }

    private Finding missing(Evidence evidence, String exchanger) {
        var denial = DaneFacts.records(evidence, exchanger).orElseThrow();
        return Finding.of(PARTIAL, id(), evidence, exchanger, denial.outcome());
    }
}
