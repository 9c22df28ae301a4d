package io.reconai.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What browsers let our pages do.
class PagePolicyTest {

    @Test
    void pagesAskUsAlone() {
        assertThat(new PagePolicy(List.of()).webApp())
                .startsWith("default-src 'self';")
                .contains("object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'")
                .doesNotContain("connect-src", "script-src");
    }

    @Test
    void andOthersOnlyWhereTheyAreNamed() {
        var policy = new PagePolicy(List.of("https://accounts.example.com"));
        assertThat(policy.webApp()).endsWith("; connect-src 'self' https://accounts.example.com");
        assertThat(policy.docs()).doesNotContain("accounts.example.com").endsWith("script-src 'self' 'unsafe-inline'");
    }
}
