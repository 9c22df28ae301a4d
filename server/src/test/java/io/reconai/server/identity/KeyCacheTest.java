package io.reconai.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.net.AddressPolicy;
import io.reconai.server.MovableClock;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jose4j.jwk.JsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys of an identity provider: kept, renewed, asked for seldom.
class KeyCacheTest {

    private final MovableClock clock = new MovableClock();
    private final TestProvider provider;
    private final KeyCache keys;

    KeyCacheTest() throws Exception {
        provider = new TestProvider();
        keys = new KeyCache(HttpKeyServer.of(provider.issuer(), AddressPolicy.publicOnly()), clock);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private boolean knows(String id) throws KeyCache.AwayException {
        return keys.find(id, "RS256").isPresent();
    }

    @Test
    void aRotatedKeyIsFetchedByItself() throws Exception {
        assertThat(knows("rsa-1")).isTrue();
        provider.published.add(TestProvider.rsa("rsa-2"));
        assertThat(knows("rsa-2")).as("within the minute").isFalse();
        clock.advance(Duration.ofSeconds(61));
        assertThat(knows("rsa-2")).isTrue();
        provider.published.remove(provider.rsa);
        assertThat(knows("rsa-1")).isTrue();
        clock.advance(Duration.ofMinutes(61));
        assertThat(knows("rsa-1")).as("withdrawn").isFalse();
        assertThat(knows("rsa-2")).isTrue();
    }

    @Test
    void unknownKeysAreLookedForOnceAMinuteAtMost() throws Exception {
        for (var minute = 0; minute < 5; minute++) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var all = IntStream.range(0, 50)
                        .mapToObj(i -> threads.submit(() -> knows("unknown-" + i)))
                        .toList();
                for (var one : all) {
                    assertThat(one.get()).isFalse();
                }
            }
            assertThat(provider.keyFetches.get()).isLessThanOrEqualTo(minute + 1);
            clock.advance(Duration.ofSeconds(60));
        }
        assertThat(provider.keyFetches).hasValue(5);
    }

    @Test
    void knownKeysCountForADayWhileTheServerIsAway() throws Exception {
        assertThat(knows("rsa-1")).isTrue();
        provider.status = 500;
        for (var hour = 0; hour < 23; hour++) {
            clock.advance(Duration.ofHours(1));
            assertThat(knows("rsa-1")).as("after %d hours", hour + 1).isTrue();
            assertThat(keys.isUsable()).isTrue();
        }
        clock.advance(Duration.ofHours(1));
        assertThatThrownBy(() -> knows("rsa-1")).isInstanceOf(KeyCache.AwayException.class);
        assertThat(keys.isUsable()).isFalse();
        provider.status = 200;
        clock.advance(Duration.ofMinutes(1));
        assertThat(knows("rsa-1")).isTrue();
    }

    @Test
    void withoutAnyKeyItIsSaidWhoseFaultItIs() throws Exception {
        provider.status = 503;
        var tokens = ExternalTokens.signed(provider.issuer(), TestProvider.AUDIENCE, keys, clock);
        var token = provider.signed(provider.claims("ana", clock.instant()));
        assertThatThrownBy(() -> tokens.verify(token))
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.UPSTREAM_ERROR));
        assertThatThrownBy(() -> tokens.verify(token)).isInstanceOf(ApiException.class);
        assertThat(provider.keyFetches).as("not at once again").hasValue(1);
        provider.status = 200;
        clock.advance(Duration.ofSeconds(5));
        assertThat(tokens.verify(token).subject()).isEqualTo("ana");
    }

    @Test
    void onlyKeysThatSignCount() throws Exception {
        var encrypting = TestProvider.rsa("enc");
        encrypting.setUse("enc");
        var other = TestProvider.rsa("ps");
        other.setAlgorithm("PS256");
        provider.published.add(encrypting);
        provider.published.add(other);
        provider.published.add(JsonWebKey.Factory.newJwk("{\"kty\":\"oct\",\"kid\":\"oct\",\"k\":\"c2VjcmV0\"}"));
        assertThat(knows("rsa-1")).isTrue();
        for (var id : new String[] {"enc", "ps", "oct", "ec-1"}) {
            assertThat(knows(id)).as(id).isFalse();
        }
        assertThat(keys.find(null, "RS256")).as("the one that signs").isPresent();
        provider.published.add(TestProvider.rsa("rsa-2"));
        clock.advance(Duration.ofHours(1));
        assertThat(keys.find(null, "RS256")).as("which of two?").isEmpty();
        assertThat(keys.find("ec-1", "ES256")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "issuer   | https://evil.example             | another issuer's",
                "keys     | http://169.254.169.254/keys      | https",
                "keys     | https://169.254.169.254/keys     | policy",
                "keys     | https://10.0.0.1/keys            | policy",
                "keys     | https://127.0.0.1:1/keys         | policy",
                "keys     | https://[::1]/keys               | policy",
                "keys     | https://[::ffff:127.0.0.1]/keys  | policy",
                "keys     | file:///etc/passwd               | no address",
                "keys     | keys                             | no address",
                "status   | 302                              | answered 302",
                "status   | 404                              | answered 404",
                "body     | <html>                           | no key set",
                "body     | {\"keys\":1}                     | no key set",
            })
    void refusesConfigurationsThatLead(String what, String value, String why) {
        switch (what) {
            case "issuer" -> provider.issuerSaid = value;
            case "keys" -> provider.keysSaid = value;
            case "status" -> provider.status = Integer.parseInt(value);
            default -> provider.body = value;
        }
        assertThatThrownBy(() -> HttpKeyServer.of(provider.issuer(), AddressPolicy.publicOnly())
                        .fetch())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
        if (what.equals("keys")) {
            assertThat(provider.keyFetches).hasValue(0);
        }
    }

    @Test
    void readsSoMuchAndNoMore() {
        provider.body = "{\"keys\":[" + " ".repeat(600_000) + "]}";
        assertThatThrownBy(() -> HttpKeyServer.at(provider.keys(), AddressPolicy.publicOnly())
                        .fetch())
                .isInstanceOf(IOException.class);
    }

    @Test
    void keysMayAlsoBeNamedDirectly() throws Exception {
        var direct = new KeyCache(HttpKeyServer.at(provider.keys(), AddressPolicy.publicOnly()), clock);
        assertThat(direct.find("rsa-1", "RS256")).isPresent();
        var said = TestProvider.claims("https://securetoken.google.com/p", "p", "ana", clock.instant());
        var tokens = ExternalTokens.signed("https://securetoken.google.com/p", "p", direct, clock);
        assertThat(tokens.verify(TestProvider.signed(said.toJson(), provider.rsa, "RS256", Map.of("kid", "rsa-1")))
                        .subject())
                .isEqualTo("ana");
    }
}
