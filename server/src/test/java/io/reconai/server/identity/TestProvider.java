package io.reconai.server.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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

/// An identity provider on this machine: publishes keys, signs tokens, counts who asks for keys; lets people sign in at
/// once and gives their tokens for a code, as RFC 6749 and RFC 7636 want it.
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

    /// How clients may show who they are; where nothing is said, by a header.
    volatile String authentication = "";

    /// What the token endpoint answers, where it is not what it should.
    volatile int tokenStatus = 200;

    volatile String tokenBody = "";

    /// Who asked for the last token: the header, and what the form said of it.
    volatile String client = "";

    private final Map<String, Granted> codes = new ConcurrentHashMap<>();

    /// What a code stands for, once.
    private record Granted(String token, String challenge, String back) {}

    private final HttpServer server;

    TestProvider() throws IOException {
        this(0);
    }

    TestProvider(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/.well-known/openid-configuration", this::configuration);
        server.createContext("/keys", this::keys);
        server.createContext("/token", this::token);
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
                        + (keysSaid.isEmpty() ? keys() : keysSaid) + "\",\"authorization_endpoint\":\"" + issuer()
                        + "/authorize?tenant=acme\",\"token_endpoint\":\"" + issuer() + "/token\""
                        + (authentication.isEmpty()
                                ? ""
                                : ",\"token_endpoint_auth_methods_supported\":[\"" + authentication + "\"]")
                        + "}");
    }

    /// Lets somebody in who was sent here, and gives the address to which the browser goes back.
    ///
    /// @param token what the code that goes with it can be exchanged for
    URI allow(URI asked, String token) {
        var code = "code-" + UUID.randomUUID();
        var back = parameter(asked, "redirect_uri");
        codes.put(code, new Granted(token, parameter(asked, "code_challenge"), back));
        return URI.create(back + "?code=" + code + "&state=" + parameter(asked, "state") + "&session_state=1");
    }

    static String parameter(URI address, String name) {
        return field(address.getRawQuery(), name);
    }

    private static String field(String form, String name) {
        return Stream.of(form.split("&"))
                .filter(field -> field.startsWith(name + "="))
                .map(field -> URLDecoder.decode(field.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    private void token(HttpExchange exchange) throws IOException {
        var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        client = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "") + "|"
                + field(form, "client_id") + "|" + field(form, "client_secret");
        if (tokenStatus != 200 || !tokenBody.isEmpty()) {
            exchange.getResponseHeaders().set("Location", issuer() + "/token");
            answer(exchange, tokenStatus, tokenBody);
            return;
        }
        var granted = codes.remove(field(form, "code"));
        var isTheirs = granted != null
                && field(form, "grant_type").equals("authorization_code")
                && field(form, "redirect_uri").equals(granted.back())
                && challenge(field(form, "code_verifier")).equals(granted.challenge());
        if (isTheirs) {
            answer(exchange, 200, "{\"token_type\":\"Bearer\",\"id_token\":\"" + granted.token() + "\"}");
        } else {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
        }
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
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
