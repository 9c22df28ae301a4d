package io.reconai.server.alerts;

import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.AlertSetupStore;
import io.reconai.server.store.AlertStore;
import io.reconai.server.store.DeliveryStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The log of what a channel was sent, 30 days back.
@Path("/api/alerts/channels/{channel_id}/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.ADMIN, scope = Scope.ALERTS_READ)
public class DeliveryResource {

    private static final Pattern CURSOR = Pattern.compile("[0-9TZ:.-]{24} dlv_[0-9a-z]{26}");

    private final DeliveryStore deliveries;
    private final AlertSetupStore setup;
    private final AlertStore alerts;
    private final AlertWorker worker;
    private final CurrentCaller caller;
    private final AuditLog audit;
    private final Clock clock;

    DeliveryResource(
            DeliveryStore deliveries,
            AlertSetupStore setup,
            AlertStore alerts,
            AlertWorker worker,
            CurrentCaller caller,
            AuditLog audit,
            Clock clock) {
        this.deliveries = deliveries;
        this.setup = setup;
        this.alerts = alerts;
        this.worker = worker;
        this.caller = caller;
        this.audit = audit;
        this.clock = clock;
    }

    /// One page; the cursor goes on from its last entry, whatever was added in the meantime.
    record DeliveryLog(
            List<DeliveryView> data,
            PageOf.Pagination pagination,
            @Nullable String nextCursor) {}

    @GET
    public DeliveryLog list(@PathParam("channel_id") String channelId, @Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var cursor = query.text("cursor");
        var page = query.pageInOrder();
        query.refuseOthers();
        requireChannel(channelId);
        if (cursor.isPresent() && !CURSOR.matcher(cursor.get()).matches()) {
            throw ApiException.invalid("cursor", "format", "is what an earlier answer gave as next_cursor");
        }
        var request = cursor.isPresent() ? new PageRequest(1, page.limit(), List.of()) : page;
        var part = deliveries.list(caller.workspace(), channelId, cursor, request.offset(), request.limit());
        var titles = titles(part.deliveries().items());
        var answer = new PageOf<>(
                        part.deliveries().items().stream()
                                .map(delivery -> DeliveryView.of(delivery, title(delivery, titles)))
                                .toList(),
                        part.deliveries().total())
                .answer(request);
        return new DeliveryLog(answer.data(), answer.pagination(), part.cursor().orElse(null));
    }

    private Map<String, String> titles(List<Delivery> shown) {
        Map<String, String> titles = new HashMap<>();
        var first = shown.stream()
                .flatMap(delivery -> delivery.alertIds().stream().limit(1))
                .toList();
        alerts.read(caller.workspace(), first).forEach(alert -> titles.put(alert.alertId(), alert.title()));
        return titles;
    }

    private static @Nullable String title(Delivery delivery, Map<String, String> titles) {
        return delivery.alertIds().isEmpty()
                ? null
                : titles.get(delivery.alertIds().getFirst());
    }

    @POST
    @Path("/{delivery_id}/redeliver")
    @Access(role = Role.ADMIN, scope = Scope.ALERTS_WRITE)
    public Response redeliver(@PathParam("channel_id") String channelId, @PathParam("delivery_id") String deliveryId) {
        requireChannel(channelId);
        var delivery =
                deliveries.find(caller.workspace(), channelId, deliveryId).orElseThrow(ApiException::notFound);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (!deliveries.again(caller.workspace(), channelId, deliveryId, now)) {
            throw new ApiException(ErrorCode.RESOURCE_CONFLICT, "It is still being delivered");
        }
        audit.record("channel.redelivered", "delivery", deliveryId, delivery.channelId());
        worker.wake();
        var again = deliveries.find(caller.workspace(), channelId, deliveryId).orElseThrow(ApiException::notFound);
        return Response.accepted(new Data<>(DeliveryView.of(again, title(again, titles(List.of(again))))))
                .build();
    }

    private void requireChannel(String channelId) {
        if (setup.channel(caller.workspace(), channelId).isEmpty()) {
            throw ApiException.notFound();
        }
    }
}
