package io.reconai.server.http;

import java.util.List;

/// What browsers let our pages do (Content Security Policy Level 3): use what this service serves, and ask the few
/// others that the operator's settings call for.
///
/// @param asked origins of others that the web app's scripts may ask, such as `https://accounts.example.com`
public record PagePolicy(List<String> asked) {

    private static final String OURS = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public PagePolicy {
        asked = List.copyOf(asked);
    }

    String webApp() {
        return asked.isEmpty() ? OURS : OURS + "; connect-src 'self' " + String.join(" ", asked);
    }

    /// The interactive page of the interface comes with a script in its page.
    String docs() {
        return OURS + "; script-src 'self' 'unsafe-inline'";
    }
}
