package io.reconai.lab;

import java.time.Duration;

/// How the lab is made.
///
/// @param hosts of the organisation, the described ones included; more are generated
/// @param latency added to every DNS answer, every accepted connection and every answer on one
/// @param seed of everything that is chosen at random
public record LabOptions(int hosts, Duration latency, long seed) {

    /// The described hosts, no latency, seed 42.
    public static LabOptions defaults() {
        return new LabOptions(0, Duration.ZERO, 42);
    }
}
