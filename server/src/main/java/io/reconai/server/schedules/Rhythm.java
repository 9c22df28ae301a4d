package io.reconai.server.schedules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// At which times a domain is scanned.
sealed interface Rhythm permits Rhythm.Hours, CronRhythm {

    /// The first time after another; empty when there is none any more.
    ///
    /// @param time of this rhythm, or any other to begin with
    Optional<Instant> after(Instant time);

    /// The least that lies between two times, on the clocks of its place.
    Duration shortest();

    /// Every so many hours.
    record Hours(int hours) implements Rhythm {

        @Override
        public Optional<Instant> after(Instant time) {
            return Optional.of(time.plus(shortest()));
        }

        @Override
        public Duration shortest() {
            return Duration.ofHours(hours);
        }
    }
}
