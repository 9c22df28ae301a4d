package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/// Parts of an https page that are loaded over plain http (W3C Mixed Content).
///
/// `//host/` follows the page's scheme and a link is no part; what stands in comments, noscript or template is not
/// loaded. Where the page's policy has browsers upgrade or block such parts it weighs less, and upgraded pictures
/// are no finding.
final class MixedContentDetector implements Detector {

    private static final Check ACTIVE =
            check("active", MEDIUM, "Scripts, styles, frames or forms of an https page go over plain http", "CWE-829");
    private static final Check PASSIVE =
            check("passive", INFO, "Pictures or sounds of an https page are loaded over plain http", "CWE-311");

    private static final Evaluator ACTIVE_PARTS = Selector.evaluatorOf(
            "script[src], link[rel~=(?i)(^|\\s)stylesheet(\\s|$)][href], iframe[src], object[data], embed[src],"
                    + " form[action]");
    private static final Evaluator PASSIVE_PARTS =
            Selector.evaluatorOf("img[src], audio[src], video[src], source[src]");
    private static final int MOST_PROOFS = 5;

    private static Check check(String name, Severity severity, String title, String weakness) {
        return new Check(
                "http.mixed." + name,
                "Page Content",
                severity,
                title,
                "Who is on the way can change what comes over plain http, and with a script the whole page.",
                "Load every part of the page over https",
                List.of("W3C Mixed Content", weakness));
    }

    @Override
    public String id() {
        return "http_mixed_content_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(ACTIVE, PASSIVE);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return WebFacts.htmlPage(evidence)
                .filter(page -> page.exchange().isHttps())
                .map(page -> judge(evidence, page))
                .orElse(List.of());
    }

    private List<Finding> judge(Evidence evidence, WebFacts.Fact page) {
        var active = overHttp(page, ACTIVE_PARTS);
        var passive = overHttp(page, PASSIVE_PARTS);
        if (active.isEmpty() && passive.isEmpty()) {
            return List.of();
        }
        var policies = ContentSecurityPolicyDetector.policies(page);
        var upgraded = policies.stream().anyMatch(policy -> policy.has("upgrade-insecure-requests"));
        var blocked = policies.stream().anyMatch(policy -> policy.has("block-all-mixed-content"));
        var findings = new ArrayList<Finding>();
        if (!active.isEmpty()) {
            findings.add(finding(ACTIVE, evidence, page, active).withSeverity(upgraded || blocked ? LOW : MEDIUM));
        }
        if (!passive.isEmpty() && !upgraded) {
            findings.add(finding(PASSIVE, evidence, page, passive));
        }
        return findings;
    }

    private static List<String> overHttp(WebFacts.Fact page, Evaluator parts) {
        var found = page.select(parts, "http:");
        if (found.isEmpty()) {
            return List.of();
        }
        return found.stream()
                .filter(part -> !WebFacts.isInert(part))
                .filter(part -> address(part).toLowerCase(Locale.ROOT).startsWith("http:"))
                .map(part -> part.shallowClone().outerHtml())
                .distinct()
                .limit(MOST_PROOFS)
                .toList();
    }

    private static String address(Element part) {
        return part.absUrl(
                switch (part.normalName()) {
                    case "link" -> "href";
                    case "object" -> "data";
                    case "form" -> "action";
                    default -> "src";
                });
    }

    private Finding finding(Check check, Evidence evidence, WebFacts.Fact page, List<String> parts) {
        return Finding.of(check, id(), evidence, page.origin(), page.status())
                .provedBy(parts.stream().map(page::body).toList());
    }
}
