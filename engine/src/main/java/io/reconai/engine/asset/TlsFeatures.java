package io.reconai.engine.asset;

import java.util.List;

/// What a server's hellos of TLS 1.2 and older showed beside version and suite; in TLS 1.3 these are encrypted or gone.
///
/// @param secureRenegotiation answers `renegotiation_info` (RFC 5746)
/// @param extendedMasterSecret RFC 7627
/// @param encryptThenMac RFC 7366; only shown when a CBC suite was picked
/// @param sessionTickets RFC 5077
/// @param compression picks DEFLATE when it is offered (CRIME)
/// @param heartbeat RFC 6520, only offered; nothing is ever sent
/// @param stapling sends a CertificateStatus (RFC 6066 §8)
/// @param timestamps sends SCTs in the hello's extension (RFC 6962 §3.3); those in certificates are with them
/// @param fallbackScsv refuses a lower version that comes with the fallback signal (RFC 7507)
/// @param downgradeMark the server's random says that it can do more (RFC 8446 §4.1.3); absence proves nothing
/// @param clientCertificate asks for a client's certificate
/// @param alpn protocols picked when offered alone or together (RFC 7301)
public record TlsFeatures(
        Presence secureRenegotiation,
        Presence extendedMasterSecret,
        Presence encryptThenMac,
        Presence sessionTickets,
        Presence compression,
        Presence heartbeat,
        Presence stapling,
        Presence timestamps,
        Presence fallbackScsv,
        Presence downgradeMark,
        Presence clientCertificate,
        List<String> alpn) {

    public TlsFeatures {
        alpn = List.copyOf(alpn);
    }

    /// Nothing is known.
    public static TlsFeatures unknown() {
        return new TlsFeatures(
                Presence.UNKNOWN,
                Presence.UNKNOWN,
                Presence.UNKNOWN,
                Presence.UNKNOWN,
                Presence.UNKNOWN,
                Presence.UNKNOWN,
                Presence.UNKNOWN,
                Presence.UNKNOWN,
                Presence.UNKNOWN,
                Presence.UNKNOWN,
                Presence.UNKNOWN,
                List.of());
    }
}
