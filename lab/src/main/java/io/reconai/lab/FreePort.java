package io.reconai.lab;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Finds a port for a server that is started a moment later.
///
/// A port that the system chooses is one of those it gives to outgoing connections, too, and a scan that runs beside
/// makes thousands of them: until the server opens it, somebody else may have it. So one below these is taken (they
/// begin at 32,768 on Linux, at 49,152 elsewhere; RFC 6335 §6).
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int END = 32_000;

    private FreePort() {}

    /// A port of the loopback address that nobody listens at.
    ///
    /// @throws IOException when there is none
    public static int find() throws IOException {
        var count = END - FIRST;
        var offset = ThreadLocalRandom.current().nextInt(count);
        for (var i = 0; i < count; i++) {
            var port = FIRST + (offset + i) % count;
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (BindException taken) {
                // The next one, then.
            }
        }
        throw new IOException("no port from " + FIRST + " to " + (END - 1) + " is free");
    }
}
