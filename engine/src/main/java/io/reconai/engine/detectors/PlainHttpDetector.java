package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/// What should not go over plain http: everything where https is not offered, and passwords anywhere.
///
/// That https is not offered is proved by a closed or filtered port 443 or a failed handshake there; a time-out or
/// our own policy proves nothing.
final class PlainHttpDetector implements Detector {

    private static final Evaluator FORM_ELEMENT = Selector.evaluatorOf("form");

    private static final int HTTPS = 443;

    private static final Check UNAVAILABLE =
            check("http.https.unavailable", MEDIUM, "The site is offered over plain http only", "Offer https");
    private static final Check BASIC = check(
            "http.auth.basic-over-http",
            HIGH,
            "A password is asked for over plain http (HTTP authentication)",
            "Redirect to https before asking");
    private static final Check FORM = check(
            "http.form.password-over-http",
            HIGH,
            "A password field is on, or is sent to, plain http",
            "Serve the form over https and send it to https");

    private static Check check(String id, Severity severity, String title, String remediation) {
        return new Check(
                id,
                "HTTP Headers",
                severity,
                title,
                "What goes over plain http can be read and changed on its way.",
                remediation,
                List.of("CWE-319", "CWE-523"));
    }

    @Override
    public String id() {
        return "http_plain_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(UNAVAILABLE, BASIC, FORM);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        unavailable(evidence).ifPresent(findings::add);
        basic(evidence).ifPresent(findings::add);
        form(evidence).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> unavailable(Evidence evidence) {
        return WebFacts.first(evidence, "http")
                .filter(first -> first.isHtmlPage() || first.isRedirect())
                .flatMap(first -> httpsRefused(evidence)
                        .map(proof -> Finding.of(UNAVAILABLE, id(), evidence, first.origin(), first.status())
                                .provedBy(List.of(first.status(), proof))
                                .withSeverity(first.isRedirect() ? LOW : MEDIUM)));
    }

    /// The proof that nobody speaks https at the host: port 443 at every address, or the handshakes that failed.
    private static Optional<Proof> httpsRefused(Evidence evidence) {
        if (evidence.isOpen(HTTPS)) {
            return handshakeFailed(evidence);
        }
        for (var i = 0; i < evidence.otherPorts().size(); i++) {
            var group = evidence.otherPorts().get(i);
            var refuses = group.state() == PortState.CLOSED || group.state() == PortState.FILTERED;
            if (refuses && group.contains(HTTPS)) {
                return Optional.of(
                        new Proof("/other_ports/" + i, "port 443 of " + group.address() + " is " + group.state()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Proof> handshakeFailed(Evidence evidence) {
        for (var i = 0; i < evidence.tls().size(); i++) {
            var seen = evidence.tls().get(i);
            if (seen.port() == HTTPS && seen.serverName().equals(evidence.host().value())) {
                return seen.outcome() == ExchangeOutcome.TLS_FAILED
                        ? Optional.of(new Proof("/tls/" + i + "/outcome", "TLS fails on port 443: " + seen.detail()))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> basic(Evidence evidence) {
        var first = WebFacts.first(evidence, "http");
        if (first.isEmpty()) {
            return Optional.empty();
        }
        for (var fact : WebFacts.chain(evidence, first.get())) {
            if (asksInClear(fact)) {
                return Optional.of(Finding.of(BASIC, id(), evidence, fact.origin(), fact.header("www-authenticate")));
            }
        }
        return Optional.empty();
    }

    private static boolean asksInClear(WebFacts.Fact fact) {
        return !fact.exchange().isHttps()
                && fact.answer().status() == 401
                && fact.answer().header("www-authenticate").stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .anyMatch(value -> value.startsWith("basic") || value.startsWith("digest"));
    }

    private Optional<Finding> form(Evidence evidence) {
        for (var chain : WebFacts.chains(evidence)) {
            var page = chain.getLast();
            var excerpt =
                    page.isOf(evidence.host()) && page.isHtmlPage() ? sentInClear(page) : Optional.<String>empty();
            if (excerpt.isPresent()) {
                return Optional.of(Finding.of(FORM, id(), evidence, page.origin(), page.body(excerpt.get())));
            }
        }
        return Optional.empty();
    }

    /// The password field on an http page, or in a form that goes to http.
    private static Optional<String> sentInClear(WebFacts.Fact page) {
        var fields = page.select(WebFacts.PASSWORD_FIELD, "password");
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        return fields.stream()
                .filter(field -> {
                    var form = field.closest(FORM_ELEMENT);
                    var action = form == null ? "" : form.absUrl("action");
                    return !page.exchange().isHttps() || action.startsWith("http:");
                })
                .map(field -> field.outerHtml() + " on " + page.exchange().url())
                .findFirst();
    }
}
