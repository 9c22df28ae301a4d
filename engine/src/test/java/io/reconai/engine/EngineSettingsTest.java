package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.net.IpAddresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the operator sets: a value that cannot be used is named, with what would be right.
class EngineSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RECONAI_DNS_RESOLVERS | 8.8.8",
                "RECONAI_DNS_RESOLVERS | 8.8.8.8:99999",
                "RECONAI_ALLOW_NETWORKS | 10.0.0.0/33",
                "RECONAI_ALLOW_NETWORKS | everything",
                "RECONAI_CONNECT_TO | 203.0.113.1:80",
                "RECONAI_CONNECT_TO | @/no/such/file",
                "RECONAI_EXCLUDE | 10.0.0.0/33",
                "RECONAI_EXCLUDE | 10.0.0",
                "RECONAI_EXCLUDE | pay.acme.test,,vpn.acme.test",
                "RECONAI_EXCLUDE | no name",
                "RECONAI_CRTSH_URL | crt.sh",
                "RECONAI_CRTSH_URL | file:///etc/passwd",
                "RECONAI_CA_FILE | /no/such/file",
                "RECONAI_HIBP_URL | haveibeenpwned.com",
                "RECONAI_XPOSEDORNOT_URL | none",
                "RECONAI_GEOIP_DB | /no/such/file",
                "RECONAI_RISK_MODEL | /no/such/file",
                "RECONAI_RISK_MODEL | pom.xml",
                "RECONAI_GEOIP_DB | pom.xml",
                "RECONAI_GEOIP_DB | pom.xml,,x",
                "RECONAI_RATE | fast",
                "RECONAI_RATE | 0",
                "RECONAI_CONCURRENCY | -1",
                "RECONAI_QUOTAS | sometimes",
                "RECONAI_SERIAL_PAUSE_MS | 0",
                "RECONAI_SERIAL_PAUSE_MS | 1 min",
                "RECONAI_SHOW_HIDDEN | yes",
            })
    void refuses(String variable, String value) {
        assertThatThrownBy(() -> EngineSettings.from(Map.of(variable, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(variable + ": ");
    }

    @Test
    void hasDefaultsForEverything() throws Exception {
        var settings = EngineSettings.from(Map.of());
        assertThat(settings.sources().crtsh().toString()).isEqualTo("https://crt.sh/");
        assertThat(settings.hostsAtOnce()).isPositive();
        assertThat(settings.serialPause()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.dns().resolvers()).isNotEmpty();
        assertThat(settings.showHidden()).isFalse();
        assertThat(EngineSettings.from(Map.of("RECONAI_SHOW_HIDDEN", "true")).showHidden())
                .isTrue();
        assertThat(EngineSettings.from(Map.of("RECONAI_SHOW_HIDDEN", "true"))
                        .sharingAddresses(2)
                        .showHidden())
                .isTrue();
    }

    /// docs/configuration.md names every variable that is read.
    @Test
    void isDocumented() throws Exception {
        var read = new TreeSet<String>();
        var recording = new HashMap<String, String>() {
            @Override
            public String getOrDefault(Object key, String otherwise) {
                read.add((String) key);
                return super.getOrDefault(key, otherwise);
            }
        };
        EngineSettings.from(recording);
        var page = Files.readString(Path.of("..", "docs", "configuration.md"));
        assertThat(read).hasSizeGreaterThan(20).allMatch(name -> page.contains("`" + name + "`") || isStandard(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CERTSPOTTER_TOKEN",
                "OTX_API_KEY",
                "CENSYS_TOKEN",
                "CENSYS_API_SECRET",
                "VIRUSTOTAL_API_KEY",
                "SECURITYTRAILS_API_KEY",
                "CHAOS_API_KEY",
                "PDCP_API_KEY",
                "SHODAN_API_KEY",
                "HIBP_API_KEY",
            })
    void showsNoKey(String variable) throws Exception {
        var settings = EngineSettings.from(Map.of("CENSYS_API_ID", "me", variable, "hush-hush"));
        assertThat(settings.toString()).contains("(secret)").doesNotContain("hush");
    }

    private static boolean isStandard(String name) {
        return name.startsWith("XDG_");
    }

    @Test
    void readsWhatIsSet() throws Exception {
        var settings = EngineSettings.from(Map.of(
                "RECONAI_DNS_RESOLVERS", "192.0.2.1, [2001:db8::1]:5353",
                "RECONAI_ALLOW_NETWORKS", "10.0.0.0/8,fd00::/8",
                "RECONAI_CONNECT_TO", "203.0.113.1:443=127.0.0.1:8443",
                "RECONAI_EXCLUDE", "Pay.acme.test., 192.0.2.0/24,2001:db8::7",
                "RECONAI_RATE", "50"));
        assertThat(settings.dns().resolvers()).hasSize(2);
        assertThat(settings.dialer().connectionsPerSecond()).isEqualTo(50);
        assertThat(settings.excludedNames()).containsExactly(new DomainName("pay.acme.test"));
        for (var address : List.of("192.0.2.9", "2001:db8::7")) {
            assertThat(settings.dialer()
                            .policy()
                            .excludes(IpAddresses.parse(address).orElseThrow()))
                    .contains("excluded");
        }
    }
}
