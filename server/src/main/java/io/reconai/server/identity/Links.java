package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.Ids;
import io.reconai.server.store.LinkStore;
import io.reconai.server.system.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/// Mailed links: made, looked at, used up. Only their hash is kept, so that who reads the store can follow none.
@ApplicationScoped
class Links {

    /// 206 bits, which need no slow hash.
    private static final int SECRET_LETTERS = 40;

    private final LinkStore store;
    private final ServerSettings settings;
    private final Clock clock;

    Links(LinkStore store, ServerSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /// Makes a link to a page of the web app. The secret stands behind `#`, which browsers send to nobody.
    ///
    /// @param page such as `/reset-password`
    URI make(Link.Purpose purpose, String subject, Map<String, String> details, String page) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        store.sweep(now);
        if (purpose != Link.Purpose.REGISTRATION) { // each of these brings a password of its own
            store.removeAll(purpose, subject);
        }
        var secret = Ids.random(SECRET_LETTERS);
        store.add(Sha256.hex(secret), new Link(purpose, subject, details, now.plus(purpose.lifetime())));
        return page(page + "#token=" + secret);
    }

    /// A page of the web app, for mails.
    URI page(String path) {
        return settings.publicUrl()
                .orElseThrow(() -> new IllegalStateException("mail is sent only where the address is known"))
                .resolve(path);
    }

    /// Looks at one without using it up.
    Optional<Link> find(String secret, Link.Purpose purpose) {
        return store.find(Sha256.hex(secret), purpose, clock.instant());
    }

    /// @throws ApiException `TOKEN_LINK_INVALID`
    Link look(String secret, Link.Purpose purpose) {
        return find(secret, purpose).orElseThrow(Links::invalid);
    }

    /// @throws ApiException `TOKEN_LINK_INVALID`
    Link use(String secret, Link.Purpose purpose) {
        return store.take(Sha256.hex(secret), purpose, clock.instant()).orElseThrow(Links::invalid);
    }

    void removeAll(Link.Purpose purpose, String subject) {
        store.removeAll(purpose, subject);
    }

    static ApiException invalid() {
        return new ApiException(ErrorCode.TOKEN_LINK_INVALID, "The link was used, has run out or never was");
    }
}
