package io.reconai.engine.tls;

import java.time.Duration;

/// Somebody who answers hellos: a server behind the Dialer, or in tests one whose truth is known.
@FunctionalInterface
interface HelloServer {

    /// Sends one hello over a connection of its own and reads the answer.
    ///
    /// @param until how far to read
    /// @param patience for the whole exchange
    /// @throws InterruptedException when the scan is cancelled
    HelloAnswer ask(ClientHello hello, ServerFlight.Until until, Duration patience) throws InterruptedException;
}
