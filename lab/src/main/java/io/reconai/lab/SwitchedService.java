package io.reconai.lab;

import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A TCP service that can be switched off and on again; while it is off its port is silent.
final class SwitchedService implements AutoCloseable {

    private final Listener.Service service;
    private final @Nullable SSLContext tls;
    private final Duration latency;
    private final int port;
    private @Nullable Listener listener;
    private @Nullable SilentPort silence;

    /// Switched on.
    ///
    /// @param tls null for plain TCP
    SwitchedService(Listener.Service service, @Nullable SSLContext tls, Duration latency) throws IOException {
        this.service = service;
        this.tls = tls;
        this.latency = latency;
        var first = Listener.start(service, tls, latency);
        listener = first;
        port = first.port();
    }

    int port() {
        return port;
    }

    synchronized void switchOff() throws IOException {
        if (silence == null) {
            close();
            silence = new SilentPort(port);
        }
    }

    synchronized void switchOn() throws IOException {
        if (listener == null) {
            close();
            listener = Listener.start(service, tls, latency, port);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (listener != null) {
            listener.close();
            listener = null;
        }
        if (silence != null) {
            silence.close();
            silence = null;
        }
    }
}
