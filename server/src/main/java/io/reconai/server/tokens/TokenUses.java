package io.reconai.server.tokens;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.reconai.server.http.ClientAddress;
import io.reconai.server.identity.Credential;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.store.ApiTokenStore;
import io.reconai.server.store.ApiTokenStore.LastUse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Notes when and from where each token was used last; written away from the requests.
@ApplicationScoped
public class TokenUses {

    private static final Logger LOG = Logger.getLogger(TokenUses.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ApiTokenStore store;
    private final ClientAddress addresses;
    private final Clock clock;
    private final Map<String, LastUse> waiting = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("token-uses").factory());

    TokenUses(ApiTokenStore store, ClientAddress addresses, Clock clock) {
        this.store = store;
        this.addresses = addresses;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        timer.scheduleWithFixedDelay(this::flushQuietly, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent ending) {
        timer.shutdown();
        flushQuietly();
    }

    void note(CurrentCaller current, RoutingContext request) {
        current.find().ifPresent(caller -> {
            if (caller.credential() instanceof Credential.ApiToken token) {
                waiting.put(token.tokenId(), new LastUse(clock.instant(), addresses.of(request)));
            }
        });
    }

    /// Writes what waits.
    void flush() {
        var uses = Map.copyOf(waiting);
        if (!uses.isEmpty()) {
            store.used(uses);
            uses.forEach(waiting::remove); // a newer use stays
        }
    }

    private void flushQuietly() {
        try {
            flush();
        } catch (RuntimeException away) {
            LOG.warn("uses of tokens could not be written", away);
        }
    }
}
