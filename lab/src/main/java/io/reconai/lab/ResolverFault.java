package io.reconai.lab;

/// How a resolver of the lab may fail its users.
public enum ResolverFault {
    /// Gives an address for names that do not exist.
    LYING,
    /// Needs 400 ms for each answer.
    SLOW,
    /// Drops one packet in ten.
    LOSSY,
    /// Drops every other packet.
    VERY_LOSSY,
    /// Never answers.
    SILENT,
    /// Says SERVFAIL to everything.
    FAILING
}
