package io.reconai.engine.tls;

import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.TlsFeatures;
import io.reconai.engine.asset.TlsVersion;
import io.reconai.engine.tls.ClientHello.Extra;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects what the hellos of TLS 1.2 and older show by the way. Seen once is there; offered and never seen is not.
///
/// Safe for use by several threads.
final class FeatureNotes {

    /// More kinds of certificates than RSA, ECDSA, EdDSA and DSA do not exist in TLS 1.2.
    private static final int MAX_CHAINS = 4;

    private final Map<Extra, Presence> extras = new EnumMap<>(Extra.class);
    private final Set<String> alpn = new LinkedHashSet<>();
    private final Map<Integer, List<byte[]>> chains = new LinkedHashMap<>();
    private Presence stapling = Presence.UNKNOWN;
    private Presence mark = Presence.UNKNOWN;
    private Presence clientCertificate = Presence.UNKNOWN;
    private Presence fallback = Presence.UNKNOWN;

    synchronized void add(ClientHello hello, ServerFlight flight) {
        if (flight.version() >= TlsVersion.TLS_1_3.code()) {
            return;
        }
        for (var extra : hello.extras()) {
            if (extra != Extra.STATUS_REQUEST && isShown(extra, flight)) {
                see(extra, isEchoed(extra, flight));
            }
        }
        flight.alpn().ifPresent(alpn::add);
        if (flight.mark()) {
            mark = Presence.YES;
        } else if (mark == Presence.UNKNOWN) {
            mark = Presence.NO;
        }
        if (!flight.certificates().isEmpty() && flight.broken().isEmpty()) {
            stapling = flight.staple().isPresent() || stapling == Presence.YES ? Presence.YES : Presence.NO;
            clientCertificate =
                    flight.clientCertificate() || clientCertificate == Presence.YES ? Presence.YES : Presence.NO;
            if (chains.size() < MAX_CHAINS) {
                chains.putIfAbsent(
                        java.util.Arrays.hashCode(flight.certificates().getFirst()), flight.certificates());
            }
        }
    }

    synchronized void fallback(Presence presence) {
        fallback = presence;
    }

    /// Protocols that were picked so far.
    synchronized List<String> alpn() {
        return new ArrayList<>(alpn);
    }

    /// The chains that were sent, in DER, one for each leaf.
    synchronized List<List<byte[]>> chains() {
        return List.copyOf(chains.values());
    }

    /// @param canMore a newer version than those whose hellos were seen is supported, which a mark should tell
    synchronized TlsFeatures features(boolean canMore) {
        return new TlsFeatures(
                get(Extra.RENEGOTIATION_INFO),
                get(Extra.EXTENDED_MASTER_SECRET),
                get(Extra.ENCRYPT_THEN_MAC),
                get(Extra.SESSION_TICKET),
                get(Extra.DEFLATE),
                get(Extra.HEARTBEAT),
                stapling,
                get(Extra.TIMESTAMPS),
                fallback,
                mark == Presence.NO && !canMore ? Presence.UNKNOWN : mark,
                clientCertificate,
                alpn());
    }

    /// SSLv3 shows no extension; encrypt-then-MAC is answered only for CBC suites (RFC 7366 §3).
    private static boolean isShown(Extra extra, ServerFlight flight) {
        if (extra == Extra.DEFLATE) {
            return true;
        }
        return flight.version() > TlsVersion.SSL_3.code()
                && (extra != Extra.ENCRYPT_THEN_MAC
                        || Registry.suiteName(flight.suite()).contains("CBC"));
    }

    private static boolean isEchoed(Extra extra, ServerFlight flight) {
        return switch (extra) {
            case DEFLATE -> flight.compression() != 0;
            case EXTENDED_MASTER_SECRET -> flight.extensions().contains(ClientHello.EXTENDED_MASTER_SECRET);
            case RENEGOTIATION_INFO -> flight.extensions().contains(ClientHello.RENEGOTIATION_INFO);
            case SESSION_TICKET -> flight.extensions().contains(ClientHello.SESSION_TICKET);
            case STATUS_REQUEST -> flight.extensions().contains(ClientHello.STATUS_REQUEST);
            case TIMESTAMPS -> flight.extensions().contains(ClientHello.TIMESTAMPS);
            case ENCRYPT_THEN_MAC -> flight.extensions().contains(ClientHello.ENCRYPT_THEN_MAC);
            case HEARTBEAT -> flight.extensions().contains(ClientHello.HEARTBEAT);
        };
    }

    private void see(Extra extra, boolean isThere) {
        if (isThere || get(extra) != Presence.YES) {
            extras.put(extra, Presence.of(isThere));
        }
    }

    private Presence get(Extra extra) {
        return extras.getOrDefault(extra, Presence.UNKNOWN);
    }
}
