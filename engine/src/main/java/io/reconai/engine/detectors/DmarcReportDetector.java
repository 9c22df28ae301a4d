package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.mail.DmarcRecord;
import java.util.List;
import java.util.Optional;

/// DMARC reports that go to somebody else: who has not agreed (RFC 9990 §4), or whose domain nobody has
/// registered.
///
/// Somebody else is who has another registrable domain. Consent is a TXT record that begins with `v=DMARC1` at
/// `<domain>._report._dmarc.<host>`; a wildcard there answers for all domains and is as good. Without it
/// senders leave the address out. Only known absence counts, and only where receivers take the domain's record
/// at all.
final class DmarcReportDetector implements Detector {

    private static final Check UNAUTHORISED = check(
            "report-unauthorised",
            LOW,
            "DMARC reports go to somebody who has not agreed",
            "Senders do not report to a stranger who does not say that reports are welcome: they are lost.",
            "Have the receiver publish v=DMARC1 at <domain>._report._dmarc.<receiver>");
    private static final Check TAKEABLE = check(
            "report-takeable",
            MEDIUM,
            "DMARC reports go to a domain that nobody has registered",
            "Whoever registers it learns which servers send in the domain's name, and whose mail fails.",
            "Remove the address from the record");

    private static Check check(String name, Severity severity, String title, String why, String remediation) {
        return new Check(
                "dns.dmarc." + name,
                "E-mail Authentication",
                severity,
                title,
                why,
                remediation,
                List.of("RFC 9990 §4", "RFC 9989"));
    }

    @Override
    public String id() {
        return "dns_dmarc_report_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(UNAUTHORISED, TAKEABLE);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        return DnsFacts.of(evidence, "_dmarc." + evidence.host().value(), "TXT")
                .map(fact -> judge(evidence, fact))
                .orElse(List.of());
    }

    private List<Finding> judge(Evidence evidence, DnsFacts.Fact fact) {
        var records = fact.data().stream().filter(DmarcRecord::isDmarc).toList();
        if (records.size() != 1) {
            return List.of();
        }
        var pointing = fact.answer(records.getFirst());
        return DmarcRecord.parse(records.getFirst()).reportHosts().stream()
                .filter(host -> isForeign(evidence.host().domain(), host))
                .flatMap(host -> free(evidence, host)
                        .map(domain -> finding(TAKEABLE, evidence, host, pointing, domain.proof()))
                        .or(() -> refused(evidence, host)
                                .map(answer -> finding(UNAUTHORISED, evidence, host, pointing, answer.outcome())))
                        .stream())
                .toList();
    }

    private Finding finding(Check check, Evidence evidence, DomainName host, Proof pointing, Proof why) {
        return Finding.of(check, id(), evidence, host.value(), pointing).provedBy(List.of(pointing, why));
    }

    private static boolean isForeign(DomainName domain, DomainName host) {
        return !PublicSuffixes.registrable(domain)
                .orElse(domain)
                .equals(PublicSuffixes.registrable(host).orElse(host));
    }

    private static Optional<DomainFacts.Fact> free(Evidence evidence, DomainName host) {
        return DomainFacts.around(evidence, host).filter(DomainFacts.Fact::isFree);
    }

    /// The answer that shows that the host has not agreed.
    private static Optional<DnsFacts.Fact> refused(Evidence evidence, DomainName host) {
        return DmarcRecord.consent(evidence.host().domain(), host)
                .flatMap(name -> DnsFacts.of(evidence, name.value(), "TXT"))
                .filter(answer -> answer.lookup().outcome().isAnswer())
                .filter(answer -> answer.data().stream().noneMatch(text -> text.startsWith("v=DMARC1")));
    }
}
