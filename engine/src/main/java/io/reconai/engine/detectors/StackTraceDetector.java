package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.HttpAnswer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Traces of the program's calls in errors (CWE-209), on answers that are there anyway.
///
/// Only failures of the server count (5xx), and other errors where they are no page: a page that shows a trace may be
/// an article about one. What [DebugPageDetector] knows as a framework's own page is said there.
final class StackTraceDetector implements Detector {

    private static final Check TRACE = new Check(
            "http.disclosure.stack-trace",
            "Page Content",
            LOW,
            "An error shows the program's calls",
            "Names of classes, files and libraries tell an attacker how the program is made and where it breaks.",
            "Log errors on the server and answer with a page that says only that something failed",
            List.of("CWE-209", "OWASP WSTG-ERRH-02"));

    /// @param mark stands in every trace of the language; without it the pattern is not tried
    /// @param frames as many make a trace
    private record Form(String language, String mark, int frames, Pattern frame) {
        Form(String language, String mark, int frames, String frame) {
            this(language, mark, frames, Pattern.compile(frame));
        }

        /// The first frame, where there are enough.
        Optional<String> in(String body) {
            if (!body.contains(mark)) {
                return Optional.empty();
            }
            var found = frame.matcher(body).results().limit(frames).toList();
            return found.size() < frames
                    ? Optional.empty()
                    : Optional.of(found.getFirst().group());
        }
    }

    private static final List<Form> FORMS = List.of(
            new Form(
                    "Java",
                    "at ",
                    2,
                    "\\bat (?:[\\w.@-]{1,60}/)?[\\w$.<>]{3,200}\\([\\w$-]{1,100}\\.(?:java|kt|scala|groovy):\\d{1,6}\\)"),
            new Form(
                    ".NET",
                    ":line ",
                    1,
                    "\\bat [\\w.<>`$\\[\\]+]{3,200}\\([^()\\n]{0,200}\\) in [^\\n]{1,200}?:line \\d{1,6}"),
            new Form(
                    ".NET",
                    "at System.",
                    2,
                    "\\bat (?:System|Microsoft)\\.[\\w.<>`$\\[\\]+]{3,200}\\([^()\\n]{0,200}\\)"),
            new Form("PHP", ".php(", 2, "#\\d{1,3} (?:/|[A-Z]:\\\\)[^\\s(<]{1,200}\\.php\\(\\d{1,6}\\): "),
            new Form(
                    "PHP",
                    "on line ",
                    1,
                    "(?:Fatal|Parse) error(?:</b>)?: {1,4}[^\\n]{1,300}? in (?:<b>)?(?:/|[A-Z]:\\\\)[^\\s<]{1,200}\\.php(?:</b>)? on line (?:<b>)?\\d{1,6}"),
            new Form("Ruby", ".rb:", 2, "(?<![\\w./-])[\\w./-]{1,200}\\.rb:\\d{1,6}:in [`'][^'\\n]{1,100}'"),
            new Form(
                    "Node.js",
                    "at ",
                    2,
                    "\\bat (?:[^()\\n<]{1,100} \\()?(?:file://)?(?:/|[A-Z]:\\\\|node:)[^\\s():]{1,200}:\\d{1,6}:\\d{1,6}"),
            new Form("Go", "goroutine ", 1, "goroutine \\d{1,9} \\[running\\]:"));

    @Override
    public String id() {
        return "http_stack_trace_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(TRACE);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        Map<String, Optional<String>> known = new HashMap<>(); // most of what fails is answered alike
        Map<String, Finding> byOrigin = new LinkedHashMap<>();
        for (var fact : WebFacts.answers(evidence)) {
            if (isFailure(fact) && fact.isOf(evidence.host())) {
                known.computeIfAbsent(fact.answer().body(), _ -> trace(fact.answer()))
                        .map(shown -> fact.body(fact.exchange().url() + ": " + shown))
                        .ifPresent(proof -> byOrigin.putIfAbsent(
                                fact.origin(),
                                Finding.of(TRACE, id(), evidence, fact.origin(), proof)
                                        .proved()));
            }
        }
        return List.copyOf(byOrigin.values());
    }

    private static Optional<String> trace(HttpAnswer answer) {
        return DebugPageDetector.form(answer).isPresent()
                ? Optional.empty()
                : FORMS.stream()
                        .flatMap(form -> form.in(answer.body()).map(frame -> form.language() + ", " + frame).stream())
                        .findFirst();
    }

    private static boolean isFailure(WebFacts.Fact fact) {
        var status = fact.answer().status();
        return status >= 500 || status >= 400 && !fact.isHtml();
    }
}
