package io.reconai.server.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which other origins may call from a browser (Fetch standard, §3.3). Exact origins only.
///
/// Credentials are allowed, so that `*` is not: any page would act with its reader's cookie.
public final class CorsPolicy {

    /// Scheme, host and perhaps a port; no path, no upper case, no wildcard (RFC 6454 §6.2).
    private static final Pattern ORIGIN = Pattern.compile("https?://(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:\\d{1,5})?");

    private static final String METHODS = "GET, POST, PUT, PATCH, DELETE, OPTIONS, HEAD";
    private static final String ACCEPTED = "Authorization, Content-Type, Accept, X-Workspace-Id, X-CSRF-Token, "
            + "X-Request-Id, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID";
    private static final String EXPOSED = "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, "
            + "X-RateLimit-Window, Retry-After, ETag, X-Request-Id, X-Workspace-Id, API-Version, Content-Disposition, "
            + "Idempotent-Replayed, Location";
    private static final String MAX_AGE_SECONDS = "3600";

    private final Set<String> origins;

    private CorsPolicy(Set<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /// Reads origins separated by commas; empty for none.
    ///
    /// @throws IllegalArgumentException with what is wrong
    public static CorsPolicy of(String typed) {
        var origins = new LinkedHashSet<String>();
        Stream.of(typed.split(","))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .forEach(origin -> {
                    if (origin.equals("*")) {
                        throw new IllegalArgumentException(
                                "* would let every page act with its reader's cookie; name origins");
                    }
                    if (!ORIGIN.matcher(origin).matches()) {
                        throw new IllegalArgumentException(
                                "origins such as https://app.example.com, separated by commas, without a path");
                    }
                    origins.add(origin);
                });
        return new CorsPolicy(origins);
    }

    boolean allows(String origin) {
        return origins.contains(origin);
    }

    /// True for the question that browsers ask before a call; it carries no credential.
    static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    /// Adds what a browser of an allowed origin wants to read, on errors as on successes.
    void addTo(MultiMap headers, HttpServerRequest request) {
        headers.set("Vary", "Origin, Accept-Encoding");
        var origin = request.getHeader("Origin");
        if (origin == null || !allows(origin)) {
            return;
        }
        headers.set("Access-Control-Allow-Origin", origin);
        headers.set("Access-Control-Allow-Credentials", "true");
        headers.set("Access-Control-Expose-Headers", EXPOSED);
        if (isPreflight(request)) {
            headers.set("Access-Control-Allow-Methods", METHODS);
            headers.set("Access-Control-Allow-Headers", ACCEPTED);
            headers.set("Access-Control-Max-Age", MAX_AGE_SECONDS);
        }
    }
}
