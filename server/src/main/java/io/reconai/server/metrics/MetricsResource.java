package io.reconai.server.metrics;

import io.reconai.server.http.ApiException;
import io.reconai.server.identity.Public;
import io.reconai.server.system.ServerSettings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The figures, for this machine or for who has the operator's token; for everybody else there is nothing here.
@Path("/metrics")
@Public
@RunOnVirtualThread
public class MetricsResource {

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String BEARER = "Bearer ";

    private final Metrics metrics;
    private final ServerSettings settings;

    MetricsResource(Metrics metrics, ServerSettings settings) {
        this.metrics = metrics;
        this.settings = settings;
    }

    @GET
    @Produces(TYPE)
    @Operation(summary = "Figures for Prometheus")
    public String metrics(@Context HttpHeaders headers, @Context HttpServerRequest request) {
        if (!isFromHere(headers, request) && !hasToken(headers)) {
            throw ApiException.notFound();
        }
        return metrics.text();
    }

    /// A proxy on this machine speaks for others; it says so in these headers.
    private static boolean isFromHere(HttpHeaders headers, HttpServerRequest request) {
        if (headers.getHeaderString("X-Forwarded-For") != null || headers.getHeaderString("Forwarded") != null) {
            return false;
        }
        try {
            var peer = request.remoteAddress();
            return peer != null
                    && peer.hostAddress() != null
                    && InetAddress.getByName(peer.hostAddress()).isLoopbackAddress();
        } catch (UnknownHostException impossible) {
            return false; // an address in digits is not looked up
        }
    }

    private boolean hasToken(HttpHeaders headers) {
        var header = headers.getHeaderString("Authorization");
        return header != null
                && header.startsWith(BEARER)
                && settings.metricsToken()
                        .filter(token -> MessageDigest.isEqual(
                                token.getBytes(StandardCharsets.UTF_8),
                                header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8)))
                        .isPresent();
    }
}
