package io.reconai.lab;

/// How a resolver of the lab may fail its users.
public enum ResolverFault {
    /// Gives an address for names that do not exist.
    LYING,
    /// Needs 400 ms for each answer.
    SLOW,
    /// Drops one packet in ten.
    LOSSY,
    /// Drops every other packet: of half the questions none, of a quarter the first packet, of an eighth the first two
    /// and so on, five at most. Which, the question decides, so that it is the same in whatever order they come.
    VERY_LOSSY,
    /// Never answers for names whose first label ends in `8`.
    DEAF_TO_SOME,
    /// Never answers.
    SILENT,
    /// Says SERVFAIL to everything.
    FAILING
}
