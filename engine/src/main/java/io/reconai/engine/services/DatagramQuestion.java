package io.reconai.engine.services;

import java.util.Optional;

/// One harmless question over UDP, and how its answer reads. Pure: no network, no chance of its own.
interface DatagramQuestion {

    /// Octets of chance that a question carries and its answer repeats, so that strangers cannot answer in its place.
    int TOKEN_BYTES = 8;

    /// What was told, and what of the answer shows it.
    ///
    /// @param evidence in words where the answer is not text
    record Told(Recognised service, String evidence) {}

    /// Where it is asked.
    int port();

    /// The packet that is sent.
    ///
    /// @param token of [#TOKEN_BYTES] octets
    byte[] packet(byte[] token);

    /// Reads an answer.
    ///
    /// @return empty when it is another protocol, or no answer to this packet
    /// @throws MalformedReplyException when it ends too early or contradicts itself
    Optional<Told> read(byte[] token, Heard answer) throws MalformedReplyException;
}
