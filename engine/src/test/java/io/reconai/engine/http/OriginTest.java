package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Scope;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Origins as addresses of requests, and which redirects may be followed from one to another.
class OriginTest {

    private static final Scope SCOPE = new Scope(new DomainName("acme.test"), Set.of(new DomainName("pay.acme.test")));

    @ParameterizedTest
    @CsvSource({
        "http, acme.test, 80, http://acme.test/, acme.test",
        "https, acme.test, 443, https://acme.test/, acme.test",
        "https, acme.test, 80, https://acme.test:80/, acme.test:80",
        "http, 203.0.113.7, 8080, http://203.0.113.7:8080/, 203.0.113.7:8080",
        "http, 2001:db8::7, 80, http://[2001:db8::7]/, [2001:db8::7]",
        "https, 2001:db8::7, 8443, https://[2001:db8::7]:8443/, [2001:db8::7]:8443",
    })
    void isWrittenAndReadAlike(String scheme, String host, int port, URI uri, String authority) {
        var origin = new Origin(scheme, host, port);
        assertThat(origin.uri("/")).isEqualTo(uri);
        assertThat(origin.authority()).isEqualTo(authority);
        assertThat(Origin.of(uri)).contains(origin);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://acme.test/ | https://www.acme.test/ | ''",
                "http://acme.test/ | http://acme.test/home | ''",
                "http://acme.test/ | https://pay.acme.test/ | the redirect leaves the scope, not followed",
                "http://acme.test/ | https://api.pay.acme.test/ | the redirect leaves the scope, not followed",
                "http://acme.test/ | https://acme.test.evil.example/ | the redirect leaves the scope, not followed",
                "http://acme.test/ | http://169.254.169.254/ | the redirect leaves the scope, not followed",
                "http://acme.test/ | http://[::1]/ | the redirect leaves the scope, not followed",
                "http://acme.test/ | ftp://acme.test/ | the redirect leaves HTTP, not followed",
                "http://acme.test/ | http://acme.test/ | the redirect loops",
                "http://203.0.113.7/ | https://203.0.113.7/ | ''",
                "http://203.0.113.7/ | https://203.0.113.8/ | the redirect leaves the scope, not followed",
                "http://203.0.113.7/ | https://www.acme.test/ | ''",
                "http://[2001:db8::7]/ | https://[2001:db8::7]/ | ''",
            })
    void sendsOnOnlyWithinTheScope(String from, URI to, String refusal) {
        var made = new Exchange(
                "root",
                "GET",
                from,
                "203.0.113.7",
                0,
                0,
                List.of(),
                ExchangeOutcome.ANSWERED,
                "",
                false,
                null,
                Instant.EPOCH,
                1);
        assertThat(Redirect.refusal(to, List.of(made), SCOPE)).isEqualTo(refusal);
    }
}
