package io.reconai.server.metrics;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Counts and times every answer, whatever layer gives it.
@ApplicationScoped
class RequestMeter {

    private static final String ROUTE = "reconai.route";
    private static final String IS_COUNTED = "reconai.is-counted";

    /// Before the frame, which may answer by itself.
    private static final int FIRST = 2_000;

    private final Metrics metrics;

    RequestMeter(Metrics metrics) {
        this.metrics = metrics;
    }

    void register(@Observes Filters filters) {
        filters.register(this::time, FIRST);
    }

    private void time(RoutingContext request) {
        if (request.get(IS_COUNTED) == null) {
            request.put(IS_COUNTED, true);
            var began = System.nanoTime();
            request.addEndHandler(_ -> metrics.answered(
                    request.request().method().name(),
                    route(request),
                    request.response().getStatusCode(),
                    Duration.ofNanos(System.nanoTime() - began)));
        }
        request.next();
    }

    /// What no resource answered is files of the web app and refusals: one name for all, since paths have no end.
    private static String route(RoutingContext request) {
        String known = request.get(ROUTE);
        return known == null ? "other" : known;
    }

    /// Notes the template of the path that was found for a request.
    static final class Routes {

        @ServerRequestFilter(priority = 1)
        public void note(ResourceInfo resource, RoutingContext request) {
            if (resource.getResourceClass() != null) {
                var path = path(resource.getResourceClass().getAnnotation(Path.class))
                        + path(resource.getResourceMethod().getAnnotation(Path.class));
                request.put(ROUTE, path.contains("{unknown:") ? "unknown" : path);
            }
        }

        private static String path(@Nullable Path path) {
            return path == null ? "" : path.value();
        }
    }
}
