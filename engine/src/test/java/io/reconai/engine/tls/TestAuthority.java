package io.reconai.engine.tls;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority for tests, and those below it.
final class TestAuthority {

    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private static final AtomicLong SERIAL = new AtomicLong(1_000);

    private final KeyPair keys;
    private final X509Certificate certificate;

    private TestAuthority(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    static TestAuthority root(String name) throws Exception {
        var keys = newKeys();
        return new TestAuthority(keys, issue(name, keys, name, keys, Optional.empty(), true, Optional.empty()));
    }

    /// @param issuerUrl where it says its own issuer's certificate is; empty for nowhere
    TestAuthority intermediate(String name, String issuerUrl) throws Exception {
        var own = newKeys();
        return new TestAuthority(own, issue(name, own, subject(), keys, url(issuerUrl), true, Optional.empty()));
    }

    /// A server of `acme.test`.
    X509Certificate leaf(String issuerUrl) throws Exception {
        return issue("acme", newKeys(), subject(), keys, url(issuerUrl), false, Optional.empty());
    }

    /// Somebody with a key and one extended usage.
    TestAuthority delegate(String name, KeyPurposeId usage) throws Exception {
        var own = newKeys();
        return new TestAuthority(own, issue(name, own, subject(), keys, Optional.empty(), false, Optional.of(usage)));
    }

    X509Certificate certificate() {
        return certificate;
    }

    KeyPair keys() {
        return keys;
    }

    ContentSigner signer() throws Exception {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    }

    private String subject() {
        return certificate.getSubjectX500Principal().getName().substring("CN=".length());
    }

    private static Optional<String> url(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    static KeyPair newKeys() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static X509Certificate issue(
            String name,
            KeyPair keys,
            String issuer,
            KeyPair issuerKeys,
            Optional<String> issuerUrl,
            boolean isAuthority,
            Optional<KeyPurposeId> usage)
            throws Exception {
        var builder = new JcaX509v3CertificateBuilder(
                new X500Principal("CN=" + issuer),
                BigInteger.valueOf(SERIAL.incrementAndGet()),
                Date.from(NOW.minus(Duration.ofDays(30))),
                Date.from(NOW.plus(Duration.ofDays(30))),
                new X500Principal("CN=" + name),
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        if (!isAuthority) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, "acme.test")));
        }
        if (usage.isPresent()) {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usage.get()));
        }
        if (issuerUrl.isPresent()) {
            builder.addExtension(
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(
                            AccessDescription.id_ad_caIssuers,
                            new GeneralName(GeneralName.uniformResourceIdentifier, issuerUrl.get())));
        }
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }
}
