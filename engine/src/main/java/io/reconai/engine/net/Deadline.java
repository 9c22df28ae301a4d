package io.reconai.engine.net;

import java.time.Duration;

/// A point in monotonic time after which nobody waits any more. A step of the wall clock does not move it.
public final class Deadline {

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    /// Now plus a duration.
    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /// This deadline or now plus the duration, whichever comes first.
    public Deadline orIn(Duration duration) {
        return remaining().compareTo(duration) <= 0 ? this : in(duration);
    }

    /// What is left; zero when it has passed, never negative.
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    /// True when nothing is left.
    public boolean hasPassed() {
        return nanos - System.nanoTime() <= 0;
    }

    /// What is left in milliseconds, at least 1, as socket calls want it (0 would mean for ever). Rounded up,
    /// so that who waited for so long finds that the deadline has passed.
    int remainingMillis() {
        return (int) Math.clamp(remaining().plusNanos(999_999).toMillis(), 1, Integer.MAX_VALUE);
    }
}
