package io.reconai.server.identity;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.reconai.server.store.AccountStore;
import io.reconai.server.store.LatestOf;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.store.WorkspaceStore.Seat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Notes when sign-ins were used and when members were active, to some minutes. A server that has just
/// started would else have everybody wait for two writes, one after another.
@ApplicationScoped
class Sightings {

    /// "Last active" needs no more precision.
    private static final Duration BETWEEN = Duration.ofMinutes(5);

    private final Clock clock;
    private final LatestOf<String, Instant> sessions;
    private final LatestOf<Seat, Instant> members;

    Sightings(AccountStore accounts, WorkspaceStore workspaces, Clock clock) {
        this.clock = clock;
        sessions = new LatestOf<>("uses of sign-ins", accounts::used);
        members = new LatestOf<>("sightings of members", workspaces::seen);
    }

    void start(@Observes StartupEvent started) {
        sessions.start();
        members.start();
    }

    void stop(@Observes ShutdownEvent ending) {
        sessions.stop();
        members.stop();
    }

    void used(Session session) {
        var now = now();
        if (session.lastUsedAt().plus(BETWEEN).isBefore(now)) {
            sessions.note(session.sessionId(), now);
        }
    }

    void active(Membership membership, Account account) {
        var now = now();
        if (membership.lastActiveAt().plus(BETWEEN).isBefore(now)) {
            members.note(new Seat(membership.workspaceId(), account.uid()), now);
        }
    }

    /// The store keeps milliseconds.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
