package io.reconai.server.billing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A server that sells plans, at a Stripe of this machine; tests have it as a field.
public final class WithStripe implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Around.class));
    }

    /// Sets what the operator would set, and takes it away again.
    public static final class Around implements QuarkusTestResourceLifecycleManager {

        private @Nullable FakeStripe stripe;
        private Map<String, String> variables = Map.of();

        @Override
        public Map<String, String> start() {
            var started = new FakeStripe();
            stripe = started;
            variables = Map.of(
                    "STRIPE_SECRET_KEY",
                    FakeStripe.KEY,
                    "STRIPE_WEBHOOK_SECRET",
                    FakeStripe.SECRET + ", " + FakeStripe.OLD_SECRET,
                    "STRIPE_PRICE_ID_PRO",
                    FakeStripe.PRO,
                    "STRIPE_PRICE_ID_ENTERPRISE",
                    FakeStripe.ENTERPRISE,
                    "STRIPE_API_BASE",
                    started.address().toString(),
                    "RECONAI_PUBLIC_URL",
                    "https://reconai.example.com/");
            variables.forEach(System::setProperty);
            return Map.of();
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(Objects.requireNonNull(stripe), new TestInjector.MatchesType(FakeStripe.class));
        }

        @Override
        public void stop() {
            variables.keySet().forEach(System::clearProperty);
            if (stripe != null) {
                stripe.close();
            }
        }
    }
}
