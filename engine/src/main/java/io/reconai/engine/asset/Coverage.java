package io.reconai.engine.asset;

/// What became of one kind of probe on a host, so that "not looked at" is never shown as clean.
///
/// @param probe `dns`, `port_scan`, `tls`, `http`, `path_probes`, `zone_transfer`, …
/// @param detail a reason in words; empty when there is nothing to say
public record Coverage(String probe, Result outcome, String detail) {

    /// How a probe fared.
    public enum Result {
        OK,
        REFUSED,
        TIMED_OUT,
        BLOCKED,
        NOT_ALLOWED,
        NOT_CONFIGURED,
        FAILED,
        NOT_APPLICABLE
    }
}
