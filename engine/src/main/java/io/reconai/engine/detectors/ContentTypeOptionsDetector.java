package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.List;
import java.util.Locale;

/// X-Content-Type-Options absent or not `nosniff` (Fetch standard §3.6): the first token of the first value counts.
///
/// Also judged on answers that are no HTML, since it is those whose type browsers would guess.
final class ContentTypeOptionsDetector implements Detector {

    private static final String FIELD = "X-Content-Type-Options";
    private static final Check MISSING = check("missing", "Browsers may guess the type of the content");
    private static final Check INVALID = check("invalid", "X-Content-Type-Options has a value that browsers ignore");

    private static Check check(String name, String title) {
        return new Check(
                "http.xcto." + name,
                "HTTP Headers",
                INFO,
                title,
                "An uploaded file may be run as a script although it is served as something else.",
                "Send X-Content-Type-Options: nosniff",
                List.of("WHATWG Fetch §3.6", "CWE-430"));
    }

    @Override
    public String id() {
        return "http_content_type_options_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(MISSING, INVALID);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return WebFacts.page(evidence)
                .filter(page -> page.isPage() && page.answer().status() != 204)
                .filter(page -> !isNosniff(page.answer().firstHeader(FIELD).orElse("")))
                .map(page -> Finding.of(
                        page.answer().header(FIELD).isEmpty() ? MISSING : INVALID,
                        id(),
                        evidence,
                        page.origin(),
                        page.headerOrAbsence(FIELD)))
                .stream()
                .toList();
    }

    static boolean isNosniff(String field) {
        return field.split(",", 2)[0].strip().toLowerCase(Locale.ROOT).equals("nosniff");
    }
}
