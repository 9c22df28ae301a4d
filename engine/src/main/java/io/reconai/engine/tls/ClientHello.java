package io.reconai.engine.tls;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.TlsVersion;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One offer to a server, written by hand so that it can ask for what the JDK refuses to speak (RFC 8446 §4.1.2).
///
/// @param version the only version that is offered
/// @param suites in the client's order, signalling values included
/// @param groups in the client's order; none below TLS 1.3 means that the server may pick any curve
/// @param signatures signature algorithms, for TLS 1.2 and later
/// @param name for SNI; never an address (RFC 6066 §3)
/// @param alpn protocols; none leaves the extension out
/// @param extras what else is offered
/// @param share the public key for x25519 in TLS 1.3; empty makes the server name its group (HelloRetryRequest)
record ClientHello(
        TlsVersion version,
        List<Integer> suites,
        List<Integer> groups,
        List<Integer> signatures,
        Optional<DomainName> name,
        List<String> alpn,
        Set<Extra> extras,
        Optional<KeyShare> share) {

    /// What a hello may carry beyond what it needs.
    enum Extra {
        EXTENDED_MASTER_SECRET,
        RENEGOTIATION_INFO,
        SESSION_TICKET,
        STATUS_REQUEST,
        TIMESTAMPS,
        ENCRYPT_THEN_MAC,
        HEARTBEAT,
        DEFLATE
    }

    /// A public key for a group.
    record KeyShare(int group, List<Byte> key) {}

    static final int SERVER_NAME = 0;
    static final int STATUS_REQUEST = 5;
    static final int SUPPORTED_GROUPS = 10;
    static final int EC_POINT_FORMATS = 11;
    static final int SIGNATURE_ALGORITHMS = 13;
    static final int HEARTBEAT = 15;
    static final int ALPN = 16;
    static final int TIMESTAMPS = 18;
    static final int PADDING = 21;
    static final int ENCRYPT_THEN_MAC = 22;
    static final int EXTENDED_MASTER_SECRET = 23;
    static final int SESSION_TICKET = 35;
    static final int SUPPORTED_VERSIONS = 43;
    static final int KEY_SHARE = 51;
    static final int RENEGOTIATION_INFO = 0xff01;

    /// Says "secure renegotiation" where extensions cannot (RFC 5746 §3.3).
    static final int EMPTY_RENEGOTIATION_INFO_SCSV = 0x00ff;

    /// Says "this is a lower version than I could do" (RFC 7507).
    static final int FALLBACK_SCSV = 0x5600;

    private static final int SESSION_ID = 32;

    /// Some F5 load balancers hang on hellos of 256 to 511 octets; RFC 7685 was made for them.
    private static final int HANG_FROM = 256;

    private static final int HANG_UNTIL = 512;

    /// RC4, RC4 export, RC2, RC2 export, IDEA, DES and 3DES, all with MD5 (the draft of 1995, §3.2).
    private static final List<Integer> SSL_2_SUITES =
            List.of(0x010080, 0x020080, 0x030080, 0x040080, 0x050080, 0x060040, 0x0700c0);

    private static final int SSL_2_CHALLENGE = 16;

    ClientHello {
        suites = List.copyOf(suites);
        groups = List.copyOf(groups);
        signatures = List.copyOf(signatures);
        alpn = List.copyOf(alpn);
        extras = Set.copyOf(extras);
    }

    /// The same without a name, for servers that refuse the name and not the offer.
    ClientHello withoutName() {
        return new ClientHello(version, suites, groups, signatures, Optional.empty(), alpn, extras, share);
    }

    /// The same without ALPN, for servers that refuse the protocols and not the offer.
    ClientHello withoutAlpn() {
        return new ClientHello(version, suites, groups, signatures, name, List.of(), extras, share);
    }

    /// The hello in one record.
    ///
    /// @param random 32 octets
    byte[] encode(byte[] random) {
        if (version == TlsVersion.SSL_2) {
            return encodeSsl2(random);
        }
        var isSsl3 = version == TlsVersion.SSL_3;
        var isTls13 = version == TlsVersion.TLS_1_3;
        var body = new WireWriter()
                .uint16(isTls13 ? TlsVersion.TLS_1_2.code() : version.code())
                .octets(random)
                .vector8(id -> id.octets(new byte[isTls13 ? SESSION_ID : 0]))
                .vector16(list -> list.uint16s(suites))
                .vector8(this::compressions);
        if (!isSsl3) {
            var extensions = extensions();
            pad(extensions, body.size() + 2 + 4);
            body.vector16(list -> list.octets(extensions.toByteArray()));
        }
        return new WireWriter()
                .uint8(22)
                .uint16(isSsl3 ? TlsVersion.SSL_3.code() : TlsVersion.TLS_1_0.code())
                .vector16(record -> record.uint8(1).vector24(hello -> hello.octets(body.toByteArray())))
                .toByteArray();
    }

    /// SSLv2 has a form of its own and suites of three octets, which no registry holds.
    private static byte[] encodeSsl2(byte[] random) {
        var body = new WireWriter()
                .uint8(1)
                .uint16(TlsVersion.SSL_2.code())
                .uint16(SSL_2_SUITES.size() * 3)
                .uint16(0)
                .uint16(SSL_2_CHALLENGE);
        SSL_2_SUITES.forEach(body::uint24);
        body.octets(Arrays.copyOf(random, SSL_2_CHALLENGE));
        return new WireWriter()
                .uint16(0x8000 | body.size())
                .octets(body.toByteArray())
                .toByteArray();
    }

    private void compressions(WireWriter list) {
        if (extras.contains(Extra.DEFLATE)) {
            list.uint8(1);
        }
        list.uint8(0);
    }

    private WireWriter extensions() {
        var out = new WireWriter();
        name.ifPresent(host -> extension(
                out,
                SERVER_NAME,
                body -> body.vector16(list -> list.uint8(0)
                        .vector16(text -> text.octets(host.value().getBytes(StandardCharsets.US_ASCII))))));
        if (!groups.isEmpty()) {
            extension(out, SUPPORTED_GROUPS, body -> body.vector16(list -> list.uint16s(groups)));
        }
        if (version != TlsVersion.TLS_1_3) {
            extension(out, EC_POINT_FORMATS, body -> body.vector8(list -> list.uint8(0)));
        }
        if (version.code() >= TlsVersion.TLS_1_2.code()) {
            extension(out, SIGNATURE_ALGORITHMS, body -> body.vector16(list -> list.uint16s(signatures)));
        }
        extras(out);
        if (!alpn.isEmpty()) {
            extension(
                    out,
                    ALPN,
                    body -> body.vector16(list -> alpn.forEach(
                            id -> list.vector8(text -> text.octets(id.getBytes(StandardCharsets.US_ASCII))))));
        }
        if (version == TlsVersion.TLS_1_3) {
            extension(out, SUPPORTED_VERSIONS, body -> body.vector8(list -> list.uint16(version.code())));
            extension(
                    out,
                    KEY_SHARE,
                    body -> body.vector16(list -> share.ifPresent(own ->
                            list.uint16(own.group()).vector16(key -> own.key().forEach(octet -> key.uint8(octet))))));
        }
        return out;
    }

    private void extras(WireWriter out) {
        for (var extra : Extra.values()) {
            if (extras.contains(extra)) {
                switch (extra) {
                    case EXTENDED_MASTER_SECRET -> extension(out, EXTENDED_MASTER_SECRET, body -> {});
                    case RENEGOTIATION_INFO -> extension(out, RENEGOTIATION_INFO, body -> body.uint8(0));
                    case SESSION_TICKET -> extension(out, SESSION_TICKET, body -> {});
                    case STATUS_REQUEST ->
                        extension(out, STATUS_REQUEST, body -> body.uint8(1)
                                .uint16(0)
                                .uint16(0));
                    case TIMESTAMPS -> extension(out, TIMESTAMPS, body -> {});
                    case ENCRYPT_THEN_MAC -> extension(out, ENCRYPT_THEN_MAC, body -> {});
                    // RFC 6520 §2: peer_not_allowed_to_send, so that nobody has a reason to send one.
                    case HEARTBEAT -> extension(out, HEARTBEAT, body -> body.uint8(2));
                    case DEFLATE -> {} // a compression method, no extension
                }
            }
        }
    }

    private static void extension(WireWriter out, int type, java.util.function.Consumer<WireWriter> body) {
        out.uint16(type).vector16(body);
    }

    private static void pad(WireWriter extensions, int before) {
        var size = before + extensions.size();
        if (size >= HANG_FROM && size < HANG_UNTIL) {
            var missing = Math.max(0, HANG_UNTIL - size - 4);
            extension(extensions, PADDING, body -> body.octets(new byte[missing]));
        }
    }
}
