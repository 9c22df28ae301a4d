package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/// A page that other sites may put into a frame (clickjacking; CSP frame-ancestors, RFC 7034).
///
/// frame-ancestors wins where both are sent. Low only where there is something to click on: a form, a session, a
/// sign-in; info otherwise. Two different X-Frame-Options are taken as DENY by browsers, so that is info as well.
final class FramingDetector implements Detector {

    private static final Evaluator FORM = Selector.evaluatorOf("form");

    private static final String FIELD = "X-Frame-Options";
    private static final Check MISSING = check("missing", LOW, "Other sites may put the page into a frame");
    private static final Check INVALID = check("invalid", LOW, "X-Frame-Options has a value that browsers ignore");
    private static final Check ALLOW_FROM =
            check("allow-from", INFO, "X-Frame-Options: ALLOW-FROM is ignored by browsers");

    private static Check check(String name, Severity severity, String title) {
        return new Check(
                "http.framing." + name,
                "HTTP Headers",
                severity,
                title,
                "A page in a frame can be laid under another, so that visitors click what they do not see.",
                "Send Content-Security-Policy: frame-ancestors 'self'",
                List.of("RFC 7034", "W3C CSP Level 3", "CWE-1021"));
    }

    @Override
    public String id() {
        return "http_framing_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(MISSING, INVALID, ALLOW_FROM);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return WebFacts.htmlPage(evidence)
                .filter(page -> !isLimited(page))
                .flatMap(page -> judge(evidence, page))
                .stream()
                .toList();
    }

    private Optional<Finding> judge(Evidence evidence, WebFacts.Fact page) {
        var values = values(page);
        if (values.isEmpty()) {
            return Optional.of(finding(MISSING, evidence, page).withSeverity(isClickable(page) ? LOW : INFO));
        }
        if (values.equals(Set.of("DENY")) || values.equals(Set.of("SAMEORIGIN"))) {
            return Optional.empty();
        }
        if (values.stream().allMatch(value -> value.startsWith("ALLOW-FROM"))) {
            return Optional.of(finding(ALLOW_FROM, evidence, page));
        }
        var isConflict = values.size() > 1;
        return Optional.of(finding(INVALID, evidence, page).withSeverity(isConflict ? INFO : LOW));
    }

    private static boolean isLimited(WebFacts.Fact page) {
        for (var policy : ContentSecurityPolicyDetector.policiesOfHeader(page)) {
            if (policy.limitsFrames()) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> values(WebFacts.Fact page) {
        var values = new HashSet<String>(2);
        for (var field : page.answer().header(FIELD)) {
            for (var value : field.split(",")) {
                if (!value.isBlank()) {
                    values.add(value.strip().toUpperCase(Locale.ROOT));
                }
            }
        }
        return values;
    }

    private static boolean isClickable(WebFacts.Fact page) {
        return page.answer().status() != 200
                || page.setsSessionCookie()
                || !page.select(FORM, "<form").isEmpty();
    }

    private Finding finding(Check check, Evidence evidence, WebFacts.Fact page) {
        return Finding.of(check, id(), evidence, page.origin(), page.headerOrAbsence(FIELD));
    }
}
