package io.reconai.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.net.AddressPolicy;
import io.reconai.server.MovableClock;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// No forged token is accepted, no valid one refused.
class ExternalTokensTest {

    private final MovableClock clock = new MovableClock();
    private TestProvider provider;
    private KeyCache keys;
    private ExternalTokens tokens;

    ExternalTokensTest() throws Exception {
        provider = new TestProvider();
        keys = new KeyCache(HttpKeyServer.of(provider.issuer(), AddressPolicy.publicOnly()), clock);
        tokens = ExternalTokens.signed(provider.issuer(), TestProvider.AUDIENCE, keys, clock);
    }

    @BeforeEach
    void know() {
        keys.fetch();
        assertThat(provider.keyFetches).hasValue(1);
        clock.advance(Duration.ofMinutes(2)); // an unknown key could be looked for
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private JwtClaims claims() {
        return provider.claims("ana", clock.instant());
    }

    private static void refused(Runnable verifying, ErrorCode code) {
        assertThatThrownBy(verifying::run).isInstanceOfSatisfying(ApiException.class, error -> assertThat(error.code())
                .isEqualTo(code));
    }

    @Test
    void acceptsWhatTheProviderSigned() {
        var said = claims();
        said.setStringClaim("name", "Ana");
        said.setStringClaim("picture", "https://pictures.example/ana.png");
        var identity = tokens.verify(provider.signed(said));
        assertThat(identity.subject()).isEqualTo("ana");
        assertThat(identity.email()).contains("ana@acme.example");
        assertThat(identity.isEmailVerified()).isTrue();
        assertThat(identity.name()).contains("Ana");
        assertThat(identity.picture()).contains("https://pictures.example/ana.png");

        var byCurve = TestProvider.signed(said.toJson(), provider.ec, "ES256", Map.of("kid", "ec-1", "typ", "JWT"));
        assertThat(tokens.verify(byCurve).subject()).isEqualTo("ana");
        var unnamed = TestProvider.signed(said.toJson(), provider.ec, "ES256", Map.of());
        assertThat(tokens.verify(unnamed).subject())
                .as("the only key of its kind")
                .isEqualTo("ana");
        var thumbed = TestProvider.signed(said.toJson(), provider.rsa, "RS256", Map.of("kid", "rsa-1", "x5t", "abc"));
        assertThat(tokens.verify(thumbed).subject()).isEqualTo("ana");
        said.setAudience("somebody else", TestProvider.AUDIENCE);
        assertThat(tokens.verify(provider.signed(said)).subject()).isEqualTo("ana");
        assertThat(provider.keyFetches).hasValue(1);
    }

    static Stream<Arguments> wrongClaims() {
        return Stream.of(
                claim("another issuer", (claims, _) -> claims.setIssuer("https://evil.example")),
                claim("the issuer with a slash", (claims, _) -> claims.setIssuer(issuer(claims) + "/")),
                claim("no issuer", (claims, _) -> claims.unsetClaim("iss")),
                claim("another audience", (claims, _) -> claims.setAudience("somebody else")),
                claim("no audience", (claims, _) -> claims.unsetClaim("aud")),
                claim("no end", (claims, _) -> claims.unsetClaim("exp")),
                claim("no beginning", (claims, _) -> claims.unsetClaim("iat")),
                claim("nobody", (claims, _) -> claims.unsetClaim("sub")),
                claim("an empty subject", (claims, _) -> claims.setSubject("")),
                claim("a subject with a line", (claims, _) -> claims.setSubject("ana\r\nX: y")),
                claim("a subject like a workspace", (claims, _) -> claims.setSubject("wsp_0")),
                claim("a long subject", (claims, _) -> claims.setSubject("a".repeat(129))),
                claim("not yet valid", (claims, now) -> claims.setNotBefore(NumericDate.fromSeconds(now + 61))),
                claim("issued in the future", (claims, now) -> claims.setIssuedAt(NumericDate.fromSeconds(now + 61))),
                claim("signed in in the future", (claims, now) -> claims.setClaim("auth_time", now + 61)),
                claim("an end in words", (claims, _) -> claims.setClaim("exp", "tomorrow")));
    }

    private static String issuer(JwtClaims claims) {
        return String.valueOf(claims.getClaimValue("iss"));
    }

    private static Arguments claim(String why, BiConsumer<JwtClaims, Long> change) {
        return Arguments.of(why, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void wrongClaims(String why, BiConsumer<JwtClaims, Long> change) {
        var claims = claims();
        change.accept(claims, clock.instant().getEpochSecond());
        refused(() -> tokens.verify(provider.signed(claims)), ErrorCode.AUTH_TOKEN_INVALID);
        // The same with a key that nobody has is refused before anybody is asked for it.
        var strange = TestProvider.signed(claims.toJson(), provider.rsa, "RS256", Map.of("kid", "unknown"));
        var fetchesBefore = provider.keyFetches.get();
        assertThatThrownBy(() -> tokens.verify(strange)).isInstanceOf(ApiException.class);
        if (!why.contains("subject") && !why.contains("future")) {
            assertThat(provider.keyFetches).hasValue(fetchesBefore);
        }
    }

    @ParameterizedTest
    @CsvSource({"exp, -59", "nbf, 59", "iat, 59", "auth_time, 59"})
    void clocksMayDifferByAMinute(String claim, long seconds) {
        var now = clock.instant().getEpochSecond();
        var claims = claims();
        if (seconds < 0) {
            claims.setIssuedAt(NumericDate.fromSeconds(now - 3_600));
        }
        claims.setClaim(claim, now + seconds);
        assertThat(tokens.verify(provider.signed(claims)).subject()).isEqualTo("ana");
    }

    @Test
    void anExpiredOneIsSaidToBe() {
        var claims = claims();
        var now = clock.instant().getEpochSecond();
        claims.setIssuedAt(NumericDate.fromSeconds(now - 4_000));
        claims.setExpirationTime(NumericDate.fromSeconds(now - 61));
        refused(() -> tokens.verify(provider.signed(claims)), ErrorCode.AUTH_TOKEN_EXPIRED);
        var forged = TestProvider.signed(claims.toJson(), TestProvider.rsa("rsa-1"), "RS256", Map.of("kid", "rsa-1"));
        assertThatThrownBy(() -> tokens.verify(forged)).isInstanceOf(ApiException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS256", "HS512", "RS512", "PS256", "ES384", "EdDSA"})
    void refusesOtherAlgorithms(String algorithm) {
        for (var signature : new String[] {"", "c2ln"}) {
            var token = encoded("{\"alg\":\"" + algorithm + "\",\"kid\":\"rsa-1\"}") + "." + encoded(claims().toJson())
                    + "." + signature;
            refused(() -> tokens.verify(token), ErrorCode.AUTH_TOKEN_INVALID);
        }
        assertThat(provider.keyFetches).hasValue(1);
    }

    /// A public key is known to everybody: as the secret of a checksum it must prove nothing.
    @Test
    void refusesPublicKeysAsSecrets() throws Exception {
        for (PublicJsonWebKey key : new PublicJsonWebKey[] {provider.rsa, provider.ec}) {
            var der = key.getPublicKey().getEncoded();
            var pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
            var json = key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
            for (var secret :
                    new byte[][] {der, pem.getBytes(StandardCharsets.US_ASCII), json.getBytes(StandardCharsets.US_ASCII)
                    }) {
                for (var named : new String[] {"HS256", "RS256", "ES256"}) {
                    var signedPart = encoded("{\"alg\":\"" + named + "\",\"kid\":\"" + key.getKeyId() + "\"}") + "."
                            + encoded(claims().toJson());
                    var mac = Mac.getInstance("HmacSHA256");
                    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                    var token = signedPart + "."
                            + Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(mac.doFinal(signedPart.getBytes(StandardCharsets.US_ASCII)));
                    refused(() -> tokens.verify(token), ErrorCode.AUTH_TOKEN_INVALID);
                }
            }
        }
    }

    /// A token that brings its own key, or says where to find one, or how it is to be read.
    @ParameterizedTest
    @ValueSource(strings = {"jwk", "jku", "x5u", "x5c", "crit", "zip", "cty", "enc"})
    void refusesHeadersThatSteer(String header) throws Exception {
        var thief = TestProvider.rsa("thief");
        Object value =
                switch (header) {
                    case "jwk" -> thief.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
                    case "x5c" -> List.of("MIIB");
                    case "crit" -> List.of("exp");
                    case "cty" -> "JWT";
                    default -> provider.keys().toString();
                };
        var forged = TestProvider.signed(claims().toJson(), thief, "RS256", Map.of("kid", "thief", header, value));
        refused(() -> tokens.verify(forged), ErrorCode.AUTH_TOKEN_INVALID);
        assertThat(provider.keyFetches).hasValue(1);
        if (!header.equals("crit")) {
            var good = TestProvider.signed(
                    claims().toJson(), provider.rsa, "RS256", Map.of("kid", "rsa-1", header, value));
            refused(() -> tokens.verify(good), ErrorCode.AUTH_TOKEN_INVALID);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../../dev/null",
                "rsa-1' OR '1'='1",
                "http://127.0.0.1/keys",
                "RSA-1",
                "rsa-1 ",
                "ec-1",
                "\u0000"
            })
    void aKeyIsFoundByItsExactNameAndKind(String id) {
        var token = TestProvider.signed(claims().toJson(), provider.rsa, "RS256", Map.of("kid", id));
        refused(() -> tokens.verify(token), ErrorCode.AUTH_TOKEN_INVALID);
    }

    @Test
    void refusesOtherForms() {
        var good = provider.signed(claims());
        var parts = good.split("\\.");
        var nested = TestProvider.signed(good, provider.rsa, "RS256", Map.of("kid", "rsa-1"));
        var numbered = encoded("{\"alg\":\"RS256\",\"kid\":1}") + "." + parts[1] + "." + parts[2];
        var twice = encoded("{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"rsa-1\"}") + "." + parts[1] + "." + parts[2];
        var listed = encoded("{\"alg\":[\"RS256\"],\"kid\":\"rsa-1\"}") + "." + parts[1] + "." + parts[2];
        var long1 = claims();
        long1.setStringClaim("padding", "x".repeat(9_000));
        for (var token : new String[] {
            "",
            ".",
            "..",
            "...",
            "a.b.c",
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1],
            good + ".",
            good + ".x.y",
            parts[0] + "." + encoded(claims().toJson().replace("ana", "bob")) + "." + parts[2],
            parts[0] + "." + encoded("[]") + "." + parts[2],
            parts[0] + "." + encoded("{") + "." + parts[2],
            encoded("null") + "." + parts[1] + "." + parts[2],
            encoded("[1]") + "." + parts[1] + "." + parts[2],
            nested,
            numbered,
            twice,
            listed,
            provider.signed(long1),
            "{\"payload\":\"" + parts[1] + "\"}",
            "\u0000".repeat(100),
            "a".repeat(1_000_000)
        }) {
            refused(() -> tokens.verify(token), ErrorCode.AUTH_TOKEN_INVALID);
        }
    }

    @Test
    void randomChangesAreRefused() {
        var good = provider.signed(claims());
        var random = new Random(7);
        for (var i = 0; i < 300; i++) {
            var at = random.nextInt(good.length() - 2); // the last letter has bits that mean nothing
            var letter = HexFormat.of().toHexDigits((byte) random.nextInt(256)).charAt(0);
            if (good.charAt(at) != letter) {
                var changed = good.substring(0, at) + letter + good.substring(at + 1);
                assertThatThrownBy(() -> tokens.verify(changed)).as(changed).isInstanceOf(ApiException.class);
            }
        }
        assertThat(provider.keyFetches.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void theEmulatorsTokensCountWithTheEmulatorAlone() {
        var issuer = "https://securetoken.google.com/demo-x";
        var claims = TestProvider.claims(issuer, "demo-x", "ana", clock.instant());
        var unsigned = encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + encoded(claims.toJson()) + ".";
        var emulator = ExternalTokens.unsigned(issuer, "demo-x", clock);
        assertThat(emulator.verify(unsigned).subject()).isEqualTo("ana");
        var real = ExternalTokens.signed(issuer, "demo-x", keys, clock);
        refused(() -> real.verify(unsigned), ErrorCode.AUTH_TOKEN_INVALID);
        refused(() -> emulator.verify(provider.signed(claims)), ErrorCode.AUTH_TOKEN_INVALID);
        refused(() -> emulator.verify(unsigned + "c2ln"), ErrorCode.AUTH_TOKEN_INVALID);
        claims.setAudience("demo-y");
        refused(
                () -> emulator.verify(
                        encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + encoded(claims.toJson()) + "."),
                ErrorCode.AUTH_TOKEN_INVALID);
        claims.setAudience("demo-x");
        claims.setExpirationTime(NumericDate.fromSeconds(clock.instant().getEpochSecond() - 61));
        refused(
                () -> emulator.verify(
                        encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + encoded(claims.toJson()) + "."),
                ErrorCode.AUTH_TOKEN_EXPIRED);
    }
}
