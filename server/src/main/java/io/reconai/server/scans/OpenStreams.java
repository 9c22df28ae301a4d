package io.reconai.server.scans;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.identity.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Event streams that are open, so many for each person, each no longer than its credential.
@ApplicationScoped
class OpenStreams {

    static final int MOST = 10;

    private static final int RETRY_SECONDS = 5;
    private static final String BEARER = "Bearer ";

    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private final CurrentVertxRequest request;
    private final ObjectMapper json;

    OpenStreams(CurrentVertxRequest request, ObjectMapper json) {
        this.request = request;
        this.json = json;
    }

    /// One open stream; closed when it ends.
    ///
    /// @param until when the credential runs out
    record Place(Instant until, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    /// @throws ApiException `RATE_LIMIT_EXCEEDED`
    Place take(Caller caller) {
        var uid = caller.account().uid();
        if (open.merge(uid, 1, Integer::sum) > MOST) {
            leave(uid);
            request.getCurrent().response().putHeader("Retry-After", String.valueOf(RETRY_SECONDS));
            throw new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "At most " + MOST + " streams are open at once")
                    .with("retry_after", RETRY_SECONDS)
                    .with("limit", MOST)
                    .with("window", "at once");
        }
        return new Place(end(), () -> leave(uid));
    }

    private void leave(String uid) {
        open.computeIfPresent(uid, (_, count) -> count > 1 ? count - 1 : null);
    }

    /// The time that a signed token names, which was verified before; others end with their sign-in.
    private Instant end() {
        var header = request.getCurrent().request().getHeader("Authorization");
        var parts = header == null || !header.startsWith(BEARER) ? new String[0] : header.split("\\.", -1);
        if (parts.length == 3) {
            try {
                var claims = json.readTree(Base64.getUrlDecoder().decode(parts[1]));
                return Instant.ofEpochSecond(claims.path("exp").asLong());
            } catch (IOException | IllegalArgumentException otherKind) {
                return Instant.MAX;
            }
        }
        return Instant.MAX;
    }
}
