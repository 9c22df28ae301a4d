package io.reconai.server.identity;

import java.util.Set;

/// What a caller showed.
public sealed interface Credential {

    /// The browser's cookie: the web app and nobody else.
    record Browser(String sessionId) implements Credential {}

    /// A person's own bearer token.
    record IdToken(String sessionId) implements Credential {}

    /// A token for programs: bound to one workspace, with the scopes it was given.
    record ApiToken(String tokenId, Set<Scope> scopes) implements Credential {

        public ApiToken {
            scopes = Set.copyOf(scopes);
        }
    }
}
