package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.IpAddresses;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/// The way from http to https: missing, indirect, back again, in circles, or to inside.
///
/// A redirect is judged where it is sent, whether it was followed or not: one that leaves the scope is never followed.
final class RedirectDetector implements Detector {

    private static final Evaluator REFRESH = Selector.evaluatorOf("meta[http-equiv=refresh]");

    private static final String DIRECTLY = "Redirect every http URL to the same host on https with 301 or 308";

    private static final Check MISSING =
            check("missing", LOW, "http is not redirected to https although https is offered", DIRECTLY);
    private static final Check ENDS_IN_HTTP =
            check("ends-in-http", LOW, "The redirects from http never reach https", DIRECTLY);
    private static final Check HTTP_HOP =
            check("http-hop", INFO, "http is redirected to another http URL before https", DIRECTLY);
    private static final Check OFF_HOST_FIRST = check(
            "off-host-first",
            INFO,
            "http is redirected to another host before https of this one",
            "Go to https of the same host first, so that HSTS can be set");
    private static final Check DOWNGRADE =
            check("downgrade", MEDIUM, "A redirect leads from https back to http", "Redirect to https URLs only");
    private static final Check LOOP =
            check("loop", INFO, "The redirects lead in a circle", "End the circle: the page can never be shown");
    private static final Check PRIVATE_TARGET = check(
            "private-target",
            LOW,
            "A redirect names an internal address",
            "Redirect to the public name; proxies often pass on what the inner server calls itself");

    private static final Check BY_META = check(
            "by-meta",
            INFO,
            "http leads to https by a page and not by a redirect",
            "Redirect every http URL to the same host on https with 301 or 308: programs and forms do not follow pages");

    private static Check check(String name, Severity severity, String title, String remediation) {
        return new Check(
                "http.redirect." + name,
                "HTTP Headers",
                severity,
                title,
                "What goes over plain http can be read and changed on its way.",
                remediation,
                List.of("RFC 9110 §15.4", "CWE-319"));
    }

    @Override
    public String id() {
        return "http_redirect_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(MISSING, ENDS_IN_HTTP, HTTP_HOP, OFF_HOST_FIRST, DOWNGRADE, LOOP, PRIVATE_TARGET, BY_META);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        WebFacts.first(evidence, "http").ifPresent(first -> fromHttp(evidence, first, findings));
        for (var chain : WebFacts.chains(evidence)) {
            for (var fact : chain) {
                judge(evidence, fact, chain, findings);
            }
        }
        Map<String, Finding> byKey = new LinkedHashMap<>();
        findings.forEach(finding -> byKey.putIfAbsent(finding.id(), finding));
        return List.copyOf(byKey.values());
    }

    private void fromHttp(Evidence evidence, WebFacts.Fact first, List<Finding> findings) {
        var offersHttps = WebFacts.first(evidence, "https").isPresent();
        if (!offersHttps) {
            return;
        }
        if (first.isHtmlPage()) {
            findings.add(leadsOn(evidence, first)
                    .orElseGet(() -> finding(MISSING, evidence, first).withSeverity(atLogin(first))));
            return;
        }
        var chain = WebFacts.chain(evidence, first);
        var last = chain.getLast();
        if (chain.size() > 1 && !last.exchange().isHttps() && last.isHtmlPage()) {
            findings.add(leadsOn(evidence, last)
                    .orElseGet(() -> finding(ENDS_IN_HTTP, evidence, last).withSeverity(atLogin(last))));
        }
        first.target().ifPresent(target -> {
            var ownHost = first.uri().getHost().equalsIgnoreCase(target.getHost());
            if (target.getScheme().equalsIgnoreCase("http") && last.exchange().isHttps()) {
                findings.add(redirectFinding(HTTP_HOP, evidence, first));
            } else if (target.getScheme().equalsIgnoreCase("https") && !ownHost) {
                findings.add(redirectFinding(OFF_HOST_FIRST, evidence, first));
            }
        });
    }

    private void judge(Evidence evidence, WebFacts.Fact fact, List<WebFacts.Fact> chain, List<Finding> findings) {
        var target = fact.target();
        if (target.isEmpty()) {
            return;
        }
        if (fact.exchange().isHttps() && target.get().getScheme().equalsIgnoreCase("http")) {
            findings.add(redirectFinding(DOWNGRADE, evidence, fact));
        }
        if (closesCircle(fact, target.get(), chain)) {
            findings.add(redirectFinding(LOOP, evidence, fact));
        }
        if (isInside(target.get().getHost())) {
            findings.add(redirectFinding(PRIVATE_TARGET, evidence, fact));
        }
    }

    private Finding finding(Check check, Evidence evidence, WebFacts.Fact fact) {
        return Finding.of(check, id(), evidence, fact.origin(), fact.status());
    }

    private Finding redirectFinding(Check check, Evidence evidence, WebFacts.Fact fact) {
        return Finding.of(check, id(), evidence, fact.origin(), fact.header("location"));
    }

    private static Severity atLogin(WebFacts.Fact page) {
        return page.hasPasswordField() || page.setsSessionCookie() ? MEDIUM : LOW;
    }

    /// A page that sends the browser on by itself is a redirect, if a slow one (HTML, pragma "refresh").
    private Optional<Finding> leadsOn(Evidence evidence, WebFacts.Fact page) {
        return page.select(REFRESH, "refresh").stream()
                .map(meta -> meta.attr("content"))
                .filter(content -> content.toLowerCase(Locale.ROOT).contains("url=https:"))
                .findFirst()
                .map(content -> Finding.of(BY_META, id(), evidence, page.origin(), page.body("refresh: " + content)));
    }

    /// True when a redirect leads to where its chain already was, or the chain is as long as we follow.
    private static boolean closesCircle(WebFacts.Fact fact, URI target, List<WebFacts.Fact> chain) {
        var next = canonical(target);
        for (var earlier : chain) {
            if (canonical(earlier.uri()).equals(next)) {
                return true;
            }
            if (earlier == fact) {
                break;
            }
        }
        return false;
    }

    private static String canonical(URI uri) {
        var path = Optional.ofNullable(uri.getRawPath())
                .filter(text -> !text.isEmpty())
                .orElse("/");
        return WebFacts.origin(uri).toLowerCase(Locale.ROOT)
                + path
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    /// An address that is not public, or a name without a dot, which only an inner network resolves.
    private static boolean isInside(String host) {
        var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return IpAddresses.parse(bare)
                .map(address -> AddressPolicy.publicOnly().forbids(address).isPresent())
                .orElse(!bare.contains("."));
    }
}
