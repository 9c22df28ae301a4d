package io.reconai.server.http;

import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/// The id under which a request is found in logs: the client's own where it is harmless, else a new one.
public final class RequestId {

    static final String HEADER = "X-Request-Id";

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /// The id of a request; the same at every call.
    public static String of(RoutingContext request) {
        String known = request.get(HEADER);
        if (known != null) {
            return known;
        }
        var sent = request.request().getHeader(HEADER);
        var id = sent != null && HARMLESS.matcher(sent).matches() ? sent : Ids.next("req");
        request.put(HEADER, id);
        return id;
    }
}
