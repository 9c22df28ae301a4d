package io.reconai.engine.tls;

import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.Text;
import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/// Reads what a certificate says, bounded; nothing in it is believed.
final class CertificateReader {

    private static final int MAX_NAMES = 500;
    private static final int MAX_TEXT = 256;
    private static final int MAX_RSA_BITS = 8_192;

    private CertificateReader() {}

    static CertificateFacts read(X509Certificate certificate) {
        var names = names(certificate);
        return new CertificateFacts(
                Text.visible(certificate.getSubjectX500Principal().getName(), MAX_TEXT),
                Text.visible(certificate.getIssuerX500Principal().getName(), MAX_TEXT),
                certificate.getSerialNumber().abs().toString(16),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                names.stream().limit(MAX_NAMES).toList(),
                names.size(),
                keyAlgorithm(certificate.getPublicKey()),
                keyBits(certificate.getPublicKey()),
                certificate.getSigAlgName(),
                isSelfSigned(certificate),
                sha256(certificate),
                ExtensionReader.read(certificate),
                KeyReader.read(certificate.getPublicKey()));
    }

    /// The dNSName and iPAddress entries of the subjectAltName, in their order.
    static List<String> names(X509Certificate certificate) {
        var extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
        if (extension == null) {
            return List.of();
        }
        try {
            var names = GeneralNames.getInstance(
                    ASN1OctetString.getInstance(extension).getOctets());
            return Stream.of(names.getNames())
                    .flatMap(name -> text(name).stream())
                    .toList();
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    private static Optional<String> text(GeneralName name) {
        return switch (name.getTagNo()) {
            case GeneralName.dNSName -> Optional.of(Text.visible(name.getName().toString(), MAX_TEXT));
            case GeneralName.iPAddress ->
                address(ASN1OctetString.getInstance(name.getName()).getOctets());
            default -> Optional.empty();
        };
    }

    private static Optional<String> address(byte[] octets) {
        try {
            return Optional.of(IpAddresses.text(InetAddress.getByAddress(octets)));
        } catch (UnknownHostException wrongLength) {
            return Optional.empty();
        }
    }

    private static String keyAlgorithm(PublicKey key) {
        return key instanceof EdECPublicKey ed ? ed.getParams().getName() : key.getAlgorithm();
    }

    private static int keyBits(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength();
            case ECPublicKey ec -> ec.getParams().getCurve().getField().getFieldSize();
            case DSAPublicKey dsa ->
                dsa.getParams() == null ? 0 : dsa.getParams().getP().bitLength();
            case EdECPublicKey ed -> ed.getParams().getName().equals("Ed448") ? 448 : 256;
            default -> 0;
        };
    }

    /// Issuer is subject and its own key verifies it. A key made to be slow to compute with is not computed with.
    static boolean isSelfSigned(X509Certificate certificate) {
        if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                || keyBits(certificate.getPublicKey()) > MAX_RSA_BITS) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    private static String sha256(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a parsed certificate has an encoding", impossible);
        }
    }
}
