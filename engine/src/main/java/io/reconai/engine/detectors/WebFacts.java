package io.reconai.engine.detectors;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Workings;
import io.reconai.engine.web.Challenge;
import io.reconai.engine.web.HtmlPage;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/// Finds the answers of a web host in evidence together with their place, and says which of them may be judged.
///
/// Headers are judged only where the answer is the host's own: where it redirects elsewhere, the other host is
/// another asset. What protects a page is judged on pages only (2xx, 401 or 403): an error page tells little, and a
/// filter's challenge is not the site.
final class WebFacts {

    static final Evaluator PASSWORD_FIELD = Selector.evaluatorOf("input[type=password]");

    private static final Evaluator INERT = Selector.evaluatorOf("noscript, template");
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

    /// An exchange that was answered, and its place.
    record Fact(int index, Exchange exchange, HttpAnswer answer) {

        String place() {
            return "/exchanges/" + index;
        }

        /// Scheme, host and port as a browser compares them (RFC 6454 §6.2).
        String origin() {
            return WebFacts.origin(exchange.uri());
        }

        boolean isPage() {
            var isShown = answer.status() / 100 == 2 || answer.status() == 401 || answer.status() == 403;
            return isShown && !isChallenge();
        }

        boolean isChallenge() {
            return Challenge.by(answer).isPresent();
        }

        boolean isHtmlPage() {
            return isPage() && answer.status() != 204 && answer.isHtml();
        }

        boolean isRedirect() {
            return REDIRECTS.contains(answer.status())
                    && answer.firstHeader("location").isPresent();
        }

        Document html() {
            return HtmlPage.of(exchange, answer);
        }

        /// The elements of the page that fit; it is parsed only where its text has one of the marks at all, since
        /// parsing is most of the work of judging.
        ///
        /// @param marks in lower case
        Elements select(Evaluator fits, String... marks) {
            var text = HtmlPage.lower(answer);
            for (var mark : marks) {
                if (text.contains(mark)) {
                    return html().select(fits);
                }
            }
            return new Elements();
        }

        boolean hasPasswordField() {
            return answer.isHtml() && !select(PASSWORD_FIELD, "password").isEmpty();
        }

        boolean setsSessionCookie() {
            return answer.header("set-cookie").stream().anyMatch(SessionCookie::isSession);
        }

        /// Where a redirect leads, resolved against the request; empty when it leads nowhere or cannot be read.
        Optional<URI> target() {
            if (!isRedirect()) {
                return Optional.empty();
            }
            try {
                var target = exchange.uri()
                        .resolve(answer.firstHeader("location").orElse("").strip());
                return target.getScheme() == null || target.getHost() == null ? Optional.empty() : Optional.of(target);
            } catch (IllegalArgumentException malformed) {
                return Optional.empty();
            }
        }

        Proof status() {
            return new Proof(place() + "/answer/status", exchange.url() + " answered " + answer.status());
        }

        Proof title() {
            return new Proof(place() + "/answer/title", answer.title());
        }

        Proof body(String excerpt) {
            return new Proof(place() + "/answer/body", excerpt);
        }

        /// The first field of a name, as it was sent.
        Proof header(String name) {
            return header(name, _ -> true)
                    .orElseThrow(() -> new IllegalArgumentException("no such header was sent: " + name));
        }

        /// The first field of a name whose value fits, as it was sent; empty when none does.
        Optional<Proof> header(String name, Predicate<String> fits) {
            for (var at = 0; at < answer.headers().size(); at++) {
                var header = answer.headers().get(at);
                if (header.name().equalsIgnoreCase(name) && fits.test(header.value())) {
                    return Optional.of(
                            new Proof(place() + "/answer/headers/" + at, header.name() + ": " + header.value()));
                }
            }
            return Optional.empty();
        }

        /// The fields that were sent, among which one is missing.
        Proof absence(String name) {
            var sent = String.join(
                    ", ", answer.headers().stream().map(Header::name).toList());
            return new Proof(place() + "/answer/headers", "no " + name + " among: " + sent);
        }

        /// The named field as it was sent, or the proof that it was not.
        Proof headerOrAbsence(String name) {
            return answer.header(name).isEmpty() ? absence(name) : header(name);
        }
    }

    /// What most detectors ask for, found once a host.
    private record Start(
            Optional<Fact> http, Optional<Fact> https, Optional<Fact> shown, Optional<Fact> page, boolean isHtmlPage) {

        static Start of(Evidence evidence) {
            return Workings.once(Start.class, evidence, () -> find(evidence));
        }

        private static Start find(Evidence evidence) {
            var shown = evidence.page()
                    .filter(made -> evidence.host().value().equals(made.host()))
                    .flatMap(made -> fact(evidence, made));
            var page = shown.filter(fact -> !fact.isChallenge());
            return new Start(
                    evidence.httpFirst().flatMap(made -> fact(evidence, made)),
                    evidence.httpsFirst().flatMap(made -> fact(evidence, made)),
                    shown,
                    page,
                    page.filter(Fact::isHtmlPage).isPresent());
        }
    }

    /// The two chains of redirects.
    private record Chains(List<List<Fact>> all) {}

    private WebFacts() {}

    /// The host's own first answer over http or https.
    static Optional<Fact> first(Evidence evidence, String scheme) {
        var start = Start.of(evidence);
        return scheme.equals("https") ? start.https() : start.http();
    }

    /// The answers from a first request to where its redirects end, as far as they were answered.
    static List<Fact> chain(Evidence evidence, Fact first) {
        return evidence.chainOf(first.exchange()).stream()
                .flatMap(made -> fact(evidence, made).stream())
                .toList();
    }

    /// Both chains of redirects, over http and over https; those that did not begin are left out.
    static List<List<Fact>> chains(Evidence evidence) {
        return Workings.once(Chains.class, evidence, () -> new Chains(followed(evidence)))
                .all();
    }

    private static List<List<Fact>> followed(Evidence evidence) {
        return Stream.of("http", "https")
                .flatMap(scheme -> first(evidence, scheme).stream())
                .map(first -> chain(evidence, first))
                .toList();
    }

    /// The host's own answers in both chains.
    static Stream<Fact> own(Evidence evidence) {
        return chains(evidence).stream()
                .flatMap(List::stream)
                .filter(fact -> evidence.host().value().equals(fact.exchange().host()));
    }

    /// Where a visitor of the host ends up, over https where it is offered; empty when that is another host's, or a
    /// challenge.
    static Optional<Fact> page(Evidence evidence) {
        return Start.of(evidence).page();
    }

    /// The same, be it a challenge.
    static Optional<Fact> shown(Evidence evidence) {
        return Start.of(evidence).shown();
    }

    /// The page that a visitor of the host ends up on, when it is HTML that can be judged.
    static Optional<Fact> htmlPage(Evidence evidence) {
        var start = Start.of(evidence);
        return start.isHtmlPage() ? start.page() : Optional.empty();
    }

    /// The answers to one kind of probe, beyond the first page.
    static List<Fact> probed(Evidence evidence, String probe) {
        return evidence.exchanges().stream()
                .filter(made -> made.probe().equals(probe) && made.hop() == 0)
                .flatMap(made -> fact(evidence, made).stream())
                .toList();
    }

    /// Whether an element stands in what is for browsers without scripts, or in a template: it is not loaded.
    static boolean isInert(Element element) {
        return element.closest(INERT) != null;
    }

    static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT)
                + (uri.getPort() > 0 ? ":" + uri.getPort() : "");
    }

    /// An exchange with its place; empty when it was not answered.
    static Optional<Fact> fact(Evidence evidence, Exchange exchange) {
        return exchange.answered().map(answer -> new Fact(indexOf(evidence, exchange), exchange, answer));
    }

    private static int indexOf(Evidence evidence, Exchange exchange) {
        for (var i = 0; i < evidence.exchanges().size(); i++) {
            if (evidence.exchanges().get(i) == exchange) {
                return i;
            }
        }
        throw new IllegalArgumentException("not of this evidence: " + exchange.url());
    }
}
