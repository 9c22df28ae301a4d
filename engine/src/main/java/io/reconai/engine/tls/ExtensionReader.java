package io.reconai.engine.tls;

import io.reconai.engine.asset.CertificateExtensions;
import io.reconai.engine.asset.Text;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/// Reads a certificate's extensions, bounded; one that is malformed counts as absent.
final class ExtensionReader {

    private static final String TIMESTAMPS = "1.3.6.1.4.1.11129.2.4.2";
    private static final String POISON = "1.3.6.1.4.1.11129.2.4.3";
    private static final String TLS_FEATURE = "1.3.6.1.5.5.7.1.24";
    private static final int STATUS_REQUEST = 5;
    private static final int MAX_ADDRESSES = 8;
    private static final int MAX_USAGES = 16;
    private static final int MAX_TEXT = 256;

    private ExtensionReader() {}

    static CertificateExtensions read(X509Certificate certificate) {
        return new CertificateExtensions(
                certificate.getBasicConstraints() >= 0,
                usages(certificate),
                value(certificate, TIMESTAMPS).map(ExtensionReader::timestamps).orElse(0),
                certificate.getExtensionValue(POISON) != null,
                value(certificate, TLS_FEATURE)
                        .filter(ExtensionReader::isStatusRequested)
                        .isPresent(),
                access(certificate, AccessDescription.id_ad_ocsp),
                access(certificate, AccessDescription.id_ad_caIssuers),
                value(certificate, Extension.cRLDistributionPoints.getId())
                        .map(ExtensionReader::lists)
                        .orElse(List.of()),
                keySha256(certificate));
    }

    private static List<String> usages(X509Certificate certificate) {
        try {
            var usages = certificate.getExtendedKeyUsage();
            return usages == null
                    ? List.of()
                    : usages.stream().limit(MAX_USAGES).toList();
        } catch (CertificateParsingException malformed) {
            return List.of();
        }
    }

    private static Optional<ASN1Primitive> value(X509Certificate certificate, String oid) {
        var extension = certificate.getExtensionValue(oid);
        if (extension == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ASN1Primitive.fromByteArray(
                    ASN1OctetString.getInstance(extension).getOctets()));
        } catch (IOException | RuntimeException malformed) {
            return Optional.empty();
        }
    }

    /// RFC 6962 §3.3: an octet string with a list length of two octets, and for each timestamp a length of two.
    private static int timestamps(ASN1Primitive value) {
        try {
            var list = new WireReader(ASN1OctetString.getInstance(value).getOctets());
            var timestamps = list.part(list.uint16());
            var count = 0;
            while (timestamps.remaining() > 0) {
                timestamps.part(timestamps.uint16());
                count++;
            }
            return count;
        } catch (MalformedHandshakeException | IllegalArgumentException malformed) {
            return 0;
        }
    }

    private static boolean isStatusRequested(ASN1Primitive value) {
        try {
            return Stream.of(ASN1Sequence.getInstance(value).toArray())
                    .anyMatch(feature -> org.bouncycastle.asn1.ASN1Integer.getInstance(feature)
                            .hasValue(STATUS_REQUEST));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static List<String> access(X509Certificate certificate, ASN1ObjectIdentifier method) {
        return value(certificate, Extension.authorityInfoAccess.getId())
                .map(value -> access(value, method))
                .orElse(List.of());
    }

    private static List<String> access(ASN1Primitive value, ASN1ObjectIdentifier method) {
        try {
            return Stream.of(AuthorityInformationAccess.getInstance(value).getAccessDescriptions())
                    .filter(description -> description.getAccessMethod().equals(method))
                    .flatMap(description -> address(description.getAccessLocation()))
                    .limit(MAX_ADDRESSES)
                    .toList();
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    private static List<String> lists(ASN1Primitive value) {
        try {
            return Stream.of(CRLDistPoint.getInstance(value).getDistributionPoints())
                    .flatMap(point -> Stream.ofNullable(point.getDistributionPoint()))
                    .filter(name -> name.getType() == DistributionPointName.FULL_NAME)
                    .flatMap(name -> names(name.getName()))
                    .limit(MAX_ADDRESSES)
                    .toList();
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    private static Stream<String> names(ASN1Encodable names) {
        return Stream.of(GeneralNames.getInstance(names).getNames()).flatMap(ExtensionReader::address);
    }

    private static Stream<String> address(GeneralName name) {
        return name.getTagNo() == GeneralName.uniformResourceIdentifier
                ? Stream.of(Text.visible(name.getName().toString(), MAX_TEXT))
                : Stream.empty();
    }

    private static String keySha256(X509Certificate certificate) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(certificate.getPublicKey().getEncoded()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
