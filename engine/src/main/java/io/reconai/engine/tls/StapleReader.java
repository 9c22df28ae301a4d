package io.reconai.engine.tls;

import io.reconai.engine.asset.StapledStatus;
import io.reconai.engine.asset.StapledStatus.Status;
import io.reconai.engine.asset.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.DefaultSignatureNameFinder;

/// Reads a stapled OCSP response (RFC 6960) and verifies it: for this leaf, in its time, signed by the leaf's issuer or
/// by a delegate whom the issuer allowed to (§4.2.2.2). Bounded; a malformed one is said to be bad and never throws.
final class StapleReader {

    private static final int MOST_OCTETS = 64 * 1024;
    private static final int MOST_RESPONSES = 32;
    private static final int MOST_CERTIFICATES = 8;
    private static final int MOST_RSA_BITS = 8_192;
    private static final int MOST_TEXT = 256;
    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final List<String> STATUSES = List.of(
            "successful", "malformedRequest", "internalError", "tryLater", "status 4", "sigRequired", "unauthorized");

    private StapleReader() {}

    /// @param known certificates among which the leaf's issuer may be
    /// @param now when the response came
    static StapledStatus read(byte[] response, X509Certificate leaf, List<X509Certificate> known, Instant now) {
        if (response.length > MOST_OCTETS) {
            return StapledStatus.bad("longer than 64 KiB");
        }
        if (!DerShape.isSane(response)) {
            return StapledStatus.bad("not DER");
        }
        try {
            return judge(OCSPResponse.getInstance(ASN1Primitive.fromByteArray(response)), leaf, known, now);
        } catch (IOException | RuntimeException | ParseException malformed) {
            return StapledStatus.bad("not an OCSP response");
        }
    }

    private static StapledStatus judge(
            OCSPResponse response, X509Certificate leaf, List<X509Certificate> known, Instant now)
            throws ParseException {
        var status = response.getResponseStatus().getIntValue();
        if (status != 0) {
            return StapledStatus.bad(
                    "the responder said " + (status < STATUSES.size() ? STATUSES.get(status) : "status " + status));
        }
        var bytes = response.getResponseBytes();
        if (bytes == null || !bytes.getResponseType().equals(OCSPObjectIdentifiers.id_pkix_ocsp_basic)) {
            return StapledStatus.bad("not a basic response");
        }
        var basic = BasicOCSPResponse.getInstance(bytes.getResponse().getOctets());
        var issuer = issuer(leaf, known);
        var single = single(basic, leaf, issuer);
        if (single.isEmpty()) {
            return StapledStatus.bad("for another certificate");
        }
        return judge(basic, single.get(), issuer, now);
    }

    private static StapledStatus judge(
            BasicOCSPResponse basic, SingleResponse single, Optional<X509Certificate> issuer, Instant now)
            throws ParseException {
        var from = instant(single.getThisUpdate());
        var until = single.getNextUpdate() == null ? null : instant(single.getNextUpdate());
        if (issuer.isEmpty()) {
            return new StapledStatus(Status.UNVERIFIED, from, until, null, "", "the issuer's certificate is not known");
        }
        var signer = signer(basic, issuer.get(), now);
        if (signer.isEmpty()) {
            return new StapledStatus(Status.BAD, from, until, null, "", "signed by nobody who may");
        }
        if (from.isAfter(now.plus(TOLERANCE))) {
            return new StapledStatus(Status.BAD, from, until, null, signer.get(), "from the future");
        }
        if (until != null && until.isBefore(now.minus(TOLERANCE))) {
            return new StapledStatus(Status.BAD, from, until, null, signer.get(), "out of date");
        }
        var certificate = single.getCertStatus();
        return switch (certificate.getTagNo()) {
            case 0 -> new StapledStatus(Status.GOOD, from, until, null, signer.get(), "");
            case 1 -> {
                var revoked = RevokedInfo.getInstance(certificate.getStatus());
                var reason = revoked.getRevocationReason() == null
                        ? ""
                        : "reason " + revoked.getRevocationReason().getValue();
                yield new StapledStatus(
                        Status.REVOKED, from, until, instant(revoked.getRevocationTime()), signer.get(), reason);
            }
            case 2 -> new StapledStatus(Status.UNKNOWN, from, until, null, signer.get(), "");
            default -> StapledStatus.bad("no status of a certificate");
        };
    }

    private static Optional<X509Certificate> issuer(X509Certificate leaf, List<X509Certificate> known) {
        return known.stream()
                .filter(one -> one.getSubjectX500Principal().equals(leaf.getIssuerX500Principal()))
                .filter(one -> isIssuedBy(leaf, one.getPublicKey()))
                .findFirst();
    }

    private static boolean isIssuedBy(X509Certificate certificate, PublicKey key) {
        if (!isComputable(key)) {
            return false;
        }
        try {
            certificate.verify(key);
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    /// The answer about the leaf: by its serial number, and by its issuer where that is known.
    private static Optional<SingleResponse> single(
            BasicOCSPResponse basic, X509Certificate leaf, Optional<X509Certificate> issuer) {
        var responses = basic.getTbsResponseData().getResponses();
        for (var at = 0; at < Math.min(responses.size(), MOST_RESPONSES); at++) {
            var single = SingleResponse.getInstance(responses.getObjectAt(at));
            var id = single.getCertID();
            if (id.getSerialNumber().getValue().equals(leaf.getSerialNumber())
                    && (issuer.isEmpty() || isFor(id, issuer.get()))) {
                return Optional.of(single);
            }
        }
        return Optional.empty();
    }

    private static boolean isFor(CertID id, X509Certificate issuer) {
        var oid = id.getHashAlgorithm().getAlgorithm();
        if (!oid.equals(OIWObjectIdentifiers.idSHA1) && !oid.equals(NISTObjectIdentifiers.id_sha256)) {
            return false;
        }
        try {
            var digest = MessageDigest.getInstance(oid.equals(OIWObjectIdentifiers.idSHA1) ? "SHA-1" : "SHA-256");
            var name = digest.digest(issuer.getSubjectX500Principal().getEncoded());
            var key = digest.digest(keyOctets(issuer));
            return Arrays.equals(name, id.getIssuerNameHash().getOctets())
                    && Arrays.equals(key, id.getIssuerKeyHash().getOctets());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-1 and SHA-256", impossible);
        }
    }

    private static byte[] keyOctets(X509Certificate certificate) {
        return SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded())
                .getPublicKeyData()
                .getOctets();
    }

    /// Who signed, if the issuer or somebody it allowed to.
    private static Optional<String> signer(BasicOCSPResponse basic, X509Certificate issuer, Instant now) {
        if (isSignedBy(basic, issuer.getPublicKey())) {
            return Optional.of("issuer");
        }
        return delegates(basic).stream()
                .filter(one -> isDelegate(one, issuer, now) && isSignedBy(basic, one.getPublicKey()))
                .map(one -> Text.visible(one.getSubjectX500Principal().getName(), MOST_TEXT))
                .findFirst();
    }

    private static List<X509Certificate> delegates(BasicOCSPResponse basic) {
        var found = new ArrayList<X509Certificate>();
        var sent = basic.getCerts();
        for (var at = 0; sent != null && at < Math.min(sent.size(), MOST_CERTIFICATES); at++) {
            try {
                var encoded = sent.getObjectAt(at).toASN1Primitive().getEncoded();
                found.add((X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded)));
            } catch (IOException | GeneralSecurityException malformed) {
                // Whoever cannot be read did not sign.
            }
        }
        return found;
    }

    private static boolean isDelegate(X509Certificate one, X509Certificate issuer, Instant now) {
        try {
            var usages = one.getExtendedKeyUsage();
            return usages != null
                    && usages.contains(OCSP_SIGNING)
                    && one.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                    && !now.isBefore(one.getNotBefore().toInstant().minus(TOLERANCE))
                    && !now.isAfter(one.getNotAfter().toInstant().plus(TOLERANCE))
                    && isIssuedBy(one, issuer.getPublicKey());
        } catch (CertificateParsingException malformed) {
            return false;
        }
    }

    private static boolean isSignedBy(BasicOCSPResponse basic, PublicKey key) {
        if (!isComputable(key)) {
            return false;
        }
        try {
            var name = new DefaultSignatureNameFinder().getAlgorithmName(basic.getSignatureAlgorithm());
            var signature = Signature.getInstance(name);
            signature.initVerify(key);
            signature.update(basic.getTbsResponseData().getEncoded("DER"));
            return signature.verify(basic.getSignature().getOctets());
        } catch (IOException | GeneralSecurityException another) {
            return false;
        }
    }

    /// A key made to be slow to compute with is not computed with.
    private static boolean isComputable(PublicKey key) {
        return !(key instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() <= MOST_RSA_BITS;
    }

    private static Instant instant(ASN1GeneralizedTime time) throws ParseException {
        return time.getDate().toInstant();
    }
}
