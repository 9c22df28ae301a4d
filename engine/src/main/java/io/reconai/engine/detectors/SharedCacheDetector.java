package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.web.SetCookie;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/// A page with one visitor's session or password that caches between may keep for all (RFC 9111 §3).
///
/// Without Cache-Control nothing is said: caches rarely keep answers that set cookies. Nor of a login form alone, nor
/// where caches must ask the site each time (no-cache).
final class SharedCacheDetector implements Detector {

    private static final Evaluator FILLED = Selector.evaluatorOf("input[type=password][value]");

    private static final String FIELD = "Cache-Control";
    private static final Pattern AGE = Pattern.compile("(s-maxage|max-age)=\"?(\\d{1,12})\"?");
    private static final Check SENSITIVE = new Check(
            "http.cache.sensitive",
            "HTTP Headers",
            LOW,
            "Caches may give one visitor's session to another",
            "A page that a cache between keeps goes to everybody who asks for it, its cookies included.",
            "Send Cache-Control: no-store with answers that are for one visitor",
            List.of("RFC 9111", "CWE-524"));

    @Override
    public String id() {
        return "http_shared_cache_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(SENSITIVE);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return WebFacts.page(evidence)
                .filter(page -> page.answer().status() / 100 == 2)
                .filter(page -> isForAll(page.answer().header(FIELD)))
                .flatMap(page -> ofOneVisitor(evidence, page).map(what -> finding(evidence, page, what)))
                .stream()
                .toList();
    }

    /// Whether caches that serve many may keep it.
    private static boolean isForAll(List<String> fields) {
        if (fields.isEmpty()) {
            return false;
        }
        var directives = fields.stream()
                .flatMap(field -> Stream.of(field.toLowerCase(Locale.ROOT).split(",")))
                .map(String::strip)
                .toList();
        if (directives.stream().anyMatch(SharedCacheDetector::forbids)) {
            return false;
        }
        var shared = age(directives, "s-maxage");
        return shared.isPresent()
                ? shared.get() > 0
                : directives.contains("public")
                        || age(directives, "max-age").filter(age -> age > 0).isPresent();
    }

    private static boolean forbids(String directive) {
        return directive.equals("no-store") || directive.startsWith("private") || directive.startsWith("no-cache");
    }

    private static Optional<Long> age(List<String> directives, String name) {
        return directives.stream()
                .map(AGE::matcher)
                .filter(matcher -> matcher.matches() && matcher.group(1).equals(name))
                .map(matcher -> Long.parseLong(matcher.group(2)))
                .findFirst();
    }

    /// The name of the session's cookie, or the field that holds a password; never their values.
    private static Optional<String> ofOneVisitor(Evidence evidence, WebFacts.Fact page) {
        var cookie = page.answer().header("set-cookie").stream()
                .filter(SessionCookie::isSession)
                .flatMap(field -> SetCookie.parse(field).stream())
                .filter(set -> !set.isDeletion(evidence.observedAt()))
                .map(set -> "sets the session cookie " + set.name())
                .findFirst();
        return cookie.isPresent() || !page.isHtml()
                ? cookie
                : page.select(FILLED, "password").stream()
                        .filter(field -> !field.attr("value").isBlank())
                        .map(field -> "holds a password in the field " + field.attr("name"))
                        .findFirst();
    }

    private Finding finding(Evidence evidence, WebFacts.Fact page, String what) {
        var proofs = new ArrayList<Proof>();
        proofs.add(page.header(FIELD));
        proofs.add(new Proof(page.place() + "/answer", page.exchange().url() + " " + what));
        return Finding.of(SENSITIVE, id(), evidence, page.origin(), page.header(FIELD))
                .provedBy(proofs);
    }
}
