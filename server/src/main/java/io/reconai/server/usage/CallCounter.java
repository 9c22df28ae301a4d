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
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
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
/// turns out not to count. An event stream has no answer to look at, and so counts once, when it is opened.
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
    public void before(ContainerRequestContext request) {
        var caller = current.find().orElse(null);
        if (caller == null || !caller.isProgram() || isFree(request)) {
            return;
        }
        var now = clock.instant();
        request.setProperty(BEGAN, now);
        var limit = quotas.limits(caller.membership().plan()).apiCalls();
        if (limit == null) {
            return;
        }
        if (!store.takeCall(caller.workspace(), limit, now)) {
            var usage = store.usage(caller.workspace(), now);
            throw Quotas.usedUp(ErrorCode.API_LIMIT_REACHED, "The API calls", limit, usage.apiCalls(), usage);
        }
        request.setProperty(CHARGED, true);
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
            log.add(call(caller, request, response.getStatus(), route(resource), addresses.of(routing), began, isCharged));
        } else if (isCharged) {
            store.giveCallBack(caller.workspace(), began);
        }
    }

    static boolean counts(int status) {
        return status < 500 && !NOT_COUNTED.contains(status);
    }

    private ApiCall call(
            Caller caller,
            ContainerRequestContext request,
            int status,
            String route,
            String address,
            Instant began,
            boolean isCharged) {
        return new ApiCall(
                caller.workspace(),
                caller.account().uid(),
                caller.credential() instanceof Credential.ApiToken token ? token.tokenId() : null,
                address,
                request.getMethod(),
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
