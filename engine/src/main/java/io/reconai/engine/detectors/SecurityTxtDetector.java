package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.web.SecurityTxt;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whom to tell of a weakness (RFC 9116): `/.well-known/security.txt` is absent, out of date or hard to use.
///
/// Absence is a note for an organisation: of the domain itself and its www alone, and only where the path answers
/// that nothing is there, or a page to every path. A redirect, a refusal or an error says nothing. There the old place,
/// `/security.txt`, is asked too, in active mode; a file there is judged as one at the right place.
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
    private static final Check ONLY_ROOT = check(
            "only-root",
            INFO,
            "security.txt is at its old place only",
            "Offer it at /.well-known/security.txt, and redirect /security.txt there");

    /// The standard's advice (§2.5.5): what is far ahead is out of date before it ends.
    private static final Check FAR_EXPIRY = check(
                    "far-expiry",
                    INFO,
                    "security.txt says that it is right for more than a year",
                    "Set Expires to less than a year ahead, and look at the file before it ends")
            .asHidden();

    private static final String PROBE = "security.txt";
    private static final String PATH = "/.well-known/security.txt";

    /// Where the file was before there was a standard; those who look for it today need not look there (§3).
    private static final String OLD_PATH = "/security.txt";

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
        return List.of(MISSING, EXPIRED, INVALID, CANONICAL, ONLY_ROOT, FAR_EXPIRY);
    }

    @Override
    public List<Probe> furtherProbes(Host host, List<Exchange> seen) {
        var isWithout = seen.stream()
                .filter(made -> made.probe().equals(PROBE) && made.path().equals(PATH))
                .flatMap(made -> made.answered().stream())
                .anyMatch(SecurityTxtDetector::isWithout);
        return speaksForAll(host) && isWithout ? List.of(new Probe(PROBE, OLD_PATH)) : List.of();
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return asked(evidence, PATH)
                .map(asked -> SecurityTxt.in(asked.answer())
                        .map(file -> judge(evidence, asked, file))
                        .orElseGet(() -> absence(evidence, asked)))
                .orElse(List.of());
    }

    private static Optional<WebFacts.Fact> asked(Evidence evidence, String path) {
        for (var fact : WebFacts.probed(evidence, PROBE)) {
            if (fact.exchange().path().equals(path)) {
                return Optional.of(fact);
            }
        }
        return Optional.empty();
    }

    private List<Finding> absence(Evidence evidence, WebFacts.Fact asked) {
        if (!speaksForAll(evidence.host()) || !isWithout(asked.answer())) {
            return List.of();
        }
        var old = asked(evidence, OLD_PATH);
        var file = old.flatMap(fact -> SecurityTxt.in(fact.answer()));
        if (old.isEmpty() || file.isEmpty()) {
            return List.of(Finding.of(MISSING, id(), evidence, asked.origin(), asked.status()));
        }
        var findings = new ArrayList<Finding>();
        findings.add(Finding.of(ONLY_ROOT, id(), evidence, asked.origin(), asked.status())
                .provedBy(List.of(asked.status(), old.get().status())));
        findings.addAll(judge(evidence, old.get(), file.get()));
        return findings;
    }

    private static boolean speaksForAll(Host host) {
        return host.isApex() || host.value().equals("www." + host.domain().value());
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
        var inAYear =
                evidence.observedAt().atOffset(ZoneOffset.UTC).plusYears(1).toInstant();
        expires.filter(end -> end.isAfter(inAYear))
                .ifPresent(end -> findings.add(finding(FAR_EXPIRY, evidence, asked, "Expires: " + end)));
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
