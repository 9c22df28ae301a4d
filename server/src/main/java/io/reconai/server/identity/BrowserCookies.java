package io.reconai.server.identity;

import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.List;

/// The two cookies of a browser's sign-in: one that scripts cannot read, one that they must repeat in a header. And one
/// for the minutes in which somebody is at the identity provider.
final class BrowserCookies {

    static final String SESSION = "reconai_session";
    static final String CSRF = "reconai_csrf";
    static final String CSRF_HEADER = "X-CSRF-Token";
    static final String BEGUN = "reconai_sign_in";

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

    /// Comes back with the browser that the provider sends, which is another site: hence `Lax`.
    static NewCookie begun(String sealed, boolean secure, Duration age) {
        return new NewCookie.Builder(BEGUN)
                .value(sealed)
                .path(OidcResource.PATH)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge((int) age.toSeconds())
                .build();
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
