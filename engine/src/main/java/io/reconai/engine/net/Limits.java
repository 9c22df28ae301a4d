package io.reconai.engine.net;

import java.time.Duration;

/// The bounds of one conversation.
///
/// @param bytes from the wire, in all
/// @param deadline of the whole conversation, not of each read
/// @param patience how long the peer may say nothing at all; once it speaks it has to make progress
public record Limits(long bytes, Deadline deadline, Duration patience) {

    private static final long MIB = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Bounds of a conversation with a peer that should answer within 5 s.
    public Limits(long bytes, Deadline deadline) {
        this(bytes, deadline, PATIENCE);
    }

    /// An HTTP exchange: 8 MiB from the wire in 10 s.
    public static Limits http(Deadline outer) {
        return new Limits(8 * MIB, outer.orIn(Duration.ofSeconds(10)));
    }

    /// A greeting: 4 KiB in 5 s.
    public static Limits banner(Deadline outer) {
        return new Limits(4 * 1024, outer.orIn(Duration.ofSeconds(5)));
    }

    /// A TLS handshake: 1 MiB from the wire in 10 s.
    public static Limits tls(Deadline outer) {
        return new Limits(MIB, outer.orIn(Duration.ofSeconds(10)));
    }
}
