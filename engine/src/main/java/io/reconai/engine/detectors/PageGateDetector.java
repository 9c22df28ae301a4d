package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.web.Challenge;
import java.util.List;
import java.util.Optional;

/// Says that a host's start page could not be judged: an error, an API without a page, or a filter's page in place of
/// the site's.
///
/// One line instead of a dozen headers that are "missing" from a page that is none.
final class PageGateDetector implements Detector {

    private static final Check NOT_JUDGED = new Check(
            "http.page.not-judged",
            "HTTP Headers",
            INFO,
            "The start page is an error, so its headers were not judged",
            "What protects a page is judged where a page is; an error page tells little about it.",
            "Nothing, unless a page was expected there",
            List.of());

    private static final Check BEHIND_CHALLENGE = new Check(
            "http.page.behind-challenge",
            "HTTP Headers",
            INFO,
            "A filter answered in place of the site, so the site was not judged",
            "What a filter shows in place of the site tells nothing of the site; HSTS and redirects were judged.",
            "Nothing; or let the scanner's address pass, so that the site itself is looked at",
            List.of());

    @Override
    public String id() {
        return "http_page_gate_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(NOT_JUDGED, BEHIND_CHALLENGE);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return WebFacts.shown(evidence)
                .flatMap(page -> Challenge.by(page.answer())
                        .map(filter ->
                                Finding.of(BEHIND_CHALLENGE, id(), evidence, page.origin(), challenge(page, filter)))
                        .or(() -> error(evidence, page)))
                .stream()
                .toList();
    }

    private Optional<Finding> error(Evidence evidence, WebFacts.Fact page) {
        return page.isPage() || page.answer().status() < 400
                ? Optional.empty()
                : Optional.of(Finding.of(NOT_JUDGED, id(), evidence, page.origin(), page.status()));
    }

    private static Proof challenge(WebFacts.Fact page, String filter) {
        return new Proof(page.status().pointer(), page.status().excerpt() + " with a page of " + filter);
    }
}
