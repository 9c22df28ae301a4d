package io.reconai.server.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.server.http.ServerJson;
import java.io.IOException;
import java.net.URI;

/// OpenID Connect Discovery 1.0: what a provider says of itself, found below its issuer.
final class Discovery {

    private final String issuer;
    private final ProviderHttp http;

    Discovery(String issuer, ProviderHttp http) {
        this.issuer = issuer;
        this.http = http;
    }

    /// Asks for it (§4); the answer must repeat the issuer to the letter.
    Configuration read() throws IOException, InterruptedException {
        var base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        var text = http.get(URI.create(base + "/.well-known/openid-configuration"));
        try {
            var said = ServerJson.forStore().readTree(text);
            if (!said.path("issuer").asText().equals(issuer)) {
                throw new IOException("the configuration is another issuer's");
            }
            return new Configuration(said);
        } catch (JsonProcessingException malformed) {
            throw new IOException("no configuration", malformed);
        }
    }

    /// What was said (§3). Each part is judged when it is needed: tokens are verified by the keys alone.
    final class Configuration {

        private final JsonNode said;

        private Configuration(JsonNode said) {
            this.said = said;
        }

        URI keys() throws IOException {
            return http.admitted(said.path("jwks_uri").asText(), "jwks_uri");
        }

        URI tokenEndpoint() throws IOException {
            return http.admitted(said.path("token_endpoint").asText(), "token_endpoint");
        }

        /// Where browsers go to sign in.
        URI authorizationEndpoint() throws IOException {
            return http.forBrowsers(said.path("authorization_endpoint").asText(), "authorization_endpoint");
        }

        /// Where nothing is said, a client's secret goes into a header (`client_secret_basic`).
        boolean wantsSecretInForm() {
            var methods = said.path("token_endpoint_auth_methods_supported");
            var hasBasic = methods.isMissingNode();
            var hasPost = false;
            for (var method : methods) {
                hasBasic |= method.asText().equals("client_secret_basic");
                hasPost |= method.asText().equals("client_secret_post");
            }
            return hasPost && !hasBasic;
        }
    }
}
