package io.reconai.server.billing;

import io.reconai.engine.SettingException;
import io.reconai.engine.sources.Secret;
import io.reconai.server.usage.Plan;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the operator set about payment.
///
/// @param account empty where nothing is sold
/// @param webhookSecrets what events may be signed with: one, or two while it is being changed
/// @param prices what is sold, by its id at Stripe
/// @param home where people come back to
public record StripeSettings(
        Optional<Account> account, List<Secret> webhookSecrets, Map<Plan, String> prices, Optional<URI> home) {

    private static final String KEY = "STRIPE_SECRET_KEY";
    private static final String WEBHOOK = "STRIPE_WEBHOOK_SECRET";
    private static final String PRO = "STRIPE_PRICE_ID_PRO";
    private static final String OLD_PRO = "STRIPE_PRO_PRICE_ID";
    private static final String ENTERPRISE = "STRIPE_PRICE_ID_ENTERPRISE";
    private static final String BASE = "STRIPE_API_BASE";
    private static final String USUAL_BASE = "https://api.stripe.com";

    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern PRICE = Pattern.compile("[A-Za-z0-9_]{1,255}");

    /// Whom we are to Stripe, and where Stripe is.
    public record Account(Secret key, URI base) {}

    public StripeSettings {
        webhookSecrets = List.copyOf(webhookSecrets);
        prices = Map.copyOf(prices);
    }

    /// @throws SettingException for the first value that cannot be used
    public static StripeSettings from(Map<String, String> variables) throws SettingException {
        var key = text(variables, KEY);
        if (key.isEmpty()) {
            return new StripeSettings(Optional.empty(), List.of(), Map.of(), Optional.empty());
        }
        if (!VISIBLE.matcher(key).matches() || key.startsWith("pk_")) {
            throw new SettingException(KEY, "is the secret key of the account, which begins with sk_ or rk_");
        }
        var home = text(variables, "RECONAI_PUBLIC_URL");
        if (home.isEmpty()) {
            throw new SettingException("RECONAI_PUBLIC_URL", "is needed where plans are sold, for the way back");
        }
        return new StripeSettings(
                Optional.of(new Account(new Secret(key), base(variables))),
                webhookSecrets(variables),
                prices(variables),
                Optional.of(URI.create(home.replaceFirst("/+$", ""))));
    }

    private static URI base(Map<String, String> variables) throws SettingException {
        var typed = text(variables, BASE);
        try {
            var address = URI.create(typed.isEmpty() ? USUAL_BASE : typed.replaceFirst("/+$", ""));
            if (address.getHost() != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException noAddress) {
            // Said below.
        }
        throw new SettingException(BASE, "is an address such as " + USUAL_BASE);
    }

    private static List<Secret> webhookSecrets(Map<String, String> variables) throws SettingException {
        var secrets = Stream.of(text(variables, WEBHOOK).split(","))
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .toList();
        for (var secret : secrets) {
            if (!VISIBLE.matcher(secret).matches()) {
                throw new SettingException(WEBHOOK, "is the endpoint's signing secret, or several with commas between");
            }
        }
        return secrets.stream().map(Secret::new).toList();
    }

    private static Map<Plan, String> prices(Map<String, String> variables) throws SettingException {
        var prices = new EnumMap<Plan, String>(Plan.class);
        var pro = text(variables, PRO).isEmpty() ? text(variables, OLD_PRO) : text(variables, PRO);
        var enterprise = text(variables, ENTERPRISE);
        if (!PRICE.matcher(pro).matches()) {
            throw new SettingException(
                    PRO, "is the id of a price at Stripe, such as price_1Abc, and needed beside " + KEY);
        }
        prices.put(Plan.PRO, pro);
        if (!enterprise.isEmpty()) {
            if (!PRICE.matcher(enterprise).matches() || enterprise.equals(pro)) {
                throw new SettingException(ENTERPRISE, "is the id of a price at Stripe, and not that of " + PRO);
            }
            prices.put(Plan.ENTERPRISE, enterprise);
        }
        return prices;
    }

    private static String text(Map<String, String> variables, String name) {
        return variables.getOrDefault(name, "").strip();
    }

    /// Plans are sold here.
    public boolean isEnabled() {
        return account.isPresent();
    }

    Optional<String> price(Plan plan) {
        return Optional.ofNullable(prices.get(plan));
    }

    /// What a price buys; empty for prices of something else.
    Optional<Plan> plan(String price) {
        return prices.entrySet().stream()
                .filter(sold -> sold.getValue().equals(price))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
