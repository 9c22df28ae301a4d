package io.reconai.engine;

/// How much a scan sends to its target. Each includes the one before.
public enum ScanMode {
    /// Third parties and DNS through resolvers only; never connects to the target.
    PASSIVE,
    /// What a browser and a resolver would do: TLS and HTTP on 80 and 443, questions to the target's name servers.
    STANDARD,
    /// Port scan, path probes, zone transfer, brute force. For domains whose ownership is shown.
    ACTIVE;

    /// True when this mode may do what the other does.
    public boolean includes(ScanMode other) {
        return compareTo(other) >= 0;
    }
}
