package io.reconai.lab;

import io.reconai.lab.CertificateAuthority.Issued;
import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.util.Optional;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateStatus;
import org.bouncycastle.tls.CertificateStatusType;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.jspecify.annotations.Nullable;

/// TLS 1.2 with a stapled response of the lab's choice, and another certificate for those who name nobody; the JDK's
/// servers can do neither without settings for the whole process. What is asked within TLS gets no answer.
final class StaplingTls implements Listener.Service {

    private final JcaTlsCrypto crypto = new JcaTlsCryptoProvider().create(new SecureRandom());
    private final Issued named;
    private final Issued nameless;
    private final Optional<byte[]> staple;

    /// The same certificate for everybody.
    ///
    /// @param staple an OCSP response
    StaplingTls(Issued issued, Optional<byte[]> staple) {
        this(issued, issued, staple);
    }

    StaplingTls(Issued named, Issued nameless, Optional<byte[]> staple) {
        this.named = named;
        this.nameless = nameless;
        this.staple = staple;
    }

    @Override
    public void serve(Socket connection) throws IOException {
        var protocol = new TlsServerProtocol(connection.getInputStream(), connection.getOutputStream());
        protocol.accept(new Server());
        protocol.getInputStream().read();
        protocol.close();
    }

    private final class Server extends DefaultTlsServer {

        Server() {
            super(crypto);
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.TLSv12.only();
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256};
        }

        @Override
        protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
            var hasName = clientExtensions != null && clientExtensions.containsKey(TlsExtensionsUtils.EXT_server_name);
            var issued = hasName ? named : nameless;
            return new JcaDefaultTlsCredentialedSigner(
                    new TlsCryptoParameters(context),
                    crypto,
                    issued.key(),
                    new Certificate(new TlsCertificate[] {crypto.createCertificate(encoded(issued))}),
                    SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
        }

        @Override
        public @Nullable CertificateStatus getCertificateStatus() {
            return staple.map(response ->
                            new CertificateStatus(CertificateStatusType.ocsp, OCSPResponse.getInstance(response)))
                    .orElse(null);
        }
    }

    private static byte[] encoded(Issued issued) throws IOException {
        try {
            return issued.certificate().getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IOException(impossible);
        }
    }
}
