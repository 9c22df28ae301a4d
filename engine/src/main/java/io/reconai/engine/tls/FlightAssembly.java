package io.reconai.engine.tls;

import io.reconai.engine.asset.TlsVersion;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts handshake messages together and reads those that a server sends in the clear (RFC 5246 §7.4, RFC 8446 §4.1.3).
final class FlightAssembly {

    private static final int SERVER_HELLO = 2;
    private static final int CERTIFICATE = 11;
    private static final int SERVER_KEY_EXCHANGE = 12;
    private static final int CERTIFICATE_REQUEST = 13;
    private static final int SERVER_HELLO_DONE = 14;
    private static final int CERTIFICATE_STATUS = 22;
    private static final int NAMED_CURVE = 3;

    /// Ten certificates of three times the usual size; what is longer is not read.
    private static final int MAX_MESSAGE = 64 * 1_024;

    /// Chains beyond this are cut, as everywhere.
    private static final int MAX_CHAIN = 10;

    /// SHA-256 of "HelloRetryRequest" stands in the place of the random (RFC 8446 §4.1.3).
    private static final byte[] RETRY =
            HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    /// "DOWNGRD" and 01 or 00 (RFC 8446 §4.1.3).
    private static final byte[] MARK = HexFormat.of().parseHex("444f574e475244");

    private static final int MARK_AT = 24;

    private final ServerFlight.Until until;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private int size;

    private @Nullable Hello hello;
    private List<byte[]> certificates = List.of();
    private Optional<byte[]> staple = Optional.empty();
    private boolean clientCertificate;
    private int group;
    private int dhBits;

    private record Hello(
            int version,
            int suite,
            int compression,
            boolean retry,
            boolean mark,
            Set<Integer> extensions,
            Optional<String> alpn) {}

    FlightAssembly(ServerFlight.Until until) {
        this.until = until;
    }

    boolean hasHello() {
        return hello != null;
    }

    int size() {
        return size;
    }

    /// Takes the payload of a handshake record.
    ///
    /// @return true when everything wanted has come
    boolean append(byte[] payload) throws MalformedHandshakeException {
        size += payload.length;
        pending.writeBytes(payload);
        var reader = new WireReader(pending.toByteArray());
        while (reader.remaining() >= 4) {
            var rest = reader.remaining();
            var type = reader.uint8();
            var length = reader.uint24();
            if (length > MAX_MESSAGE) {
                throw new MalformedHandshakeException("a message of " + length + " octets");
            }
            if (length > reader.remaining()) {
                keep(rest);
                return false;
            }
            if (read(type, reader.part(length))) {
                return true;
            }
        }
        keep(reader.remaining());
        return false;
    }

    private void keep(int count) {
        var all = pending.toByteArray();
        pending.reset();
        pending.write(all, all.length - count, count);
    }

    /// What was read; empty before the hello.
    Optional<ServerFlight> flight(String broken) {
        var seen = hello;
        return seen == null
                ? Optional.empty()
                : Optional.of(new ServerFlight(
                        seen.version,
                        seen.suite,
                        seen.compression,
                        seen.retry,
                        seen.extensions,
                        seen.alpn,
                        group,
                        dhBits,
                        seen.mark,
                        certificates,
                        staple,
                        clientCertificate,
                        broken));
    }

    private boolean read(int type, WireReader body) throws MalformedHandshakeException {
        var seen = hello;
        if (seen == null) {
            if (type != SERVER_HELLO) {
                throw new MalformedHandshakeException("message " + type + " before the ServerHello");
            }
            return readHello(body);
        }
        switch (type) {
            case CERTIFICATE -> certificates = certificates(body);
            case CERTIFICATE_STATUS -> staple = staple(body);
            case CERTIFICATE_REQUEST -> clientCertificate = true;
            case SERVER_KEY_EXCHANGE -> {
                readKeyExchange(Registry.suiteName(seen.suite), body);
                return until == ServerFlight.Until.KEY_EXCHANGE;
            }
            case SERVER_HELLO_DONE -> {
                return true;
            }
            default -> throw new MalformedHandshakeException("message " + type + " in the clear");
        }
        return false;
    }

    private boolean readHello(WireReader body) throws MalformedHandshakeException {
        var legacyVersion = body.uint16();
        var random = body.octets(32);
        body.part(body.uint8());
        var suite = body.uint16();
        var compression = body.uint8();
        var isRetry = Arrays.equals(random, RETRY);
        var extensions = new LinkedHashSet<Integer>();
        var version = legacyVersion;
        var alpn = Optional.<String>empty();
        if (body.remaining() > 0) {
            var list = body.part(body.uint16());
            while (list.remaining() > 0) {
                var type = list.uint16();
                var extension = list.part(list.uint16());
                extensions.add(type);
                switch (type) {
                    case ClientHello.SUPPORTED_VERSIONS -> version = extension.uint16();
                    case ClientHello.KEY_SHARE -> group = extension.uint16();
                    case ClientHello.ALPN -> alpn = Optional.of(alpn(extension));
                    default -> {}
                }
            }
        }
        var isMark = Arrays.equals(random, MARK_AT, MARK_AT + MARK.length, MARK, 0, MARK.length);
        hello = new Hello(version, suite, compression, isRetry, isMark, extensions, alpn);
        return isRetry || version >= TlsVersion.TLS_1_3.code() || !goesOn(suite);
    }

    /// Static RSA has no ServerKeyExchange to wait for.
    private boolean goesOn(int suite) {
        return switch (until) {
            case HELLO -> false;
            case DONE -> true;
            case KEY_EXCHANGE -> {
                var name = Registry.suiteName(suite);
                yield name.startsWith("TLS_ECDHE_") || name.startsWith("TLS_DHE_") || name.contains("_anon_");
            }
        };
    }

    private static String alpn(WireReader extension) throws MalformedHandshakeException {
        var list = extension.part(extension.uint16());
        return new String(list.octets(list.uint8()), StandardCharsets.ISO_8859_1);
    }

    private static List<byte[]> certificates(WireReader body) throws MalformedHandshakeException {
        var list = body.part(body.uint24());
        var found = new ArrayList<byte[]>();
        while (list.remaining() > 0 && found.size() < MAX_CHAIN) {
            found.add(list.octets(list.uint24()));
        }
        return found;
    }

    /// RFC 6066 §8: type 1 is OCSP.
    private static Optional<byte[]> staple(WireReader body) throws MalformedHandshakeException {
        return body.uint8() == 1 ? Optional.of(body.octets(body.uint24())) : Optional.empty();
    }

    private void readKeyExchange(String suite, WireReader body) throws MalformedHandshakeException {
        if (suite.startsWith("TLS_ECDH")) {
            if (body.uint8() == NAMED_CURVE) {
                group = body.uint16();
            }
        } else if (suite.startsWith("TLS_DH")) {
            dhBits = new BigInteger(1, body.octets(body.uint16())).bitLength();
        }
    }
}
