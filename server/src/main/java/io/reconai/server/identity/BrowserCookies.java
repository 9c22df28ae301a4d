package io.reconai.server.identity;

import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.List;

/// The two cookies of a browser's sign-in: one that scripts cannot read, one that they must repeat in a header.
final class BrowserCookies {

    static final String SESSION = "reconai_session";
    static final String CSRF = "reconai_csrf";
    static final String CSRF_HEADER = "X-CSRF-Token";

    private BrowserCookies() {}

    static NewCookie[] of(Sessions.Opened opened, boolean secure) {
        return List.of(
                        cookie(SESSION, opened.secret(), true, secure, Sessions.LIFETIME),
                        cookie(CSRF, opened.session().csrf(), false, secure, Sessions.LIFETIME))
                .toArray(NewCookie[]::new);
    }

    static NewCookie[] none(boolean secure) {
        return List.of(cookie(SESSION, "", true, secure, Duration.ZERO), cookie(CSRF, "", false, secure, Duration.ZERO))
                .toArray(NewCookie[]::new);
    }

    private static NewCookie cookie(String name, String value, boolean hidden, boolean secure, Duration age) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .httpOnly(hidden)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .maxAge((int) age.toSeconds())
                .build();
    }
}
