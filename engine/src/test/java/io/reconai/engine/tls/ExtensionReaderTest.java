package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf("isInstalled")
class ExtensionReaderTest {

    static boolean isInstalled() {
        return OpenSslServer.isInstalled();
    }

    @Test
    void reads_what_the_extensions_say(@TempDir Path folder) throws Exception {
        OpenSslServer.makeCertificate(
                folder,
                "ec",
                "-addext",
                "extendedKeyUsage=serverAuth",
                "-addext",
                "tlsfeature=status_request",
                "-addext",
                "authorityInfoAccess=OCSP;URI:http://ocsp.acme.test/,caIssuers;URI:http://ca.acme.test/ca.der",
                "-addext",
                "crlDistributionPoints=URI:http://crl.acme.test/ca.crl",
                "-addext",
                // two timestamps of three octets each, in an octet string, after a list length
                "1.3.6.1.4.1.11129.2.4.2=DER:040c000a0003aabbcc0003ddeeff");
        var extensions = ExtensionReader.read(read(folder));
        assertThat(extensions.authority()).isTrue(); // what `openssl req -x509` makes
        assertThat(extensions.extendedKeyUsages()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(extensions.mustStaple()).isTrue();
        assertThat(extensions.responders()).containsExactly("http://ocsp.acme.test/");
        assertThat(extensions.issuers()).containsExactly("http://ca.acme.test/ca.der");
        assertThat(extensions.revocationLists()).containsExactly("http://crl.acme.test/ca.crl");
        assertThat(extensions.timestamps()).isEqualTo(2);
        assertThat(extensions.precertificate()).isFalse();
        assertThat(extensions.keySha256()).hasSize(64);
    }

    @Test
    void what_is_malformed_counts_as_absent(@TempDir Path folder) throws Exception {
        OpenSslServer.makeCertificate(
                folder,
                "ec",
                "-addext",
                "1.3.6.1.5.5.7.1.24=DER:0500",
                "-addext",
                "1.3.6.1.5.5.7.1.1=DER:3003020101",
                "-addext",
                "2.5.29.31=DER:0500",
                "-addext",
                "1.3.6.1.4.1.11129.2.4.2=DER:0404ffff0000");
        var extensions = ExtensionReader.read(read(folder));
        assertThat(extensions.mustStaple()).isFalse();
        assertThat(extensions.responders()).isEmpty();
        assertThat(extensions.revocationLists()).isEmpty();
        assertThat(extensions.timestamps()).isZero();
        assertThat(extensions.extendedKeyUsages()).isEmpty();
    }

    private static X509Certificate read(Path folder) throws Exception {
        try (var in = Files.newInputStream(folder.resolve("ec.pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
