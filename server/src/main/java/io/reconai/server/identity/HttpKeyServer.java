package io.reconai.server.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.server.http.ServerJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/// Fetches keys (RFC 7517) over HTTP, found by OpenID Connect Discovery 1.0 where only the issuer is known.
///
/// The operator named one address, which is connected to as it is. Where a configuration names another host, it
/// must be reached by https, and the address policy has its say. Redirects are not followed, answers are bounded in
/// bytes and time.
final class HttpKeyServer implements KeyServer {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 512 * 1024;

    private final URI named;
    private final String issuer;
    private final AddressPolicy policy;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private HttpKeyServer(URI named, String issuer, AddressPolicy policy) {
        this.named = named;
        this.issuer = issuer;
        this.policy = policy;
    }

    /// Keys at an address that the operator named.
    static KeyServer at(URI keys, AddressPolicy policy) {
        return new HttpKeyServer(keys, "", policy);
    }

    /// Keys of an issuer, at the address that its configuration names.
    static KeyServer of(String issuer, AddressPolicy policy) {
        return new HttpKeyServer(URI.create(issuer), issuer, policy);
    }

    @Override
    public List<JsonWebKey> fetch() throws IOException, InterruptedException {
        var address = issuer.isEmpty() ? named : discovered();
        try {
            return new JsonWebKeySet(get(address)).getJsonWebKeys();
        } catch (JoseException | RuntimeException malformed) { // its parser casts what it reads
            throw new IOException("no key set", malformed);
        }
    }

    /// OpenID Connect Discovery 1.0 §4: below the issuer, which the answer must repeat to the letter.
    private URI discovered() throws IOException, InterruptedException {
        var base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        var text = get(URI.create(base + "/.well-known/openid-configuration"));
        try {
            var configuration = ServerJson.forStore().readTree(text);
            if (!configuration.path("issuer").asText().equals(issuer)) {
                throw new IOException("the configuration is another issuer's");
            }
            return admitted(new URI(configuration.path("jwks_uri").asText()));
        } catch (JsonProcessingException | URISyntaxException malformed) {
            throw new IOException("no configuration", malformed);
        }
    }

    private URI admitted(URI address) throws IOException {
        var host = address.getHost();
        if (host == null || address.getRawUserInfo() != null) {
            throw new IOException("the configuration names no address of keys");
        }
        if (host.equalsIgnoreCase(named.getHost()) && named.getScheme().equals(address.getScheme())) {
            return address;
        }
        if (!"https".equals(address.getScheme())) {
            throw new IOException("keys of another host come by https");
        }
        for (var target : InetAddress.getAllByName(host)) {
            var forbidden = policy.forbids(target);
            if (forbidden.isPresent()) {
                throw new IOException("the address policy forbids the keys' host: " + forbidden.get());
            }
        }
        return address;
    }

    private String get(URI address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .build();
        var asked = http.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), MOST_BYTES));
        try {
            var answer = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new IOException("answered " + answer.statusCode());
            }
            return answer.body();
        } catch (ExecutionException failed) {
            throw new IOException("no answer", failed.getCause());
        } catch (TimeoutException slow) {
            throw new IOException("no whole answer in time", slow);
        } finally {
            asked.cancel(true);
        }
    }
}
