package io.reconai.server.system;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// The time, as one thing that everything asks, so that a test can move it.
final class ServerClock {

    private ServerClock() {}

    @Produces
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }
}
