package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.List;
import java.util.Locale;

/// X-XSS-Protection switched on without mode=block: old browsers' filter can then be used against the page.
///
/// The value 0 is right and so is absence; neither is reported.
final class XssProtectionDetector implements Detector {

    private static final String FIELD = "X-XSS-Protection";
    private static final Check ENABLED = new Check(
            "http.xxp.enabled",
            "HTTP Headers",
            INFO,
            "X-XSS-Protection switches on a filter that does harm",
            "The filter of old browsers removes parts of pages at a stranger's choice; modern ones have none.",
            "Send X-XSS-Protection: 0, or nothing",
            List.of("OWASP Secure Headers", "CWE-79"));

    @Override
    public String id() {
        return "http_xss_protection_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(ENABLED);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return WebFacts.htmlPage(evidence)
                .filter(page -> page.answer()
                        .firstHeader(FIELD)
                        .filter(XssProtectionDetector::doesHarm)
                        .isPresent())
                .map(page -> Finding.of(ENABLED, id(), evidence, page.origin(), page.header(FIELD)))
                .stream()
                .toList();
    }

    static boolean doesHarm(String field) {
        var value = field.strip().toLowerCase(Locale.ROOT).replace(" ", "");
        return value.startsWith("1") && !value.contains("mode=block");
    }
}
