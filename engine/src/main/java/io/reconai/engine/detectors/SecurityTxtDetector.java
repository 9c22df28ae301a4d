package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.web.SecurityTxt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whom to tell of a weakness (RFC 9116): `/.well-known/security.txt` is absent, out of date or hard to use.
///
/// Absence is a note for an organisation: of the domain itself and its www alone, and only where the path answers
/// that nothing is there, or a page to every path. A redirect, a refusal or an error says nothing.
final class SecurityTxtDetector implements Detector {

    private static final Check MISSING = check(
            "missing",
            INFO,
            "Nobody is told where to report a weakness",
            "Offer /.well-known/security.txt with Contact and Expires");
    private static final Check EXPIRED =
            check("expired", LOW, "security.txt is out of date", "Check the file and set Expires to a later date");
    private static final Check INVALID = check(
            "invalid",
            INFO,
            "security.txt lacks a usable Expires or Contact",
            "Send one Expires (RFC 3339), and a mailto:, https: or tel: address as Contact");
    private static final Check CANONICAL = check(
            "canonical-mismatch",
            INFO,
            "security.txt says that it belongs elsewhere",
            "Name this address in Canonical as well");
    private static final String PATH = "/.well-known/security.txt";
    private static final Pattern CONTACT = Pattern.compile("(?i)(mailto:|https://|tel:)\\S+");

    private static Check check(String name, Severity severity, String title, String remediation) {
        return new Check(
                "http.securitytxt." + name,
                "Page Content",
                severity,
                title,
                "Who finds a weakness and knows nobody to tell may tell everybody.",
                remediation,
                List.of("RFC 9116"));
    }

    @Override
    public String id() {
        return "http_security_txt_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(MISSING, EXPIRED, INVALID, CANONICAL);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var asked = WebFacts.probed(evidence, "security.txt").stream()
                .filter(fact -> fact.exchange().path().equals(PATH))
                .findFirst();
        if (asked.isEmpty()) {
            return List.of();
        }
        return SecurityTxt.in(asked.get().answer())
                .map(file -> judge(evidence, asked.get(), file))
                .orElseGet(() -> absence(evidence, asked.get()).stream().toList());
    }

    private Optional<Finding> absence(Evidence evidence, WebFacts.Fact asked) {
        var host = evidence.host();
        var speaksForAll =
                host.isApex() || host.value().equals("www." + host.domain().value());
        return speaksForAll && isWithout(asked.answer())
                ? Optional.of(Finding.of(MISSING, id(), evidence, asked.origin(), asked.status()))
                : Optional.empty();
    }

    /// Nothing there, or a page that is given for every path.
    private static boolean isWithout(HttpAnswer answer) {
        return answer.status() == 404 || answer.status() == 410 || (answer.status() == 200 && answer.isHtml());
    }

    private List<Finding> judge(Evidence evidence, WebFacts.Fact asked, SecurityTxt file) {
        var findings = new ArrayList<Finding>();
        var expires = file.expires();
        var contacts = file.values("contact");
        if (expires.isEmpty()) {
            findings.add(finding(INVALID, evidence, asked, "Expires: " + String.join(", ", file.values("expires"))));
        } else if (contacts.stream().noneMatch(value -> CONTACT.matcher(value).matches())) {
            findings.add(finding(INVALID, evidence, asked, "Contact: " + String.join(", ", contacts)));
        }
        expires.filter(end -> end.isBefore(evidence.observedAt()))
                .ifPresent(end -> findings.add(finding(EXPIRED, evidence, asked, "Expires: " + end)));
        var canonical = file.values("canonical");
        if (!canonical.isEmpty() && !canonical.contains(asked.exchange().url())) {
            findings.add(finding(CANONICAL, evidence, asked, "Canonical: " + String.join(", ", canonical)));
        }
        return findings;
    }

    private Finding finding(Check check, Evidence evidence, WebFacts.Fact asked, String excerpt) {
        return Finding.of(check, id(), evidence, asked.origin(), asked.body(excerpt));
    }
}
