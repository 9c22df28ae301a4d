package io.reconai.engine.detectors;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.takeover.Service;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jsoup.parser.Parser;

/// What the page of a service says of a name.
final class ServicePage {

    /// A page that says that a name is nobody's is short.
    private static final int CHARS = 64 * 1024;

    private static final int EXCERPT = 120;

    private ServicePage() {}

    /// The name is nobody's.
    static boolean saysFree(Service service, Exchange exchange) {
        var answer = exchange.answered();
        if (answer.isEmpty()) {
            return false;
        }
        var body = beginning(answer.get());
        if (service.saysTaken(body)) {
            return false;
        }
        return service.saysFree(body, Parser.unescapeEntities(body, false))
                || (service.redirect() > 0 && leadsToItself(service, exchange, answer.get()));
    }

    /// The service sends visitors to its own site.
    private static boolean leadsToItself(Service service, Exchange exchange, HttpAnswer answer) {
        return answer.status() == service.redirect()
                && answer.firstHeader("location")
                        .flatMap(location -> host(exchange, location))
                        .filter(host -> service.endings().stream()
                                .flatMap(ending -> DomainName.parse(ending.text()).stream())
                                .anyMatch(own -> host.equals(own)
                                        || host.equals(own.child("www").orElse(own))))
                        .isPresent();
    }

    private static Optional<DomainName> host(Exchange exchange, String location) {
        try {
            return Optional.ofNullable(
                            exchange.uri().resolve(URI.create(location.strip())).getHost())
                    .flatMap(DomainName::parse);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /// Requests were made, and none of them tells whose the name is.
    static boolean tellsNothing(Service service, List<PointingRecord.Seen> pages) {
        return !pages.isEmpty()
                && pages.stream().allMatch(seen -> seen.exchange()
                        .answered()
                        .map(answer -> isUnclear(answer) && !service.saysTaken(beginning(answer)))
                        .orElse(true));
    }

    private static boolean isUnclear(HttpAnswer answer) {
        return answer.status() == 403 || answer.status() == 429 || answer.status() >= 500;
    }

    /// A page as somebody's site has it, not an error.
    static boolean isPlainPage(Exchange exchange) {
        return status(exchange) / 100 == 2;
    }

    /// The status of the answer; 0 where there was none.
    static int status(Exchange exchange) {
        return exchange.answered().map(HttpAnswer::status).orElse(0);
    }

    /// The words that say it.
    static String excerpt(Service service, Exchange exchange) {
        var answer = exchange.answered();
        if (answer.isEmpty()) {
            return exchange.url();
        }
        var body = beginning(answer.get());
        var decoded = Parser.unescapeEntities(body, false);
        return service.texts().stream()
                .map(List::getFirst)
                .flatMap(text -> List.of(body, decoded).stream()
                        .filter(page -> page.contains(text))
                        .map(page -> page.substring(
                                page.indexOf(text), Math.min(page.length(), page.indexOf(text) + EXCERPT))))
                .findFirst()
                .orElse(exchange.url() + " answered " + answer.get().status());
    }

    private static String beginning(HttpAnswer answer) {
        return answer.body().substring(0, Math.min(answer.body().length(), CHARS));
    }
}
