package io.reconai.engine.discovery;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Addresses of sources: the operator's base, with or without a slash at its end, and what is asked for.
final class Addresses {

    private Addresses() {}

    /// @param path without a slash in front, already encoded
    static URI of(URI base, String path) {
        var text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + path);
    }

    /// A value as part of a query.
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
