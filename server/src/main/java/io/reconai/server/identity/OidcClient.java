package io.reconai.server.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.engine.asset.Text;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.ServerJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// This service as a client of an OpenID provider: the authorization code flow (OpenID Connect Core 1.0 §3.1) with
/// PKCE (RFC 7636). Browsers bring a code; the tokens never leave the service.
final class OidcClient {

    private static final Logger LOG = Logger.getLogger(OidcClient.class);
    private static final String SCOPE = "openid email profile";

    /// Where the provider is asked changes seldom.
    private static final Duration FRESH = Duration.ofHours(1);

    /// Beginning a sign-in needs no credential: it must not make us ask a provider that is away each time.
    private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(5);

    private final SignInMode.Oidc oidc;
    private final ProviderHttp http;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private Discovery.@Nullable Configuration known;
    private Instant knownAt = Instant.EPOCH;
    private Instant failedAt = Instant.EPOCH;

    OidcClient(SignInMode.Oidc oidc, ProviderHttp http, Clock clock) {
        this.oidc = oidc;
        this.http = http;
        this.clock = clock;
    }

    String issuer() {
        return oidc.issuer();
    }

    /// Where a browser goes to sign in.
    ///
    /// @param back where the provider sends it then, as it is registered there
    /// @throws ApiException `UPSTREAM_ERROR`
    String authorizationAddress(BegunSignIn begun, URI back) {
        try {
            var endpoint = configuration().authorizationEndpoint();
            var query = new LinkedHashMap<String, String>();
            query.put("response_type", "code");
            query.put("client_id", oidc.audience());
            query.put("redirect_uri", back.toString());
            query.put("scope", SCOPE);
            query.put("state", begun.state());
            query.put("nonce", begun.nonce());
            query.put("code_challenge", begun.challenge());
            query.put("code_challenge_method", "S256");
            return endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + form(query);
        } catch (IOException away) {
            throw away(away);
        }
    }

    /// The ID token for a code.
    ///
    /// @throws ApiException `AUTH_TOKEN_INVALID` when the provider refuses the code, `UPSTREAM_ERROR`
    String idToken(String code, BegunSignIn begun, URI back) {
        try {
            var configuration = configuration();
            var form = new LinkedHashMap<String, String>();
            form.put("grant_type", "authorization_code");
            form.put("code", code);
            form.put("redirect_uri", back.toString());
            form.put("code_verifier", begun.verifier());
            var headers = authenticate(configuration, form);
            var answer = http.post(configuration.tokenEndpoint(), form(form), headers);
            var said = ServerJson.forStore().readTree(answer.body());
            if (answer.status() == 200 && said.path("id_token").isTextual()) {
                return said.path("id_token").asText();
            }
            LOG.warnf(
                    "the identity provider gave no token status=%d error=%s description=%s",
                    answer.status(),
                    Text.quoted(said.path("error").asText()),
                    Text.quoted(said.path("error_description").asText()));
            if (answer.status() == 400 || answer.status() == 401) { // RFC 6749 §5.2: so does it refuse
                throw new ApiException(ErrorCode.AUTH_TOKEN_INVALID, "The identity provider refused the code");
            }
            throw away();
        } catch (JsonProcessingException malformed) {
            throw away(new IOException("no JSON from the token endpoint"));
        } catch (IOException away) {
            throw away(away);
        } catch (InterruptedException stopped) {
            throw stopped();
        }
    }

    /// Adds who we are (RFC 6749 §2.3.1): to the headers that it returns, or to the form.
    private Map<String, String> authenticate(Discovery.Configuration configuration, Map<String, String> form) {
        var secret = oidc.clientSecret();
        if (secret != null && !configuration.wantsSecretInForm()) {
            var both = encoded(oidc.audience()) + ":" + encoded(secret);
            return Map.of(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        }
        form.put("client_id", oidc.audience());
        if (secret != null) {
            form.put("client_secret", secret);
        }
        return Map.of();
    }

    /// One asks, the others wait for the answer, which comes within seconds or never.
    private Discovery.Configuration configuration() throws IOException {
        asking.lock();
        try {
            var now = clock.instant();
            var latest = known;
            if (latest != null && knownAt.plus(FRESH).isAfter(now)) {
                return latest;
            }
            if (failedAt.plus(BETWEEN_FAILURES).isAfter(now)) {
                throw new IOException("was away a moment ago");
            }
            return ask(now);
        } finally {
            asking.unlock();
        }
    }

    private Discovery.Configuration ask(Instant now) throws IOException {
        try {
            var fresh = new Discovery(oidc.issuer(), http).read();
            known = fresh;
            knownAt = now;
            return fresh;
        } catch (IOException away) {
            failedAt = now;
            throw away;
        } catch (InterruptedException stopped) {
            throw stopped();
        }
    }

    private static ApiException away(IOException cause) {
        LOG.warnf("the identity provider cannot be asked: %s", cause.getMessage());
        return away();
    }

    private static ApiException away() {
        return new ApiException(ErrorCode.UPSTREAM_ERROR, "The identity provider does not answer; try again soon");
    }

    private static ApiException stopped() {
        Thread.currentThread().interrupt();
        return new ApiException(ErrorCode.SERVICE_UNAVAILABLE, "The service is stopping");
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
