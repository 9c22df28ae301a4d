package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationTokenDetectorTest {

    private static final VerificationTokenDetector DETECTOR = new VerificationTokenDetector();

    /// Texts, and the service that each tells.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "google-site-verification=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ | google",
                "GOOGLE-SITE-VERIFICATION=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ | google",
                "MS=ms12345678 | microsoft",
                "facebook-domain-verification=abcdefghijklmnopqrstuvwxyz0123 | facebook",
                "atlassian-domain-verification=YWJjZGVmZ2hpamtsbW5vcA== | atlassian",
                "apple-domain-verification=AbCdEfGhIjKlMnOp | apple",
                "stripe-verification=0123456789abcdef | stripe",
                "adobe-idp-site-verification=0123456789abcdef | adobe",
                "cisco-ci-domain-verification=0123456789abcdef | cisco-ci",
                "have-i-been-pwned-verification=0123456789abcdef | have-i-been-pwned",
                "citrix-verification-code=0123456789abcdef | citrix",
                "yandex-verification: 0123456789abcdef | yandex",
                "docusign=05958488-4752-4ef2-95eb-aa7ba8a3bd0e | docusign",
                "ZOOM_verify_AbCdEfGhIjKl | zoom",
                "brevo-code:0123456789abcdef | brevo",
                // No token, or no service.
                "google-site-verification= |",
                "google-site-verification=lab |",
                "site verification=0123456789abcdef |",
                "-verification=0123456789abcdef |",
                "MS=ms1 |",
                "docusign=none |",
                "v=spf1 include:verification.test -all |",
                "v=DMARC1; p=reject; rua=mailto:verification@acme.test |",
                "for verification=0123456789abcdef ask us |",
            })
    void texts(String text, @Nullable String service) {
        assertThat(VerificationTokenDetector.service(text).orElse(null)).isEqualTo(service);
    }

    @Test
    void allOfThemAreOneFinding() {
        var sample = Samples.apex()
                .dns(
                        "acme.test",
                        "TXT",
                        "v=spf1 -all",
                        "stripe-verification=0123456789abcdef",
                        "MS=ms12345678",
                        "MS=ms87654321");
        assertThat(DETECTOR.detect(sample.evidence())).singleElement().satisfies(finding -> {
            assertThat(finding.checkId()).isEqualTo("dns.txt.verification-tokens");
            assertThat(finding.description()).endsWith("Here: microsoft, stripe.");
            assertThat(finding.evidence())
                    .extracting(proof -> proof.pointer())
                    .containsExactly("/dns/0/answers/1", "/dns/0/answers/2", "/dns/0/answers/3");
        });
    }

    @Test
    void theScannedDomainAloneIsJudged() {
        assertThat(Samples.host("www.acme.test")
                        .dns("www.acme.test", "TXT", "MS=ms12345678")
                        .found(DETECTOR))
                .isEmpty();
        assertThat(Samples.apex().dns("acme.test", "TXT", DnsOutcome.TIMEOUT).found(DETECTOR))
                .isEmpty();
    }
}
