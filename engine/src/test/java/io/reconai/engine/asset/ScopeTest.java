package io.reconai.engine.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What belongs to a scan of acme.test that leaves pay.acme.test and ns.provider.example alone.
class ScopeTest {

    private final Scope scope = new Scope(
            new DomainName("acme.test"),
            Set.of(new DomainName("pay.acme.test"), new DomainName("ns.provider.example")));

    @ParameterizedTest
    @CsvSource({
        "acme.test, true, false",
        "www.acme.test, true, false",
        "xpay.acme.test, true, false",
        "pay.acme.test.acme.test, true, false",
        "pay.acme.test, false, true",
        "api.pay.acme.test, false, true",
        "a.b.pay.acme.test, false, true",
        "acme.test.evil.example, false, false",
        "notacme.test, false, false",
        "test, false, false",
        "ns.provider.example, false, true",
        "a.ns.provider.example, false, true",
        "provider.example, false, false",
    })
    void knowsWhatBelongsToIt(String name, boolean included, boolean excluded) {
        assertThat(scope.includes(new DomainName(name))).isEqualTo(included);
        assertThat(scope.excludes(new DomainName(name))).isEqualTo(excluded);
    }

    @ParameterizedTest
    @CsvSource({"acme.test", "pay.acme.test"})
    void excludesNothingByItself(String name) {
        assertThat(Scope.of(new DomainName("acme.test")).includes(new DomainName(name)))
                .isTrue();
    }
}
