package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/// A certificate of an enemy is read as far as it goes, in bounds, or refused by the JDK as none.
class CertificateFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void isReadOrRefused(byte[] der) {
        X509Certificate certificate;
        try {
            certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException none) {
            return;
        }
        var facts = CertificateReader.read(certificate);
        assertThat(facts.names()).hasSizeLessThanOrEqualTo(500);
        assertThat(facts.subject() + facts.issuer() + String.join("", facts.names()))
                .matches(text -> text.chars().noneMatch(Character::isISOControl), "visible text");
        assertThat(facts.nameCount()).isGreaterThanOrEqualTo(facts.names().size());
    }
}
