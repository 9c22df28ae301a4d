package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Error pages made for developers, on answers that are there anyway: what is not there, and what failed.
///
/// A page that speaks of such errors is told by its status: only errors count. One finding an origin, the worst.
final class DebugPageDetector implements Detector {

    private static final Check DEBUG = new Check(
            "exposure.debug-page",
            "Exposed File",
            MEDIUM,
            "Errors are shown with what only developers need",
            "Paths, source, settings and now and then a console come with the error.",
            "Switch debugging off outside of development (DEBUG = False, APP_DEBUG=false, customErrors)",
            List.of("CWE-209", "OWASP WSTG-ERRH-01"));

    /// @param marks all of them are in the page
    record Form(String framework, Severity severity, List<String> marks) {
        Form(String framework, Severity severity, String... marks) {
            this(framework, severity, List.of(marks));
        }

        boolean isIn(String body) {
            for (var mark : marks) {
                if (!body.contains(mark)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// The graver form of a framework stands before the milder one.
    private static final List<Form> FORMS = List.of(
            new Form("Werkzeug with its console", CRITICAL, "Werkzeug", "EVALEX = true"),
            new Form("Werkzeug", MEDIUM, "Werkzeug Debugger", "EVALEX"),
            new Form("Django", HIGH, "You're seeing this error because you have <code>DEBUG = True</code>"),
            new Form("Laravel Ignition", MEDIUM, "ignition", "Illuminate\\"),
            new Form("Whoops", MEDIUM, "Whoops\\Exception"),
            new Form("Whoops", MEDIUM, "class=\"Whoops container\""),
            new Form("Rails", MEDIUM, "Action Controller: Exception caught"),
            new Form("Rails", MEDIUM, "Routing Error", "Rails.root:"),
            new Form("Spring with a trace", MEDIUM, "Whitelabel Error Page", "\tat "),
            new Form("Spring", INFO, "Whitelabel Error Page"),
            new Form("ASP.NET", MEDIUM, "Server Error in '", "' Application", "Stack Trace:"),
            new Form("Express", MEDIUM, "<pre>", "Error:", "at ", "node_modules"),
            new Form("Tomcat", MEDIUM, "Apache Tomcat", "java.lang.", "\tat "),
            new Form("Struts", MEDIUM, "Struts Problem Report"),
            new Form("Python", MEDIUM, "Traceback (most recent call last)", "File \""));

    private record Hit(WebFacts.Fact fact, Form form) {
        Proof proof() {
            return fact.body(fact.exchange().url() + ": an error page of " + form.framework());
        }

        String origin() {
            return fact.origin();
        }
    }

    @Override
    public String id() {
        return "exposure_debug_page_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(DEBUG);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        Map<String, Optional<Form>> known = new HashMap<>(); // most of what is not there is answered alike
        var hits = new ArrayList<Hit>();
        for (var fact : WebFacts.answers(evidence)) {
            if (fact.answer().status() >= 400 && fact.isOf(evidence.host())) {
                known.computeIfAbsent(fact.answer().body(), _ -> form(fact.answer()))
                        .ifPresent(form -> hits.add(new Hit(fact, form)));
            }
        }
        if (hits.isEmpty()) {
            return List.of();
        }
        return hits.stream()
                .map(Hit::origin)
                .distinct()
                .map(origin -> worst(hits, origin))
                .map(hit -> Finding.of(DEBUG, id(), evidence, hit.origin(), hit.proof())
                        .withSeverity(hit.form().severity())
                        .proved())
                .toList();
    }

    static Optional<Form> form(HttpAnswer answer) {
        for (var form : FORMS) {
            if (form.isIn(answer.body())) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    private static Hit worst(List<Hit> hits, String origin) {
        return hits.stream()
                .filter(hit -> hit.origin().equals(origin))
                .reduce((one, other) ->
                        other.form().severity().compareTo(one.form().severity()) > 0 ? other : one)
                .orElseThrow();
    }
}
