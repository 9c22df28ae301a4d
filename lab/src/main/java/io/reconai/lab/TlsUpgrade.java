package io.reconai.lab;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Goes on in TLS on a connection that has begun in the clear, or has just been opened.
record TlsUpgrade(SSLContext tls, Listener.Service then) implements Listener.Service {

    @Override
    public void serve(Socket connection) throws IOException, InterruptedException {
        try (var secure = (SSLSocket) tls.getSocketFactory().createSocket(connection, null, true)) {
            secure.setUseClientMode(false);
            secure.startHandshake();
            then.serve(secure);
        }
    }
}
