package io.reconai.server.billing;

import io.reconai.server.http.Data;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.idempotency.Idempotency;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.BillingStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The subscription: shown, bought, changed, canceled, resumed; and what was paid.
@Path("/api/billing")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.OWNER)
public class SubscriptionResource {

    private static final int MOST_EVENTS = 50;
    private static final int USUAL_EVENTS = 20;
    private static final int LAST_PAGE = 1_000_000;

    private final Subscriptions subscriptions;
    private final BillingStore store;
    private final Idempotency idempotency;
    private final CurrentCaller caller;

    SubscriptionResource(
            Subscriptions subscriptions, BillingStore store, Idempotency idempotency, CurrentCaller caller) {
        this.subscriptions = subscriptions;
        this.store = store;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /// Which plan is wanted.
    public record CheckoutWish(@Nullable String plan) {}

    /// Where it is paid.
    record CheckoutPlace(String checkoutUrl, String sessionId) {}

    /// The published shape repeats the fields of `data` at the top.
    record CheckoutOffer(String checkoutUrl, String sessionId, CheckoutPlace data) {}

    /// Where card and bills are.
    record PortalPlace(String portalUrl) {}

    /// Whether it ends, and when it does or would.
    record SubscriptionEnding(boolean cancelAtPeriodEnd, Instant periodEnd) {}

    /// The published shape repeats the fields of `data` at the top.
    record EndingAnswer(String message, boolean cancelAtPeriodEnd, Instant periodEnd, SubscriptionEnding data) {}

    @GET
    @Path("/subscription")
    @Access(role = Role.VIEWER, scope = Scope.BILLING_READ)
    public Data<SubscriptionView> subscription() {
        return new Data<>(subscriptions.view());
    }

    @GET
    @Path("/history")
    @Access(role = Role.VIEWER, scope = Scope.BILLING_READ)
    public PageOf.Answer<BillingEvent> history(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var page = new PageRequest(
                query.number("page", 1, LAST_PAGE).orElse(1),
                query.number("limit", 1, MOST_EVENTS).orElse(USUAL_EVENTS),
                List.of());
        query.refuseOthers();
        return store.history(caller.workspace(), page).answer(page);
    }

    @POST
    @Path("/create-checkout")
    public Response checkout(@Nullable CheckoutWish wish) {
        return idempotency.once(wish, seed -> {
            var plan = wish == null || wish.plan() == null ? "" : wish.plan();
            var page = subscriptions.checkout(plan, seed);
            var place = new CheckoutPlace(page.url(), page.id());
            return Response.ok(new CheckoutOffer(page.url(), page.id(), place)).build();
        });
    }

    @POST
    @Path("/create-portal")
    public Data<PortalPlace> portal() {
        return new Data<>(new PortalPlace(subscriptions.portal().url()));
    }

    @POST
    @Path("/cancel-subscription")
    public EndingAnswer cancel() {
        return answer("Subscription will be canceled at period end", true);
    }

    @POST
    @Path("/resume-subscription")
    public EndingAnswer resume() {
        return answer("Subscription goes on", false);
    }

    private EndingAnswer answer(String message, boolean ends) {
        var end = subscriptions.setEnding(ends);
        return new EndingAnswer(message, ends, end, new SubscriptionEnding(ends, end));
    }
}
