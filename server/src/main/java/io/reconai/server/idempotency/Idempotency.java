package io.reconai.server.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.Ids;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.store.IdempotencyStore;
import io.reconai.server.store.IdempotencyStore.Answer;
import io.reconai.server.store.IdempotencyStore.Known;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Serves a request with an `Idempotency-Key` once and answers its repetitions with the stored answer.
///
/// Repetitions that come while the first is still being served wait for it; where another server serves it, they are
/// told so. Answers from 500 on are not stored: there a repetition is a new try.
@ApplicationScoped
public class Idempotency {

    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,255}");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final IdempotencyStore store;
    private final CurrentCaller caller;
    private final CurrentVertxRequest request;
    private final ObjectMapper json;
    private final Clock clock;
    private final Map<String, CountDownLatch> serving = new ConcurrentHashMap<>();

    Idempotency(
            IdempotencyStore store, CurrentCaller caller, CurrentVertxRequest request, ObjectMapper json, Clock clock) {
        this.store = store;
        this.caller = caller;
        this.request = request;
        this.json = json;
        this.clock = clock;
    }

    /// An error as it is stored, so that it can be thrown again.
    record StoredError(ErrorCode code, String detail, Map<String, @Nullable Object> extras) {}

    /// Does the work, or answers as it was answered before.
    ///
    /// @param body of the request, as it was read
    /// @throws ApiException the work's own, `IDEMPOTENCY_KEY_REUSED`, or `IDEMPOTENCY_IN_PROGRESS`
    public Response once(@Nullable Object body, Supplier<Response> work) {
        return once(body, _ -> work.get());
    }

    /// Does the work, or answers as it was answered before.
    ///
    /// @param work takes the seed of the id of what it makes. It comes with the same seed again where a server died
    ///     before it answered, and must answer then as if it had made it now
    public Response once(@Nullable Object body, Function<String, Response> work) {
        var routing = request.getCurrent();
        var typed = routing.request().getHeader(HEADER);
        if (typed == null) {
            return work.apply(Ids.random(Ids.LENGTH));
        }
        if (!KEY.matcher(typed).matches()) {
            throw ApiException.invalid(HEADER, "format", "is 1 to 255 printable ASCII characters");
        }
        var key = new RequestKey(
                caller.workspace(),
                caller.get().account().uid(),
                routing.request().method() + " " + routing.normalizedPath(),
                typed);
        try {
            return inTurn(key, hash(body), work);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw inProgress();
        }
    }

    private Response inTurn(RequestKey key, String bodyHash, Function<String, Response> work)
            throws InterruptedException {
        while (true) {
            var mine = new CountDownLatch(1);
            var others = serving.putIfAbsent(key.text(), mine);
            if (others == null) {
                try {
                    return known(key, bodyHash, work);
                } finally {
                    serving.remove(key.text());
                    mine.countDown();
                }
            }
            if (!others.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw inProgress();
            }
        }
    }

    private Response known(RequestKey key, String bodyHash, Function<String, Response> work) {
        return switch (store.begin(key, bodyHash, clock.instant())) {
            case Known.Nothing(var seed) -> serve(key, () -> work.apply(seed));
            case Known.Serving() -> throw inProgress();
            case Known.OtherRequest() ->
                throw new ApiException(ErrorCode.IDEMPOTENCY_KEY_REUSED, "The key was used for another request before");
            case Known.Answered(var answer) -> {
                request.getCurrent().response().putHeader("Idempotent-Replayed", "true");
                yield again(answer);
            }
        };
    }

    private Response serve(RequestKey key, Supplier<Response> work) {
        try {
            var response = work.get();
            var location = response.getLocation();
            var answer = new Answer(
                    response.getStatus(), location == null ? null : location.toString(), text(response.getEntity()));
            store.finish(key, answer);
            return again(answer);
        } catch (ApiException refused) {
            if (refused.code().status() < 500) {
                var error = new StoredError(refused.code(), String.valueOf(refused.getMessage()), refused.extras());
                store.finish(key, new Answer(refused.code().status(), null, text(error)));
            } else {
                store.forget(key);
            }
            throw refused;
        } catch (RuntimeException broken) {
            store.forget(key);
            throw broken;
        }
    }

    private Response again(Answer answer) {
        if (answer.status() >= 400) {
            throw error(answer.body());
        }
        var response = Response.status(answer.status())
                .type(MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8"))
                .entity(answer.body());
        return (answer.location() == null ? response : response.location(URI.create(answer.location()))).build();
    }

    private ApiException error(String stored) {
        try {
            var error = json.readValue(stored, StoredError.class);
            var again = new ApiException(error.code(), error.detail());
            new LinkedHashMap<>(error.extras()).forEach(again::with);
            return again;
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("a stored answer cannot be read", damaged);
        }
    }

    private String text(@Nullable Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String hash(@Nullable Object body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text(body).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static ApiException inProgress() {
        return new ApiException(
                ErrorCode.IDEMPOTENCY_IN_PROGRESS, "The first request with this key is still being served");
    }
}
