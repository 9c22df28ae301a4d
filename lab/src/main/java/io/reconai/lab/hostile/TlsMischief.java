package io.reconai.lab.hostile;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Servers that misbehave where TLS should begin.
final class TlsMischief {

    private static final Duration DRIP = Duration.ofMillis(400);
    private static final int RECORD = 16_384;

    private TlsMischief() {}

    /// Hears the hello and says nothing.
    static Behaviour silent() {
        return Peer::hearForever;
    }

    /// A record that says it holds 16 KiB of handshake and comes octet by octet.
    static Behaviour drips() {
        return peer -> {
            peer.say(new byte[] {22, 3, 3, 0x40, 0, 2, 0, 0x3f, (byte) 0xfc});
            peer.dripForever(3, DRIP);
        };
    }

    /// A hello that says it has 16 MiB, in full records without end.
    static Behaviour endlessHello() {
        var record = new byte[5 + RECORD];
        Arrays.fill(record, (byte) 3);
        System.arraycopy(new byte[] {22, 3, 3, 0x40, 0}, 0, record, 0, 5);
        var first = record.clone();
        System.arraycopy(new byte[] {2, (byte) 0xff, (byte) 0xff, (byte) 0xff}, 0, first, 5, 4);
        return peer -> {
            peer.say(first);
            peer.sayForever(record);
        };
    }

    /// Warnings that change nothing, without end.
    static Behaviour endlessWarnings() {
        var warning = new byte[] {21, 3, 3, 0, 2, 1, 112};
        var block = new byte[warning.length * 1_000];
        for (var i = 0; i < block.length; i++) {
            block[i] = warning[i % warning.length];
        }
        return peer -> peer.sayForever(block);
    }

    /// Records without anything in them, without end.
    static Behaviour endlessEmptyRecords() {
        var block = new byte[5_000];
        for (var i = 0; i < block.length; i++) {
            block[i] = new byte[] {22, 3, 3, 0, 0}[i % 5];
        }
        return peer -> peer.sayForever(block);
    }

    /// Octets by chance, the same for everybody.
    static Behaviour garbage() {
        return peer -> {
            var random = new Random(42);
            var block = new byte[RECORD];
            while (true) {
                random.nextBytes(block);
                peer.say(block);
            }
        };
    }

    /// The same, once the visitor has begun to speak.
    static Behaviour garbageToWhoSpeaks() {
        return ((Behaviour) peer -> peer.hear(1)).then(garbage());
    }

    /// Answers in the clear where TLS is expected.
    static Behaviour plainHttp() {
        return peer -> peer.say("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    }

    /// TLS that is done right, with a page behind it.
    static Behaviour secured(SSLContext context) {
        return peer -> {
            try (var secure = (SSLSocket) context.getSocketFactory().createSocket(peer.socket(), null, true)) {
                secure.setUseClientMode(false);
                secure.startHandshake();
                HttpMischief.says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
                        .serve(peer.over(secure));
            } catch (RuntimeException broken) {
                throw new IOException(broken);
            }
        };
    }
}
