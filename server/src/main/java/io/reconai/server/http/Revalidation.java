package io.reconai.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.File;
import java.io.InputStream;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/// Gives every JSON answer to a GET its tag, and answers 304 where the client has it already.
///
/// Leaves alone what is streamed, what a resource has said `Cache-Control` of, and what must not be kept.
public final class Revalidation {

    private static final List<String> NEVER_KEPT = List.of("/api/tokens", "/api/billing");
    private static final String KEPT_PRIVATELY = "private, no-cache";

    private final ObjectMapper json;

    Revalidation(ObjectMapper json) {
        this.json = json;
    }

    /// Runs after the resource, before its answer is written.
    @ServerResponseFilter
    public void tag(ContainerRequestContext request, ContainerResponseContext response) throws JsonProcessingException {
        var entity = response.getEntity();
        if (entity == null || !isRevalidated(request, response) || !isDocument(entity)) {
            return;
        }
        var content = json.writeValueAsBytes(entity);
        var tag = EntityTag.of(content, entity instanceof PageOf.Answer);
        response.getHeaders().putSingle("ETag", tag.header());
        response.getHeaders().putSingle("Cache-Control", KEPT_PRIVATELY);
        var known = request.getHeaderString("If-None-Match");
        if (known != null && tag.isNamedBy(known)) {
            response.setStatus(304);
            response.setEntity(null);
        } else {
            response.setEntity(content, null, MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8"));
        }
    }

    private static boolean isRevalidated(ContainerRequestContext request, ContainerResponseContext response) {
        var path = "/" + request.getUriInfo().getPath().replaceFirst("^/+", "");
        return (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
                && response.getStatus() == 200
                && path.startsWith("/api/")
                && NEVER_KEPT.stream().noneMatch(path::startsWith)
                && !response.getHeaders().containsKey("Cache-Control")
                && isJson(response.getMediaType());
    }

    private static boolean isJson(@Nullable MediaType type) {
        return type == null || type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
    }

    private static boolean isDocument(Object entity) {
        return !(entity instanceof StreamingOutput
                || entity instanceof InputStream
                || entity instanceof File
                || entity instanceof CharSequence
                || entity instanceof byte[]);
    }
}
