package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A Referrer-Policy that tells other sites more than browsers do by themselves, or that browsers do not know.
///
/// The last token that is known counts (W3C Referrer Policy §8.1). Absence is right: browsers default to
/// strict-origin-when-cross-origin.
final class ReferrerPolicyDetector implements Detector {

    private static final String FIELD = "Referrer-Policy";
    private static final Set<String> PRIVATE =
            Set.of("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin");
    private static final Set<String> TALKATIVE =
            Set.of("origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade");

    private static final Check UNSAFE = check("unsafe", "Other sites learn which pages visitors come from");
    private static final Check INVALID = check("invalid", "Referrer-Policy has a value that browsers do not know");

    private static Check check(String name, String title) {
        return new Check(
                "http.referrer-policy." + name,
                "HTTP Headers",
                INFO,
                title,
                "Addresses may hold tokens and names that are nobody else's business.",
                "Send Referrer-Policy: strict-origin-when-cross-origin",
                List.of("W3C Referrer Policy", "CWE-200"));
    }

    @Override
    public String id() {
        return "http_referrer_policy_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(UNSAFE, INVALID);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return WebFacts.htmlPage(evidence)
                .filter(page -> !page.answer().header(FIELD).isEmpty())
                .flatMap(page -> judge(evidence, page))
                .stream()
                .toList();
    }

    private Optional<Finding> judge(Evidence evidence, WebFacts.Fact page) {
        var token = effective(page.answer().header(FIELD));
        if (token.isPresent() && PRIVATE.contains(token.get())) {
            return Optional.empty();
        }
        var finding = Finding.of(token.isEmpty() ? INVALID : UNSAFE, id(), evidence, page.origin(), page.header(FIELD));
        return Optional.of(token.filter("unsafe-url"::equals).isPresent() ? finding.withSeverity(LOW) : finding);
    }

    /// The last token that browsers know; empty when none is.
    static Optional<String> effective(List<String> fields) {
        for (var field : fields.reversed()) {
            for (var word : List.of(field.split(",")).reversed()) {
                var token = word.strip().toLowerCase(Locale.ROOT);
                if (PRIVATE.contains(token) || TALKATIVE.contains(token)) {
                    return Optional.of(token);
                }
            }
        }
        return Optional.empty();
    }
}
