package io.reconai.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;

/// Extensions of certificates that some hosts of the lab need (RFC 5280 §4.2.2.1, RFC 7633).
final class Extensions {

    private static final ASN1ObjectIdentifier TLS_FEATURE = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");
    private static final int STATUS_REQUEST = 5;

    private Extensions() {}

    /// Where the issuer's certificate is.
    static Extension issuer(String url) {
        return access(AccessDescription.id_ad_caIssuers, url);
    }

    /// Who tells whether the certificate is revoked.
    static Extension responder(String url) {
        return access(AccessDescription.id_ad_ocsp, url);
    }

    /// The promise of a stapled response.
    static Extension mustStaple() {
        return extension(TLS_FEATURE, new DERSequence(new ASN1Integer(STATUS_REQUEST)));
    }

    private static Extension access(ASN1ObjectIdentifier method, String url) {
        var location = new GeneralName(GeneralName.uniformResourceIdentifier, url);
        return extension(
                Extension.authorityInfoAccess, new AuthorityInformationAccess(new AccessDescription(method, location)));
    }

    private static Extension extension(ASN1ObjectIdentifier type, ASN1Encodable value) {
        try {
            return new Extension(type, false, value.toASN1Primitive().getEncoded());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
