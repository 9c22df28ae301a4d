package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.mail.DmarcRecord;
import java.util.ArrayList;
import java.util.List;

/// DMARC (RFC 9989) absent, doubled, broken or without teeth.
///
/// Judged for the scanned domain alone: names below it inherit its policy. "Missing" only where NXDOMAIN or NODATA
/// proves it. Of several records receivers take none.
final class DmarcDetector implements Detector {

    private static final String CATEGORY = "E-mail Authentication";
    private static final String WHY =
            "DMARC tells receivers what to do with mail that only claims to come from the domain, and reports it.";

    private static final Check MISSING =
            check("missing", MEDIUM, "No DMARC policy", "Publish v=DMARC1; p=none; rua=…, then raise the policy");
    private static final Check MULTIPLE =
            check("multiple", MEDIUM, "More than one DMARC record", "Keep one: receivers take none of several");
    private static final Check INVALID = check("invalid", MEDIUM, "The DMARC record is void", "Correct its syntax");
    private static final Check AT_APEX =
            check("at-apex", MEDIUM, "The DMARC record is in the wrong place", "Move it to _dmarc below the domain");
    private static final Check NONE =
            check("policy-none", LOW, "DMARC only watches", "Raise the policy to quarantine, then reject");
    private static final Check WEAKER = check(
            "subdomain-weaker",
            MEDIUM,
            "DMARC does not cover names below the domain",
            "Set sp and np to the same policy as p");
    private static final Check PARTIAL = check("partial", LOW, "DMARC covers only a part of the mail", "Remove pct");
    private static final Check TEST = check("test-mode", LOW, "DMARC is in test mode", "Remove t=y");
    private static final Check NO_REPORTS =
            check("no-reports", LOW, "DMARC reports go nowhere", "Add rua with an address that is read");
    private static final Check INVALID_REPORT_URI = check(
            "invalid-report-uri",
            LOW,
            "A DMARC report address cannot be used",
            "Write each as mailto: and an address, separated by commas");

    private static Check check(String name, Severity severity, String title, String remediation) {
        return new Check(
                "dns.dmarc." + name,
                CATEGORY,
                severity,
                title,
                WHY,
                remediation,
                List.of("RFC 9989", "CISA BOD 18-01"));
    }

    @Override
    public String id() {
        return "dns_dmarc_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(
                MISSING, MULTIPLE, INVALID, AT_APEX, NONE, WEAKER, PARTIAL, TEST, NO_REPORTS, INVALID_REPORT_URI);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        return DnsFacts.of(evidence, name(evidence), "TXT")
                .filter(fact -> fact.lookup().outcome().isAnswer())
                .map(fact -> judge(evidence, fact))
                .orElse(List.of());
    }

    private List<Finding> judge(Evidence evidence, DnsFacts.Fact fact) {
        var records = fact.lookup().data().filter(DmarcRecord::isDmarc).toList();
        if (records.size() > 1) {
            return List.of(finding(MULTIPLE, evidence, fact, records.get(1)));
        }
        if (records.isEmpty()) {
            return List.of(absent(evidence, fact));
        }
        var record = DmarcRecord.parse(records.getFirst());
        return record.hasBadPolicy()
                ? List.of(finding(INVALID, evidence, fact, records.getFirst()))
                : content(evidence, fact, records.getFirst(), record);
    }

    private Finding absent(Evidence evidence, DnsFacts.Fact fact) {
        var broken = fact.lookup().data().filter(DmarcRecord::isBroken).findFirst();
        if (broken.isPresent()) {
            return finding(INVALID, evidence, fact, broken.get());
        }
        var apexTexts = DnsFacts.of(evidence, evidence.host().value(), "TXT");
        var misplaced = apexTexts.stream()
                .flatMap(texts -> texts.lookup().data())
                .filter(DmarcRecord::isDmarc)
                .findFirst();
        if (misplaced.isPresent()) {
            return finding(AT_APEX, evidence, apexTexts.get(), misplaced.get());
        }
        return Finding.of(MISSING, id(), evidence, name(evidence), fact.outcome())
                .withSeverity(DnsFacts.isParked(evidence) ? LOW : MEDIUM);
    }

    private List<Finding> content(Evidence evidence, DnsFacts.Fact fact, String text, DmarcRecord record) {
        var findings = new ArrayList<Finding>();
        var policy = record.effectivePolicy().orElse("none");
        var hasReports = !record.reportUris().isEmpty();
        var asked = record.tag("p").orElse("none");
        if (policy.equals("none")) {
            findings.add(finding(NONE, evidence, fact, text).withSeverity(hasReports ? LOW : MEDIUM));
        } else if (record.effectiveSubdomainPolicy().orElse("none").equals("none")
                || record.tag("np")
                        .filter(value -> value.equalsIgnoreCase("none"))
                        .isPresent()) {
            findings.add(finding(WEAKER, evidence, fact, text));
        }
        if (!asked.equalsIgnoreCase("none")) {
            if (record.tag("pct").filter(value -> value.matches("\\d{1,2}")).isPresent()) {
                findings.add(finding(PARTIAL, evidence, fact, text));
            }
            if (record.isTest()) {
                findings.add(finding(TEST, evidence, fact, text));
            }
        }
        if (!hasReports) {
            findings.add(finding(NO_REPORTS, evidence, fact, text).withSeverity(policy.equals("reject") ? INFO : LOW));
        }
        if (hasReports) { // with none that works, reports go nowhere, as said above
            record.unusableReportUris().stream()
                    .findFirst()
                    .ifPresent(uri -> findings.add(finding(INVALID_REPORT_URI, evidence, fact, text)));
        }
        return findings;
    }

    private Finding finding(Check check, Evidence evidence, DnsFacts.Fact fact, String record) {
        return Finding.of(check, id(), evidence, name(evidence), fact.answer(record));
    }

    private static String name(Evidence evidence) {
        return "_dmarc." + evidence.host().value();
    }
}
