package io.reconai.server.billing;

import io.reconai.server.identity.WorkspaceEnding;
import io.reconai.server.store.BillingStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import org.jboss.logging.Logger;

/// Ends the subscriptions of a workspace that is about to be removed: nobody goes on paying for what is gone.
@ApplicationScoped
class SubscriptionEnd {

    private static final Logger LOG = Logger.getLogger(SubscriptionEnd.class);

    private final BillingStore store;
    private final StripeApi stripe;
    private final StripeSettings settings;
    private final Clock clock;

    SubscriptionEnd(BillingStore store, StripeApi stripe, StripeSettings settings, Clock clock) {
        this.store = store;
        this.stripe = stripe;
        this.settings = settings;
        this.clock = clock;
    }

    /// @throws io.reconai.server.http.ApiException when Stripe does not do it; then the workspace stays
    void end(@Observes WorkspaceEnding ending) {
        var now = clock.instant();
        for (var subscription : store.find(ending.workspace()).standing().subscriptions()) {
            if (!subscription.status(now).isLive()) {
                continue;
            }
            if (settings.isEnabled()) {
                stripe.end(subscription.id());
            } else {
                LOG.warnf(
                        "a workspace is removed whose subscription %s cannot be ended: no key is set; end it at Stripe",
                        subscription.id());
            }
        }
    }
}
