package io.reconai.lab;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// Makes certificates, good and bad ones, with keys of its own. Nothing is kept on disk but the root's PEM text.
final class CertificateAuthority {

    private static final int WEAK_BITS = 1_024;
    private static final AtomicLong SERIAL = new AtomicLong(1_000);

    /// What a leaf is like.
    ///
    /// @param signer null for a self-signed one
    record Leaf(List<String> names, Duration lived, Duration left, boolean weakKey) {

        static Leaf good(List<String> names) {
            return new Leaf(names, Duration.ofDays(30), Duration.ofDays(60), false);
        }
    }

    /// A key and its certificate.
    record Issued(PrivateKey key, X509Certificate certificate) {}

    private final X500Name name;
    private final KeyPair keys;
    private final X509Certificate root;

    private CertificateAuthority(X500Name name, KeyPair keys, X509Certificate root) {
        this.name = name;
        this.keys = keys;
        this.root = root;
    }

    static CertificateAuthority create(String commonName) {
        try {
            var keys = elliptic();
            var name = named(commonName);
            return new CertificateAuthority(name, keys, authority(name, keys, name, keys.getPrivate()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("the lab's authority cannot be made", impossible);
        }
    }

    /// An authority that this one vouches for.
    CertificateAuthority subordinate(String commonName) {
        return subordinate(commonName, "Lab");
    }

    /// An authority that this one vouches for, and that calls itself by a name of its own.
    CertificateAuthority subordinate(String commonName, String organisation) {
        try {
            var theirKeys = elliptic();
            var theirName = new X500Name("CN=" + commonName + ",O=" + organisation);
            return new CertificateAuthority(
                    theirName, theirKeys, authority(theirName, theirKeys, name, keys.getPrivate()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("a subordinate authority cannot be made", impossible);
        }
    }

    private static X500Name named(String commonName) {
        return new X500Name("CN=" + commonName + ",O=Lab");
    }

    private static X509Certificate authority(X500Name name, KeyPair keys, X500Name issuer, PrivateKey issuersKey)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        var now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                issuer,
                serial(),
                Date.from(now.minus(Duration.ofDays(400))),
                Date.from(now.plus(Duration.ofDays(3650))),
                name,
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        return sign(builder, issuersKey, "SHA256withECDSA");
    }

    /// The authority's own certificate.
    X509Certificate certificate() {
        return root;
    }

    /// A good certificate for names and addresses, with further extensions.
    Issued issue(List<String> names, List<Extension> extensions) {
        return issue(names, extensions, "SHA256withECDSA");
    }

    /// A certificate that is signed as was usual before 2017.
    Issued issueWithSha1(String name) {
        return issue(List.of(name), List.of(), "SHA1withECDSA");
    }

    /// A further certificate for a key that has one.
    Issued issueAgain(Issued earlier, List<String> names) {
        var same = new KeyPair(earlier.certificate().getPublicKey(), earlier.key());
        return issue(same, names, List.of(), "SHA256withECDSA");
    }

    private Issued issue(List<String> names, List<Extension> extensions, String algorithm) {
        try {
            return issue(elliptic(), names, extensions, algorithm);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has elliptic curves", impossible);
        }
    }

    private Issued issue(KeyPair leafKeys, List<String> names, List<Extension> extensions, String algorithm) {
        try {
            var now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    serial(),
                    Date.from(now.minus(Duration.ofDays(30))),
                    Date.from(now.plus(Duration.ofDays(60))),
                    new X500Name("CN=" + names.getFirst()),
                    leafKeys.getPublic());
            var alternatives = names.stream()
                    .map(text -> new GeneralName(
                            text.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, text))
                    .toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            for (var extension : extensions) {
                builder.addExtension(extension);
            }
            return new Issued(leafKeys.getPrivate(), sign(builder, keys.getPrivate(), algorithm));
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("a lab certificate cannot be made", impossible);
        }
    }

    /// What this authority says of one of its certificates (RFC 6960).
    ///
    /// @param revoked when it was; empty for one that is good
    byte[] respond(X509Certificate leaf, Optional<Date> revoked, Date thisUpdate, Date nextUpdate) {
        try {
            var status = revoked.isPresent()
                    ? new RevokedStatus(revoked.get(), CRLReason.keyCompromise)
                    : CertificateStatus.GOOD;
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            var id = new CertificateID(
                    digests.get(CertificateID.HASH_SHA1), new JcaX509CertificateHolder(root), leaf.getSerialNumber());
            var response = new BasicOCSPRespBuilder(new RespID(name))
                    .addResponse(id, status, thisUpdate, nextUpdate)
                    .build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()),
                            new X509CertificateHolder[0],
                            thisUpdate);
            return new OCSPRespBuilder()
                    .build(OCSPRespBuilder.SUCCESSFUL, response)
                    .getEncoded();
        } catch (GeneralSecurityException | OperatorCreationException | OCSPException | IOException impossible) {
            throw new IllegalStateException("the lab's responder cannot answer", impossible);
        }
    }

    /// A server's TLS with this key and what is sent with it.
    static SSLContext serving(PrivateKey key, X509Certificate[] chain) {
        try {
            return context(key, chain);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has TLS", impossible);
        }
    }

    String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(root.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A server's TLS with a leaf of this authority.
    SSLContext issue(Leaf leaf) {
        return context(leaf, false);
    }

    /// A server's TLS with a leaf that signed itself.
    static SSLContext selfSigned(Leaf leaf) {
        return create("unused").context(leaf, true);
    }

    private SSLContext context(Leaf leaf, boolean selfSigned) {
        try {
            var leafKeys = leaf.weakKey() ? rsa(WEAK_BITS) : elliptic();
            var subject = new X500Name("CN=" + leaf.names().getFirst());
            var now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    selfSigned ? subject : name,
                    serial(),
                    Date.from(now.minus(leaf.lived())),
                    Date.from(now.plus(leaf.left())),
                    subject,
                    leafKeys.getPublic());
            var names = leaf.names().stream()
                    .map(text -> new GeneralName(GeneralName.dNSName, text))
                    .toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            var signer = selfSigned ? leafKeys.getPrivate() : keys.getPrivate();
            var algorithm = signer.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            var certificate = sign(builder, signer, algorithm);
            return context(leafKeys.getPrivate(), new X509Certificate[] {certificate});
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("a lab certificate cannot be made", impossible);
        }
    }

    private static SSLContext context(PrivateKey key, X509Certificate[] chain) throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new SingleKey(key, chain)}, null, null);
        return context;
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key, String algorithm)
            throws OperatorCreationException, GeneralSecurityException {
        var signer = new JcaContentSignerBuilder(algorithm).build(key);
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static KeyPair elliptic() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static KeyPair rsa(int bits) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return BigInteger.valueOf(SERIAL.incrementAndGet());
    }
}
