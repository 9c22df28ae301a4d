package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Headers that shut a page off from others and say it in words that browsers do not know (HTML, Fetch).
///
/// Absence is never reported: no weakness follows from it. The words are compared with case; fields sent twice are
/// joined and then none of the words, as browsers have it. Parameters such as report-to are allowed on the first two.
final class CrossOriginIsolationDetector implements Detector {

    private static final Rule OPENER = new Rule(
            "Cross-Origin-Opener-Policy",
            check("coop", "Cross-Origin-Opener-Policy", "Send same-origin or same-origin-allow-popups"),
            Set.of("unsafe-none", "same-origin", "same-origin-allow-popups", "noopener-allow-popups"),
            true);
    private static final Rule EMBEDDER = new Rule(
            "Cross-Origin-Embedder-Policy",
            check("coep", "Cross-Origin-Embedder-Policy", "Send require-corp or credentialless"),
            Set.of("unsafe-none", "require-corp", "credentialless"),
            true);
    private static final Rule RESOURCE = new Rule(
            "Cross-Origin-Resource-Policy",
            check("corp", "Cross-Origin-Resource-Policy", "Send same-site, same-origin or cross-origin"),
            Set.of("same-site", "same-origin", "cross-origin"),
            false);

    private static final List<Rule> RULES = List.of(OPENER, EMBEDDER, RESOURCE);

    private record Rule(String field, Check check, Set<String> words, boolean hasParameters) {

        boolean isBroken(List<String> values) {
            if (values.isEmpty()) {
                return false;
            }
            var joined = String.join(", ", values);
            return !words.contains(hasParameters ? joined.split(";", 2)[0].strip() : joined.strip());
        }
    }

    private static Check check(String name, String field, String remediation) {
        return new Check(
                "http." + name + ".invalid",
                "HTTP Headers",
                INFO,
                field + " has a value that browsers ignore",
                "The page is as open to others as if the header were not sent.",
                remediation,
                List.of("WHATWG HTML", "WHATWG Fetch"));
    }

    @Override
    public String id() {
        return "http_cross_origin_isolation_detector";
    }

    @Override
    public List<Check> checks() {
        return RULES.stream().map(Rule::check).toList();
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var page = WebFacts.htmlPage(evidence);
        if (page.isEmpty()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>(0);
        for (var rule : RULES) {
            if (rule.isBroken(page.get().answer().header(rule.field()))) {
                var proof = page.get().header(rule.field());
                findings.add(Finding.of(rule.check(), id(), evidence, page.get().origin(), proof));
            }
        }
        return findings;
    }
}
