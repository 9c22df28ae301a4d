package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.web.StrictTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// HTTP Strict Transport Security (RFC 6797) absent, unreadable, switched off, short or contradicting itself.
///
/// Looks at the host's own first answer over HTTPS, and only where its certificate was verified: browsers ignore the
/// field otherwise (§8.1), and then the certificate is the finding. Where the field comes twice, the first one counts.
final class HstsDetector implements Detector {

    private static final String FIELD = StrictTransport.FIELD;
    private static final String SET_IT =
            "Send Strict-Transport-Security: max-age=31536000; includeSubDomains on every https answer";

    private static final Check MISSING = check("missing", LOW, "HSTS is not set", SET_IT);
    private static final Check INVALID = check("invalid", LOW, "HSTS cannot be read, so it has no effect", SET_IT);
    private static final Check DISABLED = check("disabled", LOW, "HSTS is switched off by max-age=0", SET_IT);
    private static final Check SHORT = check("short", INFO, "HSTS lasts less than 180 days", "Raise max-age to a year");
    private static final Check DUPLICATE = check(
            "duplicate",
            INFO,
            "HSTS is sent twice with different values",
            "Send it once; often proxy and application both do");
    private static final Check OVER_HTTP =
            check("over-http", INFO, "HSTS is sent over http only, where it is ignored", "Send it on https answers");
    private static final Check PRELOAD = check(
            "preload-inconsistent",
            INFO,
            "HSTS asks for the preload list without meeting its rules",
            "Add includeSubDomains and a max-age of a year, or drop the word preload");

    private static final Duration SHORTEST = Duration.ofDays(180);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365);

    private static Check check(String name, Severity severity, String title, String remediation) {
        return new Check(
                "http.hsts." + name,
                "HTTP Headers",
                severity,
                title,
                "Without it, a visitor's first request can be caught over plain http and kept there.",
                remediation,
                List.of("RFC 6797", "CWE-319"));
    }

    @Override
    public String id() {
        return "http_hsts_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(MISSING, INVALID, DISABLED, SHORT, DUPLICATE, OVER_HTTP, PRELOAD);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var https =
                WebFacts.first(evidence, "https").filter(fact -> fact.answer().status() < 500);
        // Browsers keep no HSTS for addresses (RFC 6797 §8.1.1).
        https.filter(fact -> fact.exchange().tlsVerified() && !evidence.host().isAddress())
                .ifPresent(fact -> judge(evidence, fact, findings));
        WebFacts.first(evidence, "http")
                .filter(http -> !http.answer().header(FIELD).isEmpty())
                .filter(_ ->
                        https.isEmpty() || https.get().answer().header(FIELD).isEmpty())
                .ifPresent(
                        http -> findings.add(Finding.of(OVER_HTTP, id(), evidence, http.origin(), http.header(FIELD))));
        return findings;
    }

    private void judge(Evidence evidence, WebFacts.Fact fact, List<Finding> findings) {
        var fields = fact.answer().header(FIELD);
        if (fields.isEmpty()) {
            var page = WebFacts.page(evidence);
            var guardsLogin = page.filter(seen -> seen.hasPasswordField() || seen.setsSessionCookie())
                    .isPresent();
            findings.add(
                    finding(MISSING, evidence, fact, fact.absence(FIELD)).withSeverity(guardsLogin ? MEDIUM : LOW));
            return;
        }
        verdicts(fields.getFirst())
                .forEach(verdict -> findings.add(finding(verdict.check(), evidence, fact, fact.header(FIELD))
                        .withSeverity(verdict.severity())));
        if (new HashSet<>(fields).size() > 1) {
            findings.add(finding(DUPLICATE, evidence, fact, fact.header(FIELD)));
        }
    }

    private Finding finding(Check check, Evidence evidence, WebFacts.Fact fact, Proof proof) {
        return Finding.of(check, id(), evidence, fact.origin(), proof);
    }

    private record Verdict(Check check, Severity severity) {
        static Verdict of(Check check) {
            return new Verdict(check, check.severity());
        }
    }

    /// What is wrong with a field's value; empty when nothing is. One that is short may ask for browsers' list too.
    private static List<Verdict> verdicts(String field) {
        var policy = StrictTransport.parse(field);
        var maxAge = policy.flatMap(StrictTransport::maxAge);
        if (maxAge.isEmpty()) {
            return List.of(Verdict.of(INVALID));
        }
        if (maxAge.get().isZero()) {
            return List.of(Verdict.of(DISABLED));
        }
        var found = new ArrayList<Verdict>();
        if (maxAge.get().compareTo(SHORTEST) < 0) {
            found.add(new Verdict(SHORT, maxAge.get().compareTo(DAY) < 0 ? LOW : INFO));
        }
        var named = policy.get();
        var inconsistent = named.has("preload")
                && (!named.has("includesubdomains") || maxAge.get().compareTo(YEAR) < 0);
        if (inconsistent) {
            found.add(Verdict.of(PRELOAD));
        }
        return found;
    }
}
