package io.reconai.engine.asset;

import java.util.List;

/// What a certificate's extensions say beside its names (RFC 5280 §4.2), and the hash of its key.
///
/// @param authority basicConstraints say that it may issue certificates
/// @param extendedKeyUsages object identifiers; empty when the extension is absent
/// @param timestamps how many signed certificate timestamps are embedded (RFC 6962 §3.3)
/// @param precertificate has the poison extension and must never be served
/// @param mustStaple asks for an OCSP response in each handshake (RFC 7633)
/// @param responders addresses of OCSP responders, at most 8 of each kind
/// @param issuers addresses of the issuer's certificate
/// @param revocationLists addresses of CRLs
/// @param keySha256 of the SubjectPublicKeyInfo, lower-case hexadecimal; the same key in two certificates shows here
public record CertificateExtensions(
        boolean authority,
        List<String> extendedKeyUsages,
        int timestamps,
        boolean precertificate,
        boolean mustStaple,
        List<String> responders,
        List<String> issuers,
        List<String> revocationLists,
        String keySha256) {

    public CertificateExtensions {
        extendedKeyUsages = List.copyOf(extendedKeyUsages);
        responders = List.copyOf(responders);
        issuers = List.copyOf(issuers);
        revocationLists = List.copyOf(revocationLists);
    }
}
