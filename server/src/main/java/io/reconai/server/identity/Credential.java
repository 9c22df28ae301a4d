package io.reconai.server.identity;

import java.util.Optional;
import java.util.Set;

/// What a caller showed.
public sealed interface Credential {

    /// The sign-in behind it; empty where there is none that we could end.
    default Optional<String> sessionId() {
        return switch (this) {
            case Browser(var id) -> Optional.of(id);
            case IdToken(var id) -> Optional.of(id);
            case ExternalToken _, ApiToken _ -> Optional.empty();
        };
    }

    /// The browser's cookie: the web app and nobody else.
    record Browser(String id) implements Credential {}

    /// A person's own bearer token, issued by us.
    record IdToken(String id) implements Credential {}

    /// A person's own bearer token, issued by the identity provider; it counts until it runs out.
    record ExternalToken() implements Credential {}

    /// A token for programs: bound to one workspace, with the scopes it was given.
    record ApiToken(String tokenId, String name, Set<Scope> scopes) implements Credential {

        public ApiToken {
            scopes = Set.copyOf(scopes);
        }
    }
}
