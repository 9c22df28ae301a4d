package io.reconai.engine.http;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Scope;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where an answer sends to, and whether that may be followed: within the scope, over http or https, not in circles.
final class Redirect {

    private static final List<Integer> STATUSES = List.of(301, 302, 303, 307, 308);

    private Redirect() {}

    /// The absolute address that an answer redirects to; empty when it does not, or to nothing readable.
    static Optional<URI> of(Exchange exchange) {
        return exchange.answered()
                .filter(answer -> STATUSES.contains(answer.status()))
                .flatMap(answer -> answer.firstHeader("location"))
                .flatMap(location -> resolve(exchange.uri(), location));
    }

    static Optional<URI> resolve(URI base, String location) {
        try {
            var target = base.resolve(location.strip().replace(" ", "%20"));
            var path = target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
            if (target.getHost() == null || target.getScheme() == null) {
                return Optional.empty();
            }
            var port = target.getPort() > 0 ? ":" + target.getPort() : "";
            var query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
            return Optional.of(URI.create(target.getScheme().toLowerCase(Locale.ROOT) + "://"
                    + target.getHost().toLowerCase(Locale.ROOT) + port + path + query));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /// The path and query of an absolute address on a page's own origin; empty for one elsewhere.
    static Optional<String> pathWithin(URI page, String address) {
        return resolve(page, address)
                .filter(target -> Origin.of(target).equals(Origin.of(page)))
                .map(target -> target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery()));
    }

    /// Why a target is not followed; empty when it is.
    ///
    /// @param chain what was asked so far on the way to it
    static String refusal(URI target, List<Exchange> chain, Scope scope) {
        var origin = Origin.of(target);
        if (origin.isEmpty()) {
            return "the redirect leaves HTTP, not followed";
        }
        var inScope = origin.get().address().isPresent()
                ? origin.get().host().equals(chain.getFirst().host())
                : origin.get().name().filter(scope::includes).isPresent();
        if (!inScope) {
            return "the redirect leaves the scope, not followed";
        }
        return chain.stream().anyMatch(made -> made.url().equals(target.toString())) ? "the redirect loops" : "";
    }
}
