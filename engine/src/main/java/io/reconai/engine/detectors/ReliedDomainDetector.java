package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.takeover.ReliedDomains;
import io.reconai.engine.takeover.ReliedDomains.Relied;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Mail exchangers, SPF terms and parts of pages in domains that nobody has registered.
///
/// Not registered is said by two: the domain does not exist in DNS, asked twice, and its registry knows
/// nothing of it. Where one says so and the other nothing, it is possible; where either knows the domain,
/// there is no finding, since registries lag behind DNS. Names below a company's own suffix, such as
/// `github.io`, are not sold by a registry and are never judged here. Aliases are [AliasTakeoverDetector]'s
/// matter, name servers [NameServerTakeoverDetector]'s, keys [DkimDetector]'s and reports
/// [DmarcReportDetector]'s. One finding for each check and domain.
final class ReliedDomainDetector implements Detector {

    private static final Check MAIL = check(
            "mx",
            HIGH,
            "A mail exchanger lies in a domain that nobody has registered",
            "Whoever registers it receives the mail.",
            "Remove the MX record, or register the domain");
    private static final Check SENDER = check(
            "spf",
            HIGH,
            "SPF refers to a domain that nobody has registered",
            "Whoever registers it may send mail in this domain's name.",
            "Remove the term, or register the domain");
    private static final Check SCRIPT = check(
            "script",
            CRITICAL,
            "A page loads from a domain that nobody has registered",
            "Whoever registers it decides what visitors of the page run or see.",
            "Remove the reference, or register the domain");

    private static Check check(String name, Severity severity, String title, String why, String remediation) {
        return new Check(
                "takeover." + name,
                "Subdomain Takeover",
                severity,
                title,
                why,
                remediation,
                List.of("CWE-350", "RFC 9083", "OWASP WSTG-CONF-10"));
    }

    @Override
    public String id() {
        return "takeover_domain_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(MAIL, SENDER, SCRIPT);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (evidence.reliances().filter(found -> !found.domains().isEmpty()).isEmpty()) {
            return List.of();
        }
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (var relied : ReliedDomains.of(evidence)) {
            judge(evidence, relied).ifPresent(found -> findings.putIfAbsent(found.id(), found));
        }
        return List.copyOf(findings.values());
    }

    private Optional<Finding> judge(Evidence evidence, Relied relied) {
        return check(relied).flatMap(check -> DomainFacts.around(evidence, relied.name())
                .filter(DomainFacts.Fact::isInDoubt)
                .map(fact -> finding(evidence, relied, check, fact)));
    }

    private Finding finding(Evidence evidence, Relied relied, Check check, DomainFacts.Fact fact) {
        var pointing = new Proof(relied.place(), relied.said());
        var found = Finding.of(check, id(), evidence, fact.standing().domain(), pointing)
                .provedBy(List.of(pointing, fact.proof()));
        if (!fact.isFree()) {
            return found.withSeverity(MEDIUM).withConfidence(Confidence.TENTATIVE);
        }
        return relied.way() == ReliedDomains.Way.PART ? found.withSeverity(MEDIUM) : found.proved();
    }

    private static Optional<Check> check(Relied relied) {
        return switch (relied.way()) {
            case ALIAS, NAME_SERVER, SIGNER, REPORTS -> Optional.empty();
            case MAIL -> Optional.of(MAIL);
            case SENDER -> Optional.of(SENDER);
            case SCRIPT, PART -> Optional.of(SCRIPT);
        };
    }
}
