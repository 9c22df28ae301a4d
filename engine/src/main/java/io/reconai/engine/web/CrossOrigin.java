package io.reconai.engine.web;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether an answer may be read by a page of another origin, as the visitor who is signed in (CORS, Fetch §3.3).
public final class CrossOrigin {

    /// A page of a name right below the scanned domain asks for the domain's start page.
    public static final String FROM_BELOW = "domain-from-below";

    /// A page of a name that others could claim asks for it.
    public static final String FROM_NAME = "domain-from-name";

    /// A page of a stranger asks for it.
    public static final String FROM_ELSEWHERE = "domain-from-elsewhere";

    public static final String ALLOWED = "Access-Control-Allow-Origin";
    public static final String CREDENTIALS = "Access-Control-Allow-Credentials";

    private CrossOrigin() {}

    /// The origin that a request said it comes from.
    public static Optional<String> origin(Exchange made) {
        return made.requestHeaders().stream()
                .filter(header -> header.name().equalsIgnoreCase("origin"))
                .map(Header::value)
                .findFirst();
    }

    /// Whether the origin that asked may read the answer with credentials.
    public static boolean isLetIn(Exchange made) {
        return origin(made).filter(asked -> letsIn(made, asked)).isPresent();
    }

    /// Whether an origin may read the answer with credentials, whoever asked. A field sent twice lets nobody in.
    public static boolean letsIn(Exchange made, String origin) {
        return made.answered()
                .filter(answer -> answer.status() < 500)
                .filter(answer -> answer.header(ALLOWED).equals(List.of(origin)))
                .filter(CrossOrigin::allowsCredentials)
                .isPresent();
    }

    /// Whether an answer depends on who asks, for all that it says.
    public static boolean speaksOfOrigins(HttpAnswer answer) {
        return !answer.header(ALLOWED).isEmpty()
                || answer.header("vary").stream()
                        .flatMap(field ->
                                Stream.of(field.toLowerCase(Locale.ROOT).split(",")))
                        .anyMatch(field -> field.strip().equals("origin"));
    }

    /// Whether whoever is let in may send what signs the visitor in.
    public static boolean allowsCredentials(HttpAnswer answer) {
        return answer.header(CREDENTIALS).equals(List.of("true"));
    }
}
