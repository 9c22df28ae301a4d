package io.reconai.server.tokens;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.reconai.server.http.ClientAddress;
import io.reconai.server.identity.Credential;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.store.ApiTokenStore;
import io.reconai.server.store.ApiTokenStore.LastUse;
import io.reconai.server.store.LatestOf;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/// Notes when and from where each token was used last.
@ApplicationScoped
public class TokenUses {

    private final ClientAddress addresses;
    private final Clock clock;
    private final LatestOf<String, LastUse> uses;

    TokenUses(ApiTokenStore store, ClientAddress addresses, Clock clock) {
        this.addresses = addresses;
        this.clock = clock;
        uses = new LatestOf<>("uses of tokens", store::used);
    }

    void start(@Observes StartupEvent started) {
        uses.start();
    }

    void stop(@Observes ShutdownEvent ending) {
        uses.stop();
    }

    /// Writes what waits.
    void flush() {
        uses.flush();
    }

    void note(CurrentCaller current, RoutingContext request) {
        current.find().ifPresent(caller -> {
            if (caller.credential() instanceof Credential.ApiToken token) {
                uses.note(token.tokenId(), new LastUse(clock.instant(), addresses.of(request)));
            }
        });
    }
}
