package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.List;

/// Says that a host's start page could not be judged: an error, or an API without a page.
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

    @Override
    public String id() {
        return "http_page_gate_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(NOT_JUDGED);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return WebFacts.page(evidence)
                .filter(page -> !page.isPage() && page.answer().status() >= 400)
                .map(page -> Finding.of(NOT_JUDGED, id(), evidence, page.origin(), page.status()))
                .stream()
                .toList();
    }
}
