package io.reconai.lab;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A TLS server on paper: answers hellos as a very old or very badly kept server does, and goes no further.
///
/// What it shows until its ServerHelloDone is well formed, its certificate is real and its signatures are not; nobody
/// can complete a handshake, and nobody has to for finding out what is spoken. TLS 1.2 and older.
record PaperTls(Manners manners, byte[] certificate) implements Listener.Service {

    static final int SSL_2 = 0x0002;
    static final int SSL_3 = 0x0300;
    static final int TLS_1_0 = 0x0301;
    static final int TLS_1_1 = 0x0302;
    static final int TLS_1_2 = 0x0303;

    static final int RENEGOTIATION_INFO = 0xff01;
    static final int MASTER_SECRET = 23;
    static final int HEARTBEAT = 15;

    private static final int SUPPORTED_GROUPS = 10;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int P256 = 0x0017;
    private static final int P256_POINT = 65;
    private static final int FALLBACK_SCSV = 0x5600;
    private static final int HANDSHAKE = 22;
    private static final int ALERT = 21;
    private static final int HANDSHAKE_FAILURE = 40;
    private static final int PROTOCOL_VERSION = 70;
    private static final int INAPPROPRIATE_FALLBACK = 86;
    private static final int MOST_OCTETS = 1 << 14;

    /// How keys are agreed on, which decides what the flight holds.
    enum Exchange {
        RSA,
        DHE,
        ECDHE
    }

    /// A suite by its number (IANA).
    record Suite(int code, Exchange exchange) {}

    /// What is spoken.
    ///
    /// @param suites the best first
    /// @param extensions that are answered when they are offered
    record Manners(
            Set<Integer> versions,
            List<Suite> suites,
            Set<Integer> extensions,
            int dhBits,
            boolean compresses,
            boolean followsTheClient,
            boolean heedsFallback) {

        /// TLS 1.2 with these suites, and nothing wrong beside.
        static Manners of(Suite... suites) {
            return new Manners(
                    Set.of(TLS_1_2),
                    List.of(suites),
                    Set.of(RENEGOTIATION_INFO, MASTER_SECRET),
                    2_048,
                    false,
                    false,
                    true);
        }

        Manners speaking(Integer... others) {
            return new Manners(Set.of(others), suites, extensions, dhBits, compresses, followsTheClient, heedsFallback);
        }

        Manners answering(Integer... others) {
            return new Manners(versions, suites, Set.of(others), dhBits, compresses, followsTheClient, heedsFallback);
        }

        Manners withModulusOf(int bits) {
            return new Manners(versions, suites, extensions, bits, compresses, followsTheClient, heedsFallback);
        }

        Manners compressing() {
            return new Manners(versions, suites, extensions, dhBits, true, followsTheClient, heedsFallback);
        }

        Manners followingTheClient() {
            return new Manners(versions, suites, extensions, dhBits, compresses, true, heedsFallback);
        }

        Manners heedlessOfFallback() {
            return new Manners(versions, suites, extensions, dhBits, compresses, followsTheClient, false);
        }
    }

    /// What a client offers.
    private record Offer(int version, List<Integer> suites, boolean deflate, Map<Integer, ByteBuffer> extensions) {}

    @Override
    public void serve(Socket connection) throws IOException {
        var in = new DataInputStream(connection.getInputStream());
        var first = in.readUnsignedByte();
        if (first == 0x80) {
            in.skipNBytes(in.readUnsignedByte());
            connection.getOutputStream().write(manners.versions().contains(SSL_2) ? ssl2() : alert(SSL_3, 40));
        } else if (first == HANDSHAKE) {
            in.readUnsignedShort();
            var record = in.readNBytes(Math.min(in.readUnsignedShort(), MOST_OCTETS));
            connection.getOutputStream().write(answer(offer(ByteBuffer.wrap(record))));
        } else {
            return;
        }
        connection.shutdownOutput();
        connection.getInputStream().readAllBytes();
    }

    private static Offer offer(ByteBuffer record) {
        record.position(4); // type and length
        var legacy = record.getShort() & 0xffff;
        record.position(record.position() + 32); // random
        part(record, record.get() & 0xff); // session
        var suites = numbers(part(record, record.getShort() & 0xffff));
        var compressions = part(record, record.get() & 0xff);
        var deflate = false;
        while (compressions.hasRemaining()) {
            deflate |= compressions.get() == 1;
        }
        var extensions = new HashMap<Integer, ByteBuffer>();
        if (record.hasRemaining()) {
            var list = part(record, record.getShort() & 0xffff);
            while (list.hasRemaining()) {
                extensions.put(list.getShort() & 0xffff, part(list, list.getShort() & 0xffff));
            }
        }
        return new Offer(legacy, suites, deflate, extensions);
    }

    private byte[] answer(Offer offer) {
        var offered = new ArrayList<Integer>();
        var list = offer.extensions().get(SUPPORTED_VERSIONS);
        if (list == null) {
            manners.versions().stream()
                    .filter(version -> version <= offer.version() && version != SSL_2)
                    .forEach(offered::add);
        } else {
            list.get();
            offered.addAll(numbers(list));
            offered.retainAll(manners.versions());
        }
        if (offered.isEmpty()) {
            return alert(offer.version(), PROTOCOL_VERSION);
        }
        var version = offered.stream().max(Integer::compare).orElseThrow();
        var newest = manners.versions().stream().max(Integer::compare).orElseThrow();
        if (manners.heedsFallback() && offer.suites().contains(FALLBACK_SCSV) && version < newest) {
            return alert(version, INAPPROPRIATE_FALLBACK);
        }
        return manners.suites().stream()
                .filter(suite -> isPossible(suite, offer))
                .min((one, other) -> manners.followsTheClient()
                        ? offer.suites().indexOf(one.code()) - offer.suites().indexOf(other.code())
                        : 0)
                .map(suite -> flight(version, suite, offer))
                .orElseGet(() -> alert(version, HANDSHAKE_FAILURE));
    }

    private static boolean isPossible(Suite suite, Offer offer) {
        if (!offer.suites().contains(suite.code())) {
            return false;
        }
        var groups = offer.extensions().get(SUPPORTED_GROUPS);
        return suite.exchange() != Exchange.ECDHE
                || groups != null
                        && numbers(groups.duplicate().position(groups.position() + 2))
                                .contains(P256);
    }

    private byte[] flight(int version, Suite suite, Offer offer) {
        var extensions = new ByteArrayOutputStream();
        for (var extension : offer.extensions().keySet()) {
            if (manners.extensions().contains(extension)) {
                extensions.writeBytes(number(extension, 2));
                extensions.writeBytes(body(extension));
            }
        }
        var hello = new ByteArrayOutputStream();
        hello.writeBytes(number(version, 2));
        hello.writeBytes(new byte[32]);
        hello.write(0);
        hello.writeBytes(number(suite.code(), 2));
        hello.write(manners.compresses() && offer.deflate() ? 1 : 0);
        if (extensions.size() > 0) {
            hello.writeBytes(number(extensions.size(), 2));
            hello.writeBytes(extensions.toByteArray());
        }
        var messages = new ByteArrayOutputStream();
        messages.writeBytes(message(2, hello.toByteArray()));
        var entry = joined(number(certificate.length, 3), certificate);
        messages.writeBytes(message(11, joined(number(entry.length, 3), entry)));
        if (suite.exchange() != Exchange.RSA) {
            messages.writeBytes(message(12, keyExchange(suite.exchange())));
        }
        messages.writeBytes(message(14, new byte[0]));
        return record(HANDSHAKE, version, messages.toByteArray());
    }

    /// The extension's content as a server answers it, after its length.
    private static byte[] body(int extension) {
        return switch (extension) {
            case RENEGOTIATION_INFO, HEARTBEAT -> new byte[] {0, 1, (byte) (extension == HEARTBEAT ? 1 : 0)};
            default -> new byte[] {0, 0};
        };
    }

    /// Parameters and a signature of zeros.
    private byte[] keyExchange(Exchange exchange) {
        var signature = new byte[4];
        if (exchange == Exchange.ECDHE) {
            var point = new byte[P256_POINT];
            point[0] = 4;
            return joined(new byte[] {3}, number(P256, 2), new byte[] {P256_POINT}, point, signature);
        }
        var modulus = new byte[manners.dhBits() / 8];
        modulus[0] = (byte) 0x80;
        modulus[modulus.length - 1] = 1;
        var size = number(modulus.length, 2);
        return joined(size, modulus, new byte[] {0, 1, 2}, size, modulus, signature);
    }

    /// SSLv2's SERVER-HELLO: no session, an X.509 certificate, one cipher kind, a connection id.
    private byte[] ssl2() {
        var body = joined(
                new byte[] {4, 0, 1},
                number(SSL_2, 2),
                number(certificate.length, 2),
                number(3, 2),
                number(16, 2),
                certificate,
                new byte[] {7, 0, (byte) 0xc0},
                new byte[16]);
        return joined(number(0x8000 | body.length, 2), body);
    }

    private static byte[] alert(int version, int description) {
        return record(ALERT, version, new byte[] {2, (byte) description});
    }

    private static byte[] record(int type, int version, byte[] payload) {
        return joined(number(type, 1), number(version, 2), number(payload.length, 2), payload);
    }

    private static byte[] message(int type, byte[] body) {
        return joined(number(type, 1), number(body.length, 3), body);
    }

    private static ByteBuffer part(ByteBuffer buffer, int length) {
        var part = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        return part;
    }

    private static List<Integer> numbers(ByteBuffer buffer) {
        var numbers = new ArrayList<Integer>();
        while (buffer.remaining() >= 2) {
            numbers.add(buffer.getShort() & 0xffff);
        }
        return numbers;
    }

    private static byte[] number(int value, int octets) {
        var bytes = new byte[octets];
        for (var at = 0; at < octets; at++) {
            bytes[at] = (byte) (value >> 8 * (octets - 1 - at));
        }
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
