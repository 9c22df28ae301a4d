package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.Ids;
import io.reconai.server.store.AccountStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Sign-ins: made, renewed, ended.
///
/// The secret of a sign-in is `<session id>.<random>`, in the browser's cookie or as the refresh token; the store holds
/// its SHA-256. A refresh token counts once: one that was replaced before ends the sign-in, except within a few seconds
/// of its replacement, when two windows of one browser merely asked at once.
@ApplicationScoped
class Sessions {

    static final Duration LIFETIME = Duration.ofDays(30);

    private static final Duration SAME_MOMENT = Duration.ofSeconds(10);
    private static final int SECRET_LETTERS = 48;

    private final AccountStore store;
    private final Clock clock = Clock.systemUTC();

    Sessions(AccountStore store) {
        this.store = store;
    }

    /// A sign-in and the secret that belongs to it, which is known only now.
    record Opened(Session session, String secret) {}

    Opened open(Account account, Session.Visitor from) {
        var now = now();
        store.sweep(now);
        var id = Ids.next("ses");
        var secret = id + "." + Ids.random(SECRET_LETTERS);
        var session = new Session(
                id,
                account.uid(),
                Sha256.hex(secret),
                Ids.random(SECRET_LETTERS),
                now,
                now,
                now.plus(LIFETIME),
                now,
                from);
        store.add(session);
        return new Opened(session, secret);
    }

    /// The sign-in of a secret; empty when it is none, was replaced or has run out.
    Optional<Session> bySecret(String secret) {
        return byId(secret.split("\\.", 2)[0])
                .filter(session -> MessageDigest.isEqual(
                        session.secretHash().getBytes(StandardCharsets.US_ASCII),
                        Sha256.hex(secret).getBytes(StandardCharsets.US_ASCII)));
    }

    Optional<Session> byId(String sessionId) {
        return store.findSession(sessionId, now());
    }

    /// Replaces the secret.
    ///
    /// @throws ApiException `AUTH_TOKEN_INVALID` when it does not count; a stolen and re-used one ends the sign-in
    Opened renew(String secret) {
        var known = byId(secret.split("\\.", 2)[0]);
        if (known.isPresent()) {
            var session = known.get();
            var now = now();
            var fresh = session.sessionId() + "." + Ids.random(SECRET_LETTERS);
            if (store.rotate(session.sessionId(), Sha256.hex(secret), Sha256.hex(fresh), now, now.plus(LIFETIME))) {
                return new Opened(
                        new Session(
                                session.sessionId(),
                                session.uid(),
                                Sha256.hex(fresh),
                                session.csrf(),
                                session.createdAt(),
                                now,
                                now.plus(LIFETIME),
                                now,
                                session.from()),
                        fresh);
            }
            var latest = byId(session.sessionId());
            if (latest.isPresent() && latest.get().rotatedAt().plus(SAME_MOMENT).isBefore(now)) {
                store.endSession(session.sessionId());
            }
        }
        throw new ApiException(ErrorCode.AUTH_TOKEN_INVALID, "The refresh token is not valid");
    }

    void end(String sessionId) {
        store.endSession(sessionId);
    }

    /// A person's own, the latest used first.
    List<Session> of(Account account) {
        return store.sessions(account.uid(), now());
    }

    /// The store keeps milliseconds.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
