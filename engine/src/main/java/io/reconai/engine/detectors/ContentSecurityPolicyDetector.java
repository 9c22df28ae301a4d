package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.Workings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/// A content security policy that is absent, only reported, unreadable or lets any script run (CSP Level 3).
///
/// Several policies apply together, so a hole is one only where every policy has it. Judged as browsers do: what is
/// there for old browsers beside a nonce is no hole. A page without scripts and forms that is shorter than 1 KiB has
/// nothing to protect. Of styles something is said only where scripts are limited. A directive that comes again with
/// the same sources does no harm; with others, its author meant something that does not happen (§2.2.1).
final class ContentSecurityPolicyDetector implements Detector {

    private static final Evaluator SCRIPT_OR_FORM = Selector.evaluatorOf("script, form");

    private static final Evaluator META = Selector.evaluatorOf("meta[http-equiv=content-security-policy]");

    private static final Evaluator HEAD = Selector.evaluatorOf("head");

    private static final String FIELD = "Content-Security-Policy";
    private static final String REPORT_ONLY_FIELD = "Content-Security-Policy-Report-Only";
    private static final int TINY_PAGE = 1_024;

    private static final Check MISSING = check(
            "missing",
            LOW,
            "No content security policy",
            "Start with a report-only policy, then enforce one by nonces or hashes");
    private static final Check REPORT_ONLY =
            check("report-only", INFO, "The content security policy is only reported", "Enforce it");
    private static final Check INVALID =
            check("invalid", LOW, "The content security policy has no effect", "Correct its directives");
    private static final Check WEAK = check(
            "weak-script-src",
            LOW,
            "The content security policy lets any script run",
            "Name scripts by nonces or hashes");
    private static final Check EVAL =
            check("unsafe-eval", INFO, "The content security policy allows eval", "Do without 'unsafe-eval'");
    private static final Check OBJECTS =
            check("no-object-src", INFO, "The content security policy leaves plug-ins open", "Add object-src 'none'");
    private static final Check BASE = check(
            "no-base-uri", INFO, "The content security policy leaves the base address open", "Add base-uri 'none'");
    private static final Check HTTP_SOURCE =
            check("http-source", LOW, "The content security policy trusts plain http sources", "Name sources by https");

    private static final Check LIBRARIES = check(
            "bypass-host",
            INFO,
            "The content security policy trusts a host with everybody's scripts",
            "Name scripts by nonces or hashes, or keep libraries on the own host");

    private static final Check DUPLICATE = check(
            "duplicate-directive",
            INFO,
            "The content security policy has a directive twice",
            "Write each directive once, with all of its sources: browsers take the first and ignore the others");

    private static final Check STYLES = check(
                    "style-unsafe",
                    INFO,
                    "The content security policy lets any style apply",
                    "Name styles by nonces or hashes")
            .asHidden();

    /// Those of a page's header, and all of a page.
    private record Policies(List<CspPolicy> ofHeader, List<CspPolicy> all) {
        Policies {
            ofHeader = List.copyOf(ofHeader);
            all = List.copyOf(all);
        }
    }

    private static Check check(String name, Severity severity, String title, String remediation) {
        return new Check(
                "http.csp." + name,
                "HTTP Headers",
                severity,
                title,
                "A policy is the second line of defence against scripts that others smuggle into the page.",
                remediation,
                List.of("W3C CSP Level 3", "CWE-1021", "CWE-79"));
    }

    @Override
    public String id() {
        return "http_csp_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(
                MISSING, REPORT_ONLY, INVALID, WEAK, EVAL, OBJECTS, BASE, HTTP_SOURCE, LIBRARIES, DUPLICATE, STYLES);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return WebFacts.htmlPage(evidence).map(page -> judge(evidence, page)).orElse(List.of());
    }

    private List<Finding> judge(Evidence evidence, WebFacts.Fact page) {
        var policies = policies(page);
        if (policies.isEmpty()) {
            return judgeAbsence(evidence, page);
        }
        var effective = new ArrayList<CspPolicy>(policies.size());
        for (var policy : policies) {
            if (!policy.isVoid()) {
                effective.add(policy);
            }
        }
        if (effective.isEmpty()) {
            return List.of(finding(INVALID, evidence, page));
        }
        var findings = new ArrayList<Finding>();
        report(WEAK, CspPolicy::allowsAnyScript, effective, evidence, page, findings);
        if (findings.isEmpty()) { // where any script may run, no host matters
            report(STYLES, CspPolicy::allowsAnyStyle, effective, evidence, page, findings);
            report(LIBRARIES, CspPolicy::trustsLibraryHost, effective, evidence, page, findings);
        }
        report(EVAL, CspPolicy::allowsEval, effective, evidence, page, findings);
        report(OBJECTS, CspPolicy::leavesObjectsOpen, effective, evidence, page, findings);
        report(BASE, CspPolicy::needsBaseUri, effective, evidence, page, findings);
        if (page.exchange().isHttps() && haveAll(effective, CspPolicy::namesHttpSource)) {
            var upgraded = effective.stream().anyMatch(policy -> policy.has("upgrade-insecure-requests"));
            findings.add(finding(HTTP_SOURCE, evidence, page).withSeverity(upgraded ? INFO : LOW));
        }
        if (!haveAll(effective, policy -> policy.ignored().isEmpty())) {
            findings.add(finding(DUPLICATE, evidence, page));
        }
        return findings;
    }

    private List<Finding> judgeAbsence(Evidence evidence, WebFacts.Fact page) {
        var reported = !page.answer().header(REPORT_ONLY_FIELD).isEmpty();
        if (reported) {
            return List.of(Finding.of(REPORT_ONLY, id(), evidence, page.origin(), page.header(REPORT_ONLY_FIELD)));
        }
        var isBare = page.answer().body().length() < TINY_PAGE
                && page.select(SCRIPT_OR_FORM, "<script", "<form").isEmpty();
        return isBare
                ? List.of()
                : List.of(finding(MISSING, evidence, page).withSeverity(page.hasPasswordField() ? MEDIUM : LOW));
    }

    private void report(
            Check check,
            Predicate<CspPolicy> hole,
            List<CspPolicy> policies,
            Evidence evidence,
            WebFacts.Fact page,
            List<Finding> findings) {
        if (haveAll(policies, hole)) {
            findings.add(finding(check, evidence, page));
        }
    }

    /// By hand, since every page's policies are asked a dozen questions.
    private static boolean haveAll(List<CspPolicy> policies, Predicate<CspPolicy> hole) {
        for (var policy : policies) {
            if (!hole.test(policy)) {
                return false;
            }
        }
        return true;
    }

    private Finding finding(Check check, Evidence evidence, WebFacts.Fact page) {
        return Finding.of(check, id(), evidence, page.origin(), page.headerOrAbsence(FIELD));
    }

    /// Those of the header first, then those of the page's head.
    static List<CspPolicy> policies(WebFacts.Fact page) {
        return read(page).all();
    }

    /// Those of the header: what a meta element says of frames is ignored.
    static List<CspPolicy> policiesOfHeader(WebFacts.Fact page) {
        return read(page).ofHeader();
    }

    private static Policies read(WebFacts.Fact page) {
        return Workings.once(Policies.class, page.exchange(), () -> {
            var ofHeader = CspPolicy.ofHeaders(page.answer().header(FIELD));
            return new Policies(ofHeader, withMeta(ofHeader, page));
        });
    }

    private static List<CspPolicy> withMeta(List<CspPolicy> ofHeader, WebFacts.Fact page) {
        var metas = page.select(META, "content-security-policy");
        if (metas.isEmpty()) {
            return ofHeader;
        }
        var policies = new ArrayList<>(ofHeader);
        for (var meta : metas) {
            if (meta.closest(HEAD) != null) {
                policies.add(CspPolicy.ofMeta(meta.attr("content")));
            }
        }
        return policies;
    }
}
