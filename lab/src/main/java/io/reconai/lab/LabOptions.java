package io.reconai.lab;

import java.time.Duration;
import java.util.Map;

/// How the lab is made.
///
/// @param hosts of the organisation, the described ones included; more are generated
/// @param latency added to every DNS answer, every accepted connection and every answer on one
/// @param seed of everything that is chosen at random
/// @param dnsPort of the resolver; 0 for any that is free
/// @param faults of third parties, by their names, such as `crtsh`
public record LabOptions(int hosts, Duration latency, long seed, int dnsPort, Map<String, Fault> faults) {

    public LabOptions {
        faults = Map.copyOf(faults);
    }

    public LabOptions(int hosts, Duration latency, long seed) {
        this(hosts, latency, seed, 0, Map.of());
    }

    /// The described hosts, no latency, seed 42.
    public static LabOptions defaults() {
        return new LabOptions(0, Duration.ZERO, 42);
    }

    /// The same with a third party that misbehaves.
    public LabOptions with(String party, Fault fault) {
        var more = new java.util.HashMap<>(faults);
        more.put(party, fault);
        return new LabOptions(hosts, latency, seed, dnsPort, more);
    }
}
