package io.reconai.lab;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// TLS 1.3 that prefers the key exchange X25519MLKEM768, which the JDK's server does not have: whoever names the group
/// is asked for a key of it (RFC 8446 §4.1.4), and gets no further; the JDK serves everybody else.
record HybridTls(SSLContext tls, Listener.Service then) implements Listener.Service {

    private static final int X25519_MLKEM768 = 0x11ec;
    private static final int SUPPORTED_GROUPS = 10;

    /// The type and the length of a handshake message, its version and its random octets.
    private static final int BEFORE_SESSION = 1 + 3 + 2 + 32;

    /// The random octets by which a ServerHello is a HelloRetryRequest.
    private static final byte[] RETRY =
            HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    /// TLS_AES_128_GCM_SHA256, no compression; TLS 1.3; the group.
    private static final byte[] CHOICE = HexFormat.of().parseHex("130100" + "000c" + "002b00020304" + "0033000211ec");

    @Override
    public void serve(Socket connection) throws IOException, InterruptedException {
        var in = new DataInputStream(connection.getInputStream());
        var head = in.readNBytes(5);
        var hello = in.readNBytes(head.length < 5 ? 0 : (head[3] & 0xff) << 8 | head[4] & 0xff);
        if (hello.length > BEFORE_SESSION && namesTheGroup(ByteBuffer.wrap(hello))) {
            connection.getOutputStream().write(retry(hello));
            connection.shutdownOutput();
            in.readAllBytes();
            return;
        }
        var read = new ByteArrayOutputStream();
        read.writeBytes(head);
        read.writeBytes(hello);
        var replayed = new ByteArrayInputStream(read.toByteArray());
        try (var secure = (SSLSocket) tls.getSocketFactory().createSocket(connection, replayed, true)) {
            secure.startHandshake();
            then.serve(secure);
        }
    }

    private static boolean namesTheGroup(ByteBuffer hello) {
        skip(hello, BEFORE_SESSION);
        skip(hello, hello.get() & 0xff);
        skip(hello, hello.getShort() & 0xffff); // suites
        skip(hello, hello.get() & 0xff); // compression
        if (!hello.hasRemaining()) {
            return false;
        }
        skip(hello, 2);
        while (hello.hasRemaining()) {
            var type = hello.getShort() & 0xffff;
            var length = hello.getShort() & 0xffff;
            if (type != SUPPORTED_GROUPS) {
                skip(hello, length);
                continue;
            }
            for (var left = (hello.getShort() & 0xffff) / 2; left > 0; left--) {
                if ((hello.getShort() & 0xffff) == X25519_MLKEM768) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void skip(ByteBuffer buffer, int octets) {
        buffer.position(buffer.position() + octets);
    }

    private static byte[] retry(byte[] hello) {
        var session = hello[BEFORE_SESSION] & 0xff;
        var length = 2 + RETRY.length + 1 + session + CHOICE.length;
        return ByteBuffer.allocate(5 + 4 + length)
                .put((byte) 22)
                .putShort((short) 0x0303)
                .putShort((short) (4 + length))
                .putInt(2 << 24 | length)
                .putShort((short) 0x0303)
                .put(RETRY)
                .put(hello, BEFORE_SESSION, 1 + session)
                .put(CHOICE)
                .array();
    }
}
