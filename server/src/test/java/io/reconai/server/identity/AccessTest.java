package io.reconai.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Every method of the interface says who may call it.
class AccessTest {

    @Test
    void nothingIsLeftUnsaid() {
        assertThat(Endpoint.all()).hasSizeGreaterThan(80).allSatisfy(endpoint -> assertThat(endpoint.rule())
                .as("%s lacks @Public, @ForPersons or @Access", endpoint)
                .isPresent());
    }

    @Test
    void scopesAreNamedAsInTheInterface() {
        assertThat(Scope.of("assets:read")).contains(Scope.ASSETS_READ);
        assertThat(Scope.of("ASSETS_READ")).isEmpty();
        assertThat(Scope.values()).hasSize(15).allSatisfy(scope -> assertThat(Scope.of(scope.word()))
                .contains(scope));
    }
}
