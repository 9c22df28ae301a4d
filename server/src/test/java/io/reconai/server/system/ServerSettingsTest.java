package io.reconai.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.SettingException;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the operator sets about plans, and what happens when he mistypes it.
class ServerSettingsTest {

    static Stream<Arguments> quotas() {
        return Stream.of(
                Arguments.of(Map.of(), false, 4),
                Arguments.of(Map.of("STRIPE_SECRET_KEY", "sk_test"), true, 20),
                Arguments.of(Map.of("STRIPE_SECRET_KEY", " "), false, 4),
                Arguments.of(Map.of("STRIPE_SECRET_KEY", "sk_test", "RECONAI_QUOTAS", "off"), false, 4),
                Arguments.of(Map.of("RECONAI_QUOTAS", "enforced"), true, 20),
                Arguments.of(Map.of("RECONAI_QUOTAS", "enforced", "RECONAI_SCANS_AT_ONCE", "7"), true, 7));
    }

    @ParameterizedTest
    @MethodSource
    void quotas(Map<String, String> variables, boolean enforced, int scansAtOnce) throws Exception {
        var settings = new ServerSettings(variables);
        assertThat(settings.enforcesQuotas()).isEqualTo(enforced);
        assertThat(settings.scansAtOnce()).isEqualTo(scansAtOnce);
    }

    @Test
    void thePublicAddressIsKnownOnlyWhereItWasSaid() throws Exception {
        assertThat(new ServerSettings(Map.of()).publicUrl()).isEmpty();
        assertThat(new ServerSettings(Map.of("RECONAI_PUBLIC_URL", "https://r.example.com/")).publicUrl())
                .contains(URI.create("https://r.example.com/"));
    }

    @ParameterizedTest
    @CsvSource({
        "RECONAI_QUOTAS, on",
        "RECONAI_QUOTAS, OFF",
        "RECONAI_SCANS_AT_ONCE, 0",
        "RECONAI_SCANS_AT_ONCE, 1001",
        "RECONAI_SCANS_AT_ONCE, many",
        "RECONAI_TRUSTED_PROXIES, proxy.example.com",
        "RECONAI_TRUSTED_PROXIES, 192.0.2.0/33",
        "RECONAI_PUBLIC_URL, r.example.com",
        "RECONAI_PUBLIC_URL, ftp://r.example.com",
        "RECONAI_PUBLIC_URL, https://",
        "RECONAI_PUBLIC_URL, https://a b",
    })
    void aValueThatCannotBeUsedIsNamed(String name, String value) {
        assertThatThrownBy(() -> new ServerSettings(Map.of(name, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(name + ":");
    }
}
