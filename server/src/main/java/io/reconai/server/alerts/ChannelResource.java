package io.reconai.server.alerts;

import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.Ids;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.Preconditions;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.idempotency.Idempotency;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.limits.RateGate;
import io.reconai.server.mail.Outbox;
import io.reconai.server.store.AlertSetupStore;
import io.reconai.server.store.DeliveryStore;
import io.reconai.server.usage.Quotas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// The ways in which a workspace's alerts leave.
@Path("/api/alerts/channels")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.ADMIN, scope = Scope.ALERTS_READ)
public class ChannelResource {

    /// Of a workspace.
    private static final int MOST = 50;

    private final AlertSetupStore setup;
    private final DeliveryStore deliveries;
    private final AlertDefaults defaults;
    private final Recipients recipients;
    private final MessagePosts posts;
    private final Carrier carrier;
    private final CurrentCaller caller;
    private final Quotas quotas;
    private final RateGate gate;
    private final AuditLog audit;
    private final Idempotency idempotency;
    private final Preconditions preconditions;
    private final Outbox outbox;
    private final Clock clock;

    ChannelResource(
            AlertSetupStore setup,
            DeliveryStore deliveries,
            AlertDefaults defaults,
            Recipients recipients,
            MessagePosts posts,
            Carrier carrier,
            CurrentCaller caller,
            Quotas quotas,
            RateGate gate,
            AuditLog audit,
            Idempotency idempotency,
            Preconditions preconditions,
            Outbox outbox,
            Clock clock) {
        this.setup = setup;
        this.deliveries = deliveries;
        this.defaults = defaults;
        this.recipients = recipients;
        this.posts = posts;
        this.carrier = carrier;
        this.caller = caller;
        this.quotas = quotas;
        this.gate = gate;
        this.audit = audit;
        this.idempotency = idempotency;
        this.preconditions = preconditions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// What came of a test.
    ///
    /// @param status of the receiver's answer; null where there was none
    record ChannelTest(boolean delivered, @Nullable Integer status, String detail, long durationMs) {}

    @GET
    public PageOf.Answer<ChannelView> list(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var page = query.pageInOrder();
        query.refuseOthers();
        defaults.ensure(caller.workspace());
        var channels = setup.channels(caller.workspace());
        var members = recipients.ofMembers(caller.workspace());
        var shown = channels.stream()
                .skip(page.offset())
                .limit(page.limit())
                .map(channel -> ChannelView.of(channel, members, last(channel)))
                .toList();
        return new PageOf<>(shown, channels.size()).answer(page);
    }

    private Optional<Delivery> last(AlertChannel channel) {
        return deliveries
                .list(caller.workspace(), channel.channelId(), Optional.empty(), 0, 1)
                .deliveries()
                .items()
                .stream()
                .findFirst();
    }

    @POST
    @Access(role = Role.ADMIN, scope = Scope.ALERTS_WRITE)
    public Response create(@Nullable ChannelWish given) {
        return idempotency.once(given, seed -> created(given, Ids.of("chn", seed)));
    }

    private Response created(@Nullable ChannelWish given, String channelId) {
        var wish = given == null ? ChannelWish.empty() : given;
        var type = wish.checkedType();
        var name = wish.checkedName();
        var config = wish.checkedConfig(type, Optional.empty(), posts::isOpenedNetwork);
        requirePlan(type);
        defaults.ensure(caller.workspace());
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (setup.channel(caller.workspace(), channelId).isEmpty()) {
            if (setup.channels(caller.workspace()).size() >= MOST) {
                throw new ApiException(ErrorCode.RESOURCE_CONFLICT, "A workspace has at most " + MOST + " channels");
            }
            var channel = new AlertChannel(
                    channelId, name, type, !Boolean.FALSE.equals(wish.enabled()), config, now, now, null);
            setup.add(caller.workspace(), channel);
            audit.record("channel.created", "channel", channelId, name, Map.of("type", List.of(type.word())));
            recipients.askToConfirm(caller.workspace(), channel, outbox);
        }
        var kept = find(channelId);
        var isMade = wish.config() != null && wish.config().secret() == null;
        return Response.created(URI.create("/api/alerts/channels/" + channelId))
                .entity(new Data<>(shown(kept).showing(isMade ? kept.config().secret() : null)))
                .build();
    }

    private void requirePlan(ChannelType type) {
        if (type != ChannelType.EMAIL
                && !quotas.limits(caller.get().membership().plan()).integrations()) {
            throw new ApiException(ErrorCode.PAYMENT_REQUIRED, "Chat and webhook channels are not in the plan");
        }
    }

    @GET
    @Path("/{channel_id}")
    public Data<ChannelView> get(@PathParam("channel_id") String channelId) {
        return new Data<>(shown(find(channelId)));
    }

    private ChannelView shown(AlertChannel channel) {
        return ChannelView.of(channel, recipients.ofMembers(caller.workspace()), last(channel));
    }

    private AlertChannel find(String channelId) {
        return setup.channel(caller.workspace(), channelId).orElseThrow(ApiException::notFound);
    }

    @PATCH
    @Path("/{channel_id}")
    @Access(role = Role.ADMIN, scope = Scope.ALERTS_WRITE)
    public Data<ChannelView> change(@PathParam("channel_id") String channelId, @Nullable ChannelWish given) {
        var wish = given == null ? ChannelWish.empty() : given;
        var before = find(channelId);
        preconditions.require(() -> get(channelId));
        if (wish.type() != null && wish.checkedType() != before.type()) {
            throw ApiException.invalid("type", "fixed", "stays what it is");
        }
        if (Boolean.TRUE.equals(wish.enabled())) {
            requirePlan(before.type());
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var after = setup.change(caller.workspace(), channelId, channel -> {
                    var isOn = wish.enabled() == null ? channel.enabled() : wish.enabled();
                    return new AlertChannel(
                            channelId,
                            wish.name() == null ? channel.name() : wish.checkedName(),
                            channel.type(),
                            isOn,
                            wish.config() == null
                                    ? channel.config()
                                    : wish.checkedConfig(
                                            channel.type(), Optional.of(channel.config()), posts::isOpenedNetwork),
                            channel.createdAt(),
                            isOn && !channel.enabled() ? now : channel.enabledAt(),
                            isOn ? null : channel.problem());
                })
                .orElseThrow(ApiException::notFound);
        audit.record("channel.updated", "channel", channelId, after.name());
        if (wish.config() != null) {
            recipients.askToConfirm(caller.workspace(), after, outbox);
        }
        return new Data<>(shown(after));
    }

    @DELETE
    @Path("/{channel_id}")
    @Access(role = Role.ADMIN, scope = Scope.ALERTS_WRITE)
    @APIResponse(responseCode = "204", description = "Gone, and what waited for it")
    public Response remove(@PathParam("channel_id") String channelId) {
        var channel = find(channelId);
        preconditions.require(() -> get(channelId));
        setup.removeChannel(caller.workspace(), channelId);
        audit.record("channel.deleted", "channel", channelId, channel.name());
        return Response.noContent().build();
    }

    @POST
    @Path("/{channel_id}/test")
    @Access(role = Role.ADMIN, scope = Scope.ALERTS_WRITE)
    public Data<ChannelTest> test(@PathParam("channel_id") String channelId, @Context RoutingContext routing)
            throws InterruptedException {
        var channel = find(channelId);
        requirePlan(channel.type());
        gate.admitChannelTest(caller.workspace().id(), routing);
        var result = carrier.test(caller.workspace(), channel);
        audit.record("channel.tested", "channel", channelId, channel.name());
        return new Data<>(new ChannelTest(result.isDelivered(), result.status(), result.detail(), result.durationMs()));
    }
}
