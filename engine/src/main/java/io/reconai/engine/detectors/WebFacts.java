package io.reconai.engine.detectors;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Workings;
import io.reconai.engine.web.Challenge;
import io.reconai.engine.web.HtmlPage;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/// Finds the answers of a web host in evidence together with their place, and says which of them may be judged.
///
/// Headers are judged only where the answer is the host's own: where it redirects elsewhere, the other host is
/// another asset. What protects a page is judged on pages only (2xx, 401 or 403): an error page tells little, and a
/// filter's challenge is not the site.
final class WebFacts {

    static final Evaluator PASSWORD_FIELD = Selector.evaluatorOf("input[type=password]");

    private static final Evaluator INERT = Selector.evaluatorOf("noscript, template");

    /// An exchange that was answered, and its place. There is one of an exchange while a host is judged, so that what
    /// most detectors ask of it is worked out once. For use by one thread.
    static final class Fact {
        private final int index;
        private final Exchange exchange;
        private final HttpAnswer answer;
        private @Nullable String host;
        private @Nullable URI uri;
        private @Nullable String origin;
        private @Nullable Boolean isChallenge;
        private @Nullable Boolean isHtml;
        private @Nullable URI target;
        private boolean isTargetRead;
        private @Nullable String lower;
        private final Map<String, Boolean> mentioned = new HashMap<>(8);

        private Fact(int index, Exchange exchange, HttpAnswer answer) {
            this.index = index;
            this.exchange = exchange;
            this.answer = answer;
        }

        Exchange exchange() {
            return exchange;
        }

        HttpAnswer answer() {
            return answer;
        }

        String place() {
            return "/exchanges/" + index;
        }

        /// The parsed address that was asked.
        URI uri() {
            if (uri == null) {
                uri = exchange.uri();
            }
            return uri;
        }

        /// Scheme, host and port as a browser compares them (RFC 6454 §6.2).
        String origin() {
            if (origin == null) {
                origin = WebFacts.origin(uri());
            }
            return origin;
        }

        boolean isOf(Host host) {
            if (this.host == null) {
                this.host = exchange.host();
            }
            return host.value().equals(this.host);
        }

        boolean isHtml() {
            if (isHtml == null) {
                isHtml = answer.isHtml();
            }
            return isHtml;
        }

        boolean isPage() {
            var isShown = answer.status() / 100 == 2 || answer.status() == 401 || answer.status() == 403;
            return isShown && !isChallenge();
        }

        boolean isChallenge() {
            if (isChallenge == null) {
                isChallenge = Challenge.by(answer).isPresent();
            }
            return isChallenge;
        }

        boolean isHtmlPage() {
            return isPage() && answer.status() != 204 && isHtml();
        }

        boolean isRedirect() {
            return switch (answer.status()) {
                case 301, 302, 303, 307, 308 -> answer.firstHeader("location").isPresent();
                default -> false;
            };
        }

        Document html() {
            return HtmlPage.of(exchange, answer);
        }

        /// The elements of the page that fit; it is parsed only where its text has one of the marks at all, since
        /// parsing is most of the work of judging.
        ///
        /// @param marks in lower case
        Elements select(Evaluator fits, String... marks) {
            return mentions(marks) ? html().select(fits) : new Elements();
        }

        /// Whether the page's text has one of the marks.
        ///
        /// @param marks in lower case
        boolean mentions(String... marks) {
            if (lower == null) {
                lower = HtmlPage.lower(answer);
            }
            for (var mark : marks) {
                if (mentioned.computeIfAbsent(mark, lower::contains)) {
                    return true;
                }
            }
            return false;
        }

        boolean hasPasswordField() {
            return isHtml() && !select(PASSWORD_FIELD, "password").isEmpty();
        }

        boolean setsSessionCookie() {
            for (var field : answer.header("set-cookie")) {
                if (SessionCookie.isSession(field)) {
                    return true;
                }
            }
            return false;
        }

        /// Where a redirect leads, resolved against the request; empty when it leads nowhere or cannot be read.
        Optional<URI> target() {
            if (!isTargetRead) {
                target = isRedirect() ? readTarget() : null;
                isTargetRead = true;
            }
            return Optional.ofNullable(target);
        }

        private @Nullable URI readTarget() {
            try {
                var read =
                        uri().resolve(answer.firstHeader("location").orElse("").strip());
                return read.getScheme() == null || read.getHost() == null ? null : read;
            } catch (IllegalArgumentException malformed) {
                return null;
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

    /// The answers of a host, and those that most detectors ask for, found once a host.
    private record Site(
            List<Fact> answers,
            Optional<Fact> http,
            Optional<Fact> https,
            Optional<Fact> shown,
            Optional<Fact> page,
            Optional<Fact> htmlPage,
            List<List<Fact>> chains,
            List<Fact> own) {

        static Site of(Evidence evidence) {
            return Workings.once(Site.class, evidence, () -> find(evidence));
        }

        private static Site find(Evidence evidence) {
            var answers = answers(evidence.exchanges());
            var http = evidence.httpFirst().flatMap(made -> fact(answers, made));
            var https = evidence.httpsFirst().flatMap(made -> fact(answers, made));
            var shown = evidence.page().flatMap(made -> fact(answers, made)).filter(fact -> fact.isOf(evidence.host()));
            var page = shown.filter(fact -> !fact.isChallenge());
            var chains = new ArrayList<List<Fact>>(2);
            var own = new ArrayList<Fact>();
            http.ifPresent(first -> chains.add(chain(answers, first)));
            https.ifPresent(first -> chains.add(chain(answers, first)));
            for (var chain : chains) {
                for (var fact : chain) {
                    if (fact.isOf(evidence.host())) {
                        own.add(fact);
                    }
                }
            }
            return new Site(answers, http, https, shown, page, page.filter(Fact::isHtmlPage), chains, own);
        }

        private static List<Fact> answers(List<Exchange> exchanges) {
            var answers = new ArrayList<Fact>(exchanges.size());
            for (var i = 0; i < exchanges.size(); i++) {
                var answer = exchanges.get(i).answer();
                if (answer != null) {
                    answers.add(new Fact(i, exchanges.get(i), answer));
                }
            }
            return answers;
        }

        private static Optional<Fact> fact(List<Fact> answers, Exchange exchange) {
            if (exchange.answer() == null) {
                return Optional.empty();
            }
            for (var fact : answers) {
                if (fact.exchange == exchange) {
                    return Optional.of(fact);
                }
            }
            throw new IllegalArgumentException("not of this evidence: " + exchange.url());
        }

        private static List<Fact> chain(List<Fact> answers, Fact first) {
            var chain = new ArrayList<Fact>(4);
            for (var fact : answers) {
                if (fact.exchange.chain() == first.exchange.chain()) {
                    chain.add(fact);
                }
            }
            return chain;
        }
    }

    private WebFacts() {}

    /// The host's own first answer over http or https.
    static Optional<Fact> first(Evidence evidence, String scheme) {
        var site = Site.of(evidence);
        return scheme.equals("https") ? site.https() : site.http();
    }

    /// The answers from a first request to where its redirects end, as far as they were answered.
    static List<Fact> chain(Evidence evidence, Fact first) {
        return Site.chain(Site.of(evidence).answers(), first);
    }

    /// Both chains of redirects, over http and over https; those that did not begin are left out.
    static List<List<Fact>> chains(Evidence evidence) {
        return Site.of(evidence).chains();
    }

    /// The host's own answers in both chains.
    static List<Fact> own(Evidence evidence) {
        return Site.of(evidence).own();
    }

    /// Where a visitor of the host ends up, over https where it is offered; empty when that is another host's, or a
    /// challenge.
    static Optional<Fact> page(Evidence evidence) {
        return Site.of(evidence).page();
    }

    /// The same, be it a challenge.
    static Optional<Fact> shown(Evidence evidence) {
        return Site.of(evidence).shown();
    }

    /// The page that a visitor of the host ends up on, when it is HTML that can be judged.
    static Optional<Fact> htmlPage(Evidence evidence) {
        return Site.of(evidence).htmlPage();
    }

    /// The answers to one kind of probe, beyond the first page.
    static List<Fact> probed(Evidence evidence, String probe) {
        var probed = new ArrayList<Fact>();
        for (var fact : Site.of(evidence).answers()) {
            if (fact.exchange.hop() == 0 && fact.exchange.probe().equals(probe)) {
                probed.add(fact);
            }
        }
        return probed;
    }

    /// Whether an element stands in what is for browsers without scripts, or in a template: it is not loaded.
    static boolean isInert(Element element) {
        return element.closest(INERT) != null;
    }

    static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT)
                + (uri.getPort() > 0 ? ":" + uri.getPort() : "");
    }

    /// All answers, in order.
    static List<Fact> answers(Evidence evidence) {
        return Site.of(evidence).answers();
    }

    /// An exchange with its place; empty when it was not answered.
    static Optional<Fact> fact(Evidence evidence, Exchange exchange) {
        return Site.fact(Site.of(evidence).answers(), exchange);
    }
}
