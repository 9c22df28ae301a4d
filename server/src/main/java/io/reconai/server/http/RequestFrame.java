package io.reconai.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import org.jboss.logging.MDC;

/// Runs before everything else, for every request: ids, security headers, other spellings of paths, the web app's own.
@ApplicationScoped
class RequestFrame {

    private static final String ASKED = "reconai.asked-path";
    private static final int FIRST = 1_000;
    private static final int MOST_ADDRESS_LETTERS = 8 * 1024;

    /// What lies above is let in by the framework, so that the answer can be ours; it has its own end at four times.
    private static final int MOST_HEADER_LETTERS = 16 * 1024;

    /// Paths that are not the web app's.
    private static final List<String> OURS =
            List.of("/api", "/health", "/openapi", "/docs", "/redoc", "/metrics", "/q/");

    private final ObjectMapper json;

    private final CorsPolicy cors;

    private final ClientAddress addresses;

    private final PagePolicy pages;

    RequestFrame(ObjectMapper json, CorsPolicy cors, ClientAddress addresses, PagePolicy pages) {
        this.json = json;
        this.cors = cors;
        this.addresses = addresses;
        this.pages = pages;
    }

    void register(@Observes Filters filters) {
        filters.register(this::frame, FIRST);
    }

    /// The path as the client asked for it, before it was rewritten.
    static String askedPath(RoutingContext request) {
        String asked = request.get(ASKED);
        return asked == null ? request.normalizedPath() : asked;
    }

    private void frame(RoutingContext request) {
        String asked = request.get(ASKED);
        if (asked != null) { // rewritten by us and come round again, with the headers taken off
            addHeaders(request, asked);
            request.next();
            return;
        }
        var path = request.normalizedPath();
        request.put(ASKED, path);
        addHeaders(request, path);
        if (request.request().uri().length() > MOST_ADDRESS_LETTERS) {
            refuse(request, ErrorCode.URI_TOO_LONG, "The address is too long");
            return;
        }
        if (headerLetters(request) > MOST_HEADER_LETTERS) {
            refuse(request, ErrorCode.HEADERS_TOO_LARGE, "The header block is too large");
            return;
        }
        if (CorsPolicy.isPreflight(request.request())) {
            request.response().setStatusCode(204).end();
            return;
        }
        if (path.equals("/redoc") || path.equals("/docs")) {
            request.response()
                    .setStatusCode(302)
                    .putHeader("Location", "/docs/")
                    .end();
            return;
        }
        var inner = innerPath(request, path);
        var limit = BodyLimit.of(inner);
        if (declaredLength(request) > limit) {
            var exceeded = BodyLimit.exceeded(limit);
            refuse(request, exceeded.code(), String.valueOf(exceeded.getMessage()));
            return;
        }
        if (inner.equals(path)) {
            request.next();
        } else {
            var query = request.request().query();
            request.reroute(request.request().method(), query == null ? inner : inner + "?" + query);
        }
    }

    private static long declaredLength(RoutingContext request) {
        var length = request.request().getHeader("Content-Length");
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private static long headerLetters(RoutingContext request) {
        var letters = 0L;
        for (var header : request.request().headers()) {
            letters += header.getKey().length() + header.getValue().length() + ": \r\n".length();
        }
        return letters;
    }

    private void refuse(RoutingContext request, ErrorCode code, String detail) {
        try {
            request.response()
                    .setStatusCode(code.status())
                    .putHeader("Content-Type", "application/json; charset=utf-8")
                    .end(json.writeValueAsString(ErrorAnswers.body(request, code, detail, Map.of())));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void addHeaders(RoutingContext request, String path) {
        var headers = request.response().headers();
        headers.set(RequestId.HEADER, RequestId.of(request));
        MDC.put("request_id", RequestId.of(request));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        cors.addTo(headers, request.request());
        if (path.equals("/api") || path.startsWith("/api/")) {
            headers.set("API-Version", "1");
            request.addHeadersEndHandler(_ -> storeNothingUnasked(headers));
        } else if (path.startsWith("/openapi")) {
            headers.set("Cache-Control", "public, max-age=300");
        } else {
            headers.set("Content-Security-Policy", path.startsWith("/docs") ? pages.docs() : pages.webApp());
            request.addHeadersEndHandler(_ -> letPagesChange(headers));
        }
        if (addresses.isSecure(request)) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /// What nobody has said anything about is kept by nobody.
    private static void storeNothingUnasked(MultiMap headers) {
        if (!headers.contains("Cache-Control")) {
            headers.set("Cache-Control", "no-store");
        }
    }

    /// Scripts and styles carry a sum of their content in their names; the page that names them must stay fresh.
    private static void letPagesChange(MultiMap headers) {
        var type = headers.get("Content-Type");
        if (type != null && type.startsWith("text/html")) {
            headers.set("Cache-Control", "no-cache");
        }
    }

    /// `/api/v1` is `/api`, a slash at the end means nothing, and the web app draws its own pages.
    private static String innerPath(RoutingContext request, String path) {
        var inner = path.equals("/api/v1") || path.startsWith("/api/v1/")
                ? "/api" + path.substring("/api/v1".length())
                : path;
        if (inner.startsWith("/api") && inner.length() > 1 && inner.endsWith("/")) {
            return inner.substring(0, inner.length() - 1);
        }
        var isPage = request.request().method() == HttpMethod.GET
                && !inner.equals("/")
                && inner.indexOf('.') < 0
                && OURS.stream().noneMatch(inner::startsWith);
        if (inner.equals("/") && accepts(request, "application/json")) {
            return "/api/about";
        }
        return isPage ? "/index.html" : inner;
    }

    private static boolean accepts(RoutingContext request, String type) {
        var accept = request.request().getHeader("Accept");
        return accept != null && accept.contains(type) && !accept.contains("text/html");
    }
}
