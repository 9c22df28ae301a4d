package io.reconai.server.identity;

import io.quarkus.runtime.StartupEvent;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.system.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/// The identity provider that the operator chose, where one was.
@ApplicationScoped
public class IdentityProvider {

    private static final String FIREBASE_ISSUER = "https://securetoken.google.com/";

    private final SignInMode mode;
    private final Optional<KeyCache> keys;
    private final Optional<ExternalTokens> tokens;
    private final Optional<OidcClient> client;

    IdentityProvider(IdentitySettings settings, ServerSettings server, Clock clock) {
        mode = settings.mode();
        var policy = server.engine().dialer().policy();
        keys = switch (mode) {
            case SignInMode.Local _ -> Optional.empty();
            case SignInMode.Firebase(var _, var address, var emulated, var _) ->
                emulated
                        ? Optional.<KeyCache>empty()
                        : Optional.of(new KeyCache(HttpKeyServer.at(address, policy), clock));
            case SignInMode.Oidc(var issuer, var _, var _) ->
                Optional.of(new KeyCache(HttpKeyServer.of(issuer, policy), clock));
        };
        tokens = switch (mode) {
            case SignInMode.Local _ -> Optional.empty();
            case SignInMode.Firebase(var project, var _, var _, var _) ->
                Optional.of(keys.map(known -> ExternalTokens.signed(FIREBASE_ISSUER + project, project, known, clock))
                        .orElseGet(() -> ExternalTokens.unsigned(FIREBASE_ISSUER + project, project, clock)));
            case SignInMode.Oidc(var issuer, var audience, var _) ->
                keys.map(known -> ExternalTokens.signed(issuer, audience, known, clock));
        };
        client = mode instanceof SignInMode.Oidc oidc
                ? Optional.of(new OidcClient(oidc, new ProviderHttp(URI.create(oidc.issuer()), policy), clock))
                : Optional.empty();
    }

    /// Ourselves, where browsers sign in at the provider.
    ///
    /// @throws ApiException `RESOURCE_NOT_FOUND` in the other modes
    OidcClient client() {
        return client.orElseThrow(ApiException::notFound);
    }

    /// The first who signs in need not wait for the keys.
    void start(@Observes StartupEvent started) {
        fetchAside();
    }

    private void fetchAside() {
        keys.ifPresent(known -> Thread.ofVirtual().name("identity-keys").start(known::fetch));
    }

    /// @throws ApiException with 401, or `UPSTREAM_ERROR`
    ExternalIdentity verify(String token) {
        return tokens().verify(token);
    }

    /// Verifies a token that was made for a sign-in of ours.
    ///
    /// @throws ApiException with 401, or `UPSTREAM_ERROR`
    ExternalIdentity verify(String token, String nonce) {
        return tokens().verify(token, nonce);
    }

    private ExternalTokens tokens() {
        return tokens.orElseThrow(() -> new ApiException(ErrorCode.AUTH_TOKEN_INVALID, "The token is not valid"));
    }

    /// `not_configured`, `healthy`, or `unhealthy` while no token could be judged.
    public String firebaseHealth() {
        if (!(mode instanceof SignInMode.Firebase)) {
            return "not_configured";
        }
        if (keys.isEmpty() || keys.get().isUsable()) {
            return "healthy";
        }
        fetchAside(); // so that the next answer knows more
        return "unhealthy";
    }
}
