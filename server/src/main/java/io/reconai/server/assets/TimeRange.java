package io.reconai.server.assets;

import java.time.Instant;
import java.util.Optional;

/// From a time, which belongs to it, to before another; an absent end does not limit.
public record TimeRange(Optional<Instant> from, Optional<Instant> before) {

    static final TimeRange ALWAYS = new TimeRange(Optional.empty(), Optional.empty());

    /// The same, not before another time.
    TimeRange since(Optional<Instant> other) {
        var later = from.isPresent() && other.isPresent()
                ? Optional.of(from.get().isAfter(other.get()) ? from.get() : other.get())
                : from.or(() -> other);
        return new TimeRange(later, before);
    }
}
