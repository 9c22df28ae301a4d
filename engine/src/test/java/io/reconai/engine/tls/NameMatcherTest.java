package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which names a certificate stands for (RFC 9525 §6.3).
class NameMatcherTest {

    @ParameterizedTest
    @CsvSource({
        "www.acme.test, www.acme.test, true",
        "WWW.Acme.Test, www.acme.test, true",
        "www.acme.test., www.acme.test, true",
        "*.acme.test, www.acme.test, true",
        "*.acme.test, acme.test, false",
        "*.acme.test, a.b.acme.test, false",
        "w*.acme.test, www.acme.test, false",
        "*.co.uk, acme.co.uk, false",
        "*, acme.test, false",
        "acme.test.evil.test, acme.test, false",
        "'', acme.test, false"
    })
    void covers(String presented, String host, boolean expected) {
        assertThat(NameMatcher.covers(List.of(presented), new DomainName(host))).isEqualTo(expected);
    }
}
