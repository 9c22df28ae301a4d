package io.reconai.engine.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reconai.engine.asset.DomainName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;

/// Whatever a server says before TLS: it leads there, is an obstacle, or ends as connections do.
class StartTlsFuzzTest {

    private static final List<StartTls> DIALOGUES = List.of(
            new StartTls.Smtp(),
            new StartTls.Ftp(),
            new StartTls.Imap(),
            new StartTls.Pop3(),
            new StartTls.Ldap(),
            new StartTls.PostgreSql(),
            new StartTls.MySql(),
            new StartTls.Xmpp(new DomainName("acme.test")));

    /// A connection on which everything has been said already.
    private static final class Said extends Socket {

        private final InputStream in;

        Said(byte[] octets) {
            in = new ByteArrayInputStream(octets);
        }

        @Override
        public InputStream getInputStream() {
            return in;
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }
    }

    @FuzzTest(maxDuration = "30s")
    void neverFailsOtherwise(byte[] said) {
        for (var dialogue : DIALOGUES) {
            try (var socket = new Said(said)) {
                dialogue.speak(socket);
            } catch (IOException ended) {
                // It was too little, or too much.
            }
        }
    }
}
