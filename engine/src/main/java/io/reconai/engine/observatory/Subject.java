package io.reconai.engine.observatory;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.web.HtmlPage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;

/// What the tests look at.
///
/// @param page where a visitor of the host ends up, over https where it is offered
/// @param answer of the page
/// @param fromHttp the chain of redirects from http; empty where nothing answers there
/// @param secure the answer over https; empty where there is none
/// @param verified whether the certificate was found good there
/// @param seen all answers whose cookies count
record Subject(
        Exchange page,
        HttpAnswer answer,
        List<Exchange> fromHttp,
        Optional<HttpAnswer> secure,
        boolean verified,
        List<HttpAnswer> seen) {

    Subject {
        fromHttp = List.copyOf(fromHttp);
        seen = List.copyOf(seen);
    }

    static Optional<Subject> of(Evidence evidence) {
        var page = evidence.page()
                .filter(made -> made.answered().filter(Subject::isJudged).isPresent());
        return page.map(made -> {
            var https = evidence.httpsFirst().filter(first -> first.answered().isPresent());
            var chain = evidence.chainOf(made);
            var robots = evidence.exchanges().stream()
                    .filter(other -> other.probe().equals("robots"))
                    .toList();
            return new Subject(
                    made,
                    made.answered().orElseThrow(),
                    evidence.httpFirst()
                            .filter(first -> first.answered().isPresent())
                            .map(evidence::chainOf)
                            .orElse(List.of()),
                    https.map(first -> evidence.chainOf(first).getLast())
                            .filter(Exchange::isHttps)
                            .flatMap(Exchange::answered),
                    https.filter(Exchange::tlsVerified).isPresent(),
                    Stream.concat(chain.stream(), robots.stream())
                            .flatMap(other -> other.answered().stream())
                            .toList());
        });
    }

    private static boolean isJudged(HttpAnswer answer) {
        var hundreds = answer.status() / 100;
        return hundreds == 2 || hundreds == 3 || answer.status() == 401 || answer.status() == 403;
    }

    boolean isHttps() {
        return page.isHttps();
    }

    Document html() {
        return HtmlPage.of(page, answer);
    }

    /// The contents of the page's meta elements that stand for a field.
    List<String> meta(String attribute, String value) {
        return answer.isHtml()
                ? html().select("meta[" + attribute + "=" + value + "]").eachAttr("content")
                : List.of();
    }
}
