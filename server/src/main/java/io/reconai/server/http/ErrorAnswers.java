package io.reconai.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.reconai.server.store.StoreAwayException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Turns what was thrown into the error body of the interface. The only place that does.
///
/// What it does not know becomes a 500 with a request id and nothing else; the cause is in the log under that id.
public final class ErrorAnswers {

    private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);

    /// Long enough for a disk or a mount to come back, short enough for somebody who waits.
    private static final int RETRY_SECONDS = 5;

    private final AllowedMethods allowed;

    ErrorAnswers(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    @ServerExceptionMapper
    public Response ours(ApiException error, RoutingContext request) {
        return answer(request, error.code(), String.valueOf(error.getMessage()), error.extras());
    }

    @ServerExceptionMapper
    public Response wrongBody(MismatchedInputException error, RoutingContext request) {
        return misfit(error, request);
    }

    @ServerExceptionMapper
    public Response noJson(JsonProcessingException error, RoutingContext request) {
        return answer(request, ErrorCode.MALFORMED_JSON, "The body is not JSON", Map.of());
    }

    @ServerExceptionMapper
    public Response byTheFramework(WebApplicationException error, RoutingContext request) {
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof MismatchedInputException misfit) {
                return misfit(misfit, request);
            }
            if (cause instanceof JsonProcessingException malformed) {
                return noJson(malformed, request);
            }
        }
        return switch (error.getResponse().getStatus()) {
            case 400 -> answer(request, ErrorCode.MALFORMED_JSON, "The body is not JSON", Map.of());
            case 404 -> answer(request, ErrorCode.RESOURCE_NOT_FOUND, "Not found", Map.of());
            case 405 ->
                Response.fromResponse(answer(request, ErrorCode.METHOD_NOT_ALLOWED, "Not with this method", Map.of()))
                        .header("Allow", allowed.of(request.normalizedPath()))
                        .build();
            case 406 -> answer(request, ErrorCode.NOT_ACCEPTABLE, "JSON is what there is", Map.of());
            case 413 -> answer(request, ErrorCode.PAYLOAD_TOO_LARGE, "The body is too large", Map.of());
            case 415 ->
                answer(request, ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json", Map.of());
            default -> unknown(error, request);
        };
    }

    /// The store is away: try again soon, and until then the log says why.
    @ServerExceptionMapper
    public Response away(StoreAwayException error, RoutingContext request) {
        LOG.errorf(error, "the store is away (%s)", RequestId.of(request));
        return answer(request, ErrorCode.SERVICE_UNAVAILABLE, "The store does not answer; try again soon", Map.of());
    }

    @ServerExceptionMapper
    public Response unknown(Throwable error, RoutingContext request) {
        LOG.errorf(
                error,
                "%s %s failed (%s)",
                request.request().method(),
                request.normalizedPath(),
                RequestId.of(request));
        return answer(request, ErrorCode.INTERNAL_ERROR, "Something went wrong on our side", Map.of());
    }

    private static Response misfit(MismatchedInputException error, RoutingContext request) {
        var field = error.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
        var isUnknown = error instanceof UnrecognizedPropertyException;
        var refused = ApiException.invalid(
                field.isEmpty() ? "body" : field,
                isUnknown ? "unknown" : "type",
                isUnknown ? "there is no such field" : "has the wrong type");
        return answer(request, refused.code(), String.valueOf(refused.getMessage()), refused.extras());
    }

    private static Response answer(
            RoutingContext request, ErrorCode code, String detail, Map<String, @Nullable Object> extras) {
        var answer = Response.status(code.status())
                .type(MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8"))
                .entity(body(request, code, detail, extras));
        if (code == ErrorCode.SERVICE_UNAVAILABLE) {
            answer.header("Retry-After", RETRY_SECONDS);
        }
        return answer.build();
    }

    static Map<String, @Nullable Object> body(
            RoutingContext request, ErrorCode code, String detail, Map<String, @Nullable Object> extras) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("detail", detail);
        body.put("error_code", code.name());
        body.put("timestamp", Instant.now());
        body.put("path", RequestFrame.askedPath(request));
        body.put("request_id", RequestId.of(request));
        body.putAll(extras);
        return body;
    }
}
