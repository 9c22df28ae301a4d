package io.reconai.server.usage;

import io.reconai.server.http.ClientAddress;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.identity.Caller;
import io.reconai.server.identity.Credential;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.store.UsageStore;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/// Counts the calls of programs against the plan's month.
///
/// A call is counted before it is served, so that many at once cannot pass the limit, and taken back where its answer
/// turns out not to count. An event stream counts once, when its headers go out.
public final class CallCounter {

    private static final String BEGAN = "reconai.call-began";
    private static final String CHARGED = "reconai.call-charged";

    /// One must always be able to sign in and to pay.
    private static final List<String> FREE_OF_CHARGE = List.of("/api/auth/", "/api/billing/", "/api/config");

    /// Answers below 500 that are no service.
    private static final Set<Integer> NOT_COUNTED = Set.of(304, 401, 402, 429);

    private final UsageStore store;
    private final UsageLog log;
    private final Quotas quotas;
    private final CurrentCaller current;
    private final ClientAddress addresses;
    private final Clock clock;

    CallCounter(
            UsageStore store,
            UsageLog log,
            Quotas quotas,
            CurrentCaller current,
            ClientAddress addresses,
            Clock clock) {
        this.store = store;
        this.log = log;
        this.quotas = quotas;
        this.current = current;
        this.addresses = addresses;
        this.clock = clock;
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 100)
    public void before(ContainerRequestContext request, ResourceInfo resource, RoutingContext routing) {
        var caller = current.find().orElse(null);
        if (caller == null || !caller.isProgram() || isFree(request)) {
            return;
        }
        var now = clock.instant();
        var isCharged = charge(caller, now);
        if (isStream(resource)) {
            noteWhenOpened(caller, request, route(resource), routing, now, isCharged);
            return;
        }
        request.setProperty(BEGAN, now);
        if (isCharged) {
            request.setProperty(CHARGED, true);
        }
    }

    /// @return false where the plan has no limit, so that nothing needs to be counted yet
    private boolean charge(Caller caller, Instant now) {
        var limit = quotas.limits(caller.membership().plan()).apiCalls();
        if (limit == null) {
            return false;
        }
        if (!store.takeCall(caller.workspace(), limit, now)) {
            var usage = store.usage(caller.workspace(), now);
            throw quotas.usedUp(ErrorCode.API_LIMIT_REACHED, "The API calls", limit, usage.apiCalls(), usage);
        }
        return true;
    }

    private static boolean isStream(ResourceInfo resource) {
        var method = resource.getResourceMethod();
        var produces = method == null ? null : method.getAnnotation(Produces.class);
        return produces != null && List.of(produces.value()).contains(MediaType.SERVER_SENT_EVENTS);
    }

    /// No response filter sees a stream; its headers do not wait for the log.
    private void noteWhenOpened(
            Caller caller,
            ContainerRequestContext request,
            String route,
            RoutingContext routing,
            Instant began,
            boolean isCharged) {
        var method = request.getMethod();
        var address = addresses.of(routing);
        routing.addHeadersEndHandler(_ -> {
            var call = call(caller, method, routing.response().getStatusCode(), route, address, began, isCharged);
            Thread.startVirtualThread(() -> log.add(call));
        });
    }

    @ServerResponseFilter
    public void after(
            ContainerRequestContext request,
            ContainerResponseContext response,
            ResourceInfo resource,
            RoutingContext routing) {
        var caller = current.find().orElse(null);
        if (caller == null || !(request.getProperty(BEGAN) instanceof Instant began)) {
            return;
        }
        var isCharged = request.getProperty(CHARGED) != null;
        if (counts(response.getStatus())) {
            log.add(call(
                    caller,
                    request.getMethod(),
                    response.getStatus(),
                    route(resource),
                    addresses.of(routing),
                    began,
                    isCharged));
        } else if (isCharged) {
            store.giveCallBack(caller.workspace(), began);
        }
    }

    static boolean counts(int status) {
        return status < 500 && !NOT_COUNTED.contains(status);
    }

    private ApiCall call(
            Caller caller, String method, int status, String route, String address, Instant began, boolean isCharged) {
        return new ApiCall(
                caller.workspace(),
                caller.account().uid(),
                caller.credential() instanceof Credential.ApiToken token ? token.tokenId() : null,
                address,
                method,
                route,
                status,
                Duration.between(began, clock.instant()),
                began,
                isCharged);
    }

    private static boolean isFree(ContainerRequestContext request) {
        var path = request.getUriInfo().getPath();
        var full = path.startsWith("/") ? path : "/" + path;
        return FREE_OF_CHARGE.stream().anyMatch(full::startsWith);
    }

    private static String route(ResourceInfo resource) {
        var type = resource.getResourceClass();
        var method = resource.getResourceMethod();
        if (type == null || method == null) {
            return "unknown";
        }
        return text(type.getAnnotation(Path.class)) + text(method.getAnnotation(Path.class));
    }

    private static String text(@Nullable Path path) {
        return path == null ? "" : path.value();
    }
}
