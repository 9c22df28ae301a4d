package io.reconai.engine.net;

import java.time.Duration;

/// What one attempt to talk to a peer came to. Each is a different fact; none stands in for another.
public sealed interface Outcome<T> {

    /// The peer answered; `elapsed` runs from the first packet sent.
    record Answered<T>(T value, Duration elapsed) implements Outcome<T> {}

    /// TCP RST: somebody is there and says no.
    record Refused<T>(Duration elapsed) implements Outcome<T> {}

    /// Silence. Filtered, or lost on the way.
    record TimedOut<T>(Duration waited) implements Outcome<T> {}

    /// An ICMP refusal on the way, or no route.
    record Unreachable<T>(String reason) implements Outcome<T> {}

    /// We did not ask: the address policy forbids it.
    record Blocked<T>(String rule) implements Outcome<T> {}

    /// We could not ask, for instance out of file descriptors. Says nothing about the target.
    record Failed<T>(String reason) implements Outcome<T> {}
}
