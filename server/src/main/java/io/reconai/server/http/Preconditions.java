package io.reconai.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/// Refuses to change what is no longer what the caller saw: `If-Match` with the tag that a GET gave (RFC 9110 §13.1.1).
@ApplicationScoped
public class Preconditions {

    private final CurrentVertxRequest request;
    private final ObjectMapper json;

    Preconditions(CurrentVertxRequest request, ObjectMapper json) {
        this.request = request;
        this.json = json;
    }

    /// Does nothing where the request does not ask for it.
    ///
    /// @param current what a GET would answer now
    /// @throws ApiException `PRECONDITION_FAILED`
    public void require(Supplier<?> current) {
        var wanted = request.getCurrent().request().getHeader("If-Match");
        if (wanted == null) {
            return;
        }
        try {
            var tag = EntityTag.of(json.writeValueAsBytes(current.get()), false);
            if (!tag.isMatchedBy(wanted)) {
                throw new ApiException(
                        ErrorCode.PRECONDITION_FAILED, "It is not what If-Match names; read it again first");
            }
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
