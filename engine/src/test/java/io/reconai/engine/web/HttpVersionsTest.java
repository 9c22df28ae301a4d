package io.reconai.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Header;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Offers of HTTP/2 and HTTP/3, wherever they are made.
class HttpVersionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "h3=\":443\"; ma=86400, h2=\":443\" | h2 h3",
                "h3-29=\":443\"; ma=86400,h3=\":443\" | h3",
                "h3-29=\":443\" | ''",
                "clear | ''",
                "hq=\"a,h3=b\" | ''",
                "h3 | ''",
            })
    void inAltSvc(String field, String offered) {
        var host = new Hosts().answer("root", "https://www.acme.test/", 200, "", new Header("Alt-Svc", field));
        assertThat(String.join(" ", HttpVersions.offered(host.evidence()))).isEqualTo(offered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1 . alpn=h2,h3 port=443 | h2 h3", "1 . alpn=h3 | h3", "0 cdn.example | ''", "1 . port=443 | ''"})
    void inTheHttpsRecord(String record, String offered) {
        var evidence = new Hosts().record("HTTPS", record).evidence();
        assertThat(String.join(" ", HttpVersions.offered(evidence))).isEqualTo(offered);
        assertThat(HttpVersions.offersHttp3(evidence)).isEqualTo(offered.contains("h3"));
    }

    @Test
    void nothingIsOfferedByAHostThatWasNotAsked() {
        assertThat(HttpVersions.offered(new Hosts().evidence())).isEqualTo(List.of());
    }
}
