package io.reconai.server.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// An identity provider on this machine: publishes keys, signs tokens, counts who asks for keys.
final class TestProvider implements AutoCloseable {

    static final String AUDIENCE = "reconai-test";

    /// Making one takes long.
    private static final PublicJsonWebKey RSA = rsa("rsa-1");

    private static final PublicJsonWebKey EC = ec("ec-1");

    final PublicJsonWebKey rsa = RSA;
    final PublicJsonWebKey ec = EC;
    final List<JsonWebKey> published = new CopyOnWriteArrayList<>(List.of(rsa, ec));
    final AtomicInteger keyFetches = new AtomicInteger();

    /// What the configuration says, where it is not the truth.
    volatile String issuerSaid = "";

    volatile String keysSaid = "";
    volatile int status = 200;
    volatile String body = "";

    private final HttpServer server;

    TestProvider() throws IOException {
        this(0);
    }

    TestProvider(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/.well-known/openid-configuration", this::configuration);
        server.createContext("/keys", this::keys);
        server.start();
    }

    static PublicJsonWebKey rsa(String id) {
        try {
            var key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static PublicJsonWebKey ec(String id) {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(id);
            return key;
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void configuration(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                "{\"issuer\":\"" + (issuerSaid.isEmpty() ? issuer() : issuerSaid) + "\",\"jwks_uri\":\""
                        + (keysSaid.isEmpty() ? keys() : keysSaid) + "\"}");
    }

    private void keys(HttpExchange exchange) throws IOException {
        keyFetches.incrementAndGet();
        exchange.getResponseHeaders().set("Location", keys().toString());
        answer(
                exchange,
                status,
                body.isEmpty() ? new JsonWebKeySet(published).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY) : body);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    URI keys() {
        return URI.create(issuer() + "/keys");
    }

    /// What a good token says.
    JwtClaims claims(String subject, Instant now) {
        return claims(issuer(), AUDIENCE, subject, now);
    }

    static JwtClaims claims(String issuer, String audience, String subject, Instant now) {
        var claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(audience);
        claims.setSubject(subject);
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.getEpochSecond() + 3_600));
        claims.setStringClaim("email", subject + "@acme.example");
        claims.setClaim("email_verified", true);
        return claims;
    }

    String signed(JwtClaims claims) {
        return signed(claims.toJson(), rsa, "RS256", Map.of("kid", "rsa-1"));
    }

    static String signed(String payload, PublicJsonWebKey key, String algorithm, Map<String, Object> headers) {
        var signature = new JsonWebSignature();
        signature.setPayload(payload);
        signature.setKey(key.getPrivateKey());
        signature.setAlgorithmHeaderValue(algorithm);
        headers.forEach((name, value) -> signature.getHeaders().setObjectHeaderValue(name, value));
        try {
            return signature.getCompactSerialization();
        } catch (JoseException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
