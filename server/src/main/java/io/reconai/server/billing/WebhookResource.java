package io.reconai.server.billing;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.identity.Public;
import io.reconai.server.limits.RateGate;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Where Stripe tells what happened. The signature over the body as it came stands for a credential.
@Path("/api/billing")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Public
public class WebhookResource {

    private static final Logger LOG = Logger.getLogger(WebhookResource.class);

    private final StripeSettings settings;
    private final StripeReader reader;
    private final PlanChanges changes;
    private final RateGate gate;
    private final Clock clock;

    WebhookResource(StripeSettings settings, PlanChanges changes, RateGate gate, Clock clock) {
        this.settings = settings;
        reader = new StripeReader(settings);
        this.changes = changes;
        this.gate = gate;
        this.clock = clock;
    }

    /// @param status `success`, or `ignored` for what was taken before and what does not concern us
    record Taken(String status) {}

    @POST
    @Path("/webhook")
    public Taken event(
            byte @Nullable [] body,
            @HeaderParam("Stripe-Signature") @Nullable String signature,
            @Context RoutingContext request) {
        return take(body == null ? new byte[0] : body, signature, request);
    }

    @POST
    @Path("/webhooks/stripe")
    public Taken eventOfStripe(
            byte @Nullable [] body,
            @HeaderParam("Stripe-Signature") @Nullable String signature,
            @Context RoutingContext request) {
        return take(body == null ? new byte[0] : body, signature, request);
    }

    private Taken take(byte[] body, @Nullable String header, RoutingContext request) {
        if (settings.webhookSecrets().isEmpty()) {
            throw new ApiException(ErrorCode.BILLING_NOT_CONFIGURED, "No secret for events is set");
        }
        var isSigned = header != null
                && StripeSignature.parse(header)
                        .filter(signature -> signature.isOf(body, settings.webhookSecrets(), clock.instant()))
                        .isPresent();
        if (!isSigned) {
            gate.admitUnsigned(request);
            throw new ApiException(ErrorCode.INVALID_SIGNATURE, "The signature is wrong, or too old");
        }
        try {
            var isTaken = reader.event(body).filter(changes::take).isPresent();
            return new Taken(isTaken ? "success" : "ignored");
        } catch (UnreadableEventException unreadable) {
            LOG.warnf("an event of Stripe's could not be read and was ignored: %s", unreadable.getMessage());
            return new Taken("ignored");
        }
    }
}
