package io.reconai.server.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.SettingException;
import io.reconai.server.usage.Plan;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the operator may set about payment.
class StripeSettingsTest {

    private static final Map<String, String> GOOD = Map.of(
            "STRIPE_SECRET_KEY", "sk_test_1",
            "STRIPE_PRICE_ID_PRO", "price_1",
            "RECONAI_PUBLIC_URL", "https://reconai.example.com/");

    @Test
    void withoutAKeyNothingIsSold() throws SettingException {
        var settings =
                StripeSettings.from(Map.of("STRIPE_WEBHOOK_SECRET", "whsec_1", "STRIPE_PRICE_ID_PRO", "price_1"));
        assertThat(settings.isEnabled()).isFalse();
        assertThat(settings.webhookSecrets()).isEmpty();
    }

    @Test
    void withAKeyPlansAreSold() throws SettingException {
        var variables = new HashMap<>(GOOD);
        variables.put("STRIPE_WEBHOOK_SECRET", "whsec_1, whsec_2,");
        variables.put("STRIPE_PRICE_ID_ENTERPRISE", "price_2");
        var settings = StripeSettings.from(variables);
        assertThat(settings.account().orElseThrow().base()).hasToString("https://api.stripe.com");
        assertThat(settings.webhookSecrets()).hasSize(2);
        assertThat(settings.price(Plan.ENTERPRISE)).contains("price_2");
        assertThat(settings.plan("price_1")).contains(Plan.PRO);
        assertThat(settings.plan("price_3")).isEmpty();
        assertThat(settings.home().orElseThrow()).hasToString("https://reconai.example.com");
        assertThat(settings.toString()).doesNotContain("sk_test_1", "whsec_1");
    }

    @Test
    void theOldNameOfAPriceIsKnown() throws SettingException {
        var variables = new HashMap<>(GOOD);
        variables.remove("STRIPE_PRICE_ID_PRO");
        variables.put("STRIPE_PRO_PRICE_ID", "price_9");
        assertThat(StripeSettings.from(variables).price(Plan.PRO)).contains("price_9");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "STRIPE_SECRET_KEY, pk_test_1",
                "STRIPE_SECRET_KEY, sk test",
                "STRIPE_PRICE_ID_PRO, none",
                "STRIPE_PRICE_ID_PRO, $99",
                "STRIPE_PRICE_ID_ENTERPRISE, price_1",
                "STRIPE_WEBHOOK_SECRET, whsec 1",
                "STRIPE_API_BASE, ftp://x",
                "STRIPE_API_BASE, api.stripe.com",
                "RECONAI_PUBLIC_URL, none"
            })
    void whatCannotBeUsedEndsTheStart(String name, @Nullable String value) {
        var variables = new HashMap<>(GOOD);
        variables.remove(name);
        if (value != null) {
            variables.put(name, value);
        }
        assertThatThrownBy(() -> StripeSettings.from(variables))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(name);
    }
}
