package io.reconai.server.identity;

import io.reconai.server.http.Ids;
import java.time.Instant;
import java.util.Optional;

/// A sign-in at the identity provider that a browser has begun; it carries this, sealed, until it comes back.
///
/// @param state what the provider must hand back with the browser (RFC 6749 §10.12)
/// @param nonce what its token must repeat (OpenID Connect Core 1.0 §3.1.2.1)
/// @param verifier what shows that the code is for us (RFC 7636 §4.1)
/// @param page where the person wants to go
record BegunSignIn(String state, String nonce, String verifier, Instant until, String page) {

    private static final int SECRET_LETTERS = 48;
    private static final int PARTS = 5;

    static BegunSignIn toward(String page, Instant until) {
        return new BegunSignIn(
                Ids.random(SECRET_LETTERS), Ids.random(SECRET_LETTERS), Ids.random(SECRET_LETTERS), until, page);
    }

    /// The other side of the verifier (RFC 7636 §4.2, S256).
    String challenge() {
        return Sha256.base64Url(verifier);
    }

    /// One line for each part.
    String text() {
        return String.join("\n", state, nonce, verifier, String.valueOf(until.getEpochSecond()), page);
    }

    /// Empty for what none of ours wrote.
    static Optional<BegunSignIn> parse(String text) {
        var parts = text.split("\n", -1);
        return parts.length == PARTS
                ? Optional.of(new BegunSignIn(
                        parts[0], parts[1], parts[2], Instant.ofEpochSecond(Long.parseLong(parts[3])), parts[4]))
                : Optional.empty();
    }
}
