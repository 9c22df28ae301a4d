package io.reconai.engine.observatory;

import io.reconai.engine.asset.Exchange;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The test of the way from http to https.
final class Redirection {

    private Redirection() {}

    static Outcome of(Subject subject) {
        var chain = subject.fromHttp();
        if (chain.isEmpty()) {
            return Outcome.REDIRECTION_NOT_NEEDED_NO_HTTP;
        }
        if (chain.stream().anyMatch(made -> made.isHttps() && !made.tlsVerified())) {
            return Outcome.REDIRECTION_INVALID_CERT;
        }
        var way = way(chain);
        if (way.size() == 1) {
            return Outcome.REDIRECTION_MISSING;
        }
        if (!isHttps(way.getLast())) {
            return Outcome.REDIRECTION_NOT_TO_HTTPS;
        }
        if (!isHttps(way.get(1))) {
            return Outcome.REDIRECTION_NOT_TO_HTTPS_ON_INITIAL_REDIRECTION;
        }
        return way.get(1).getHost().equalsIgnoreCase(way.getFirst().getHost())
                ? Outcome.REDIRECTION_TO_HTTPS
                : Outcome.REDIRECTION_OFF_HOST_FROM_HTTP;
    }

    /// Where the chain leads, the target of its last redirect included, which is not followed out of the scope.
    private static List<URI> way(List<Exchange> chain) {
        var way = new ArrayList<URI>();
        chain.forEach(made -> way.add(made.uri()));
        target(chain.getLast()).ifPresent(way::add);
        return way;
    }

    private static Optional<URI> target(Exchange made) {
        return made.answered()
                .filter(answer -> answer.status() / 100 == 3)
                .flatMap(answer -> answer.firstHeader("location"))
                .flatMap(location -> {
                    try {
                        return Optional.of(made.uri().resolve(location.strip()));
                    } catch (IllegalArgumentException unreadable) {
                        return Optional.empty();
                    }
                })
                .filter(target -> target.getScheme() != null && target.getHost() != null);
    }

    private static boolean isHttps(URI uri) {
        return uri.getScheme().equalsIgnoreCase("https");
    }
}
