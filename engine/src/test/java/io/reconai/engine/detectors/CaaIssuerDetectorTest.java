package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.tls.CaaIdentifiers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaaIssuerDetectorTest {

    private static final CaaIssuerDetector DETECTOR = new CaaIssuerDetector(CaaIdentifiers.shipped());
    private static final String LETS_ENCRYPT = "CN=E7,O=Let's Encrypt,C=US";

    /// Records with `/` between them beside a certificate of Let's Encrypt.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 issue \"letsencrypt.org\" | false",
                "0 issue \"LetsEncrypt.org\" | false",
                "0 issue \"letsencrypt.org; accounturi=https://letsencrypt.org/1\" | false",
                "0 issue \"digicert.com\"/0 issue \"letsencrypt.org\" | false",
                "0 issue \"digicert.com\" | true",
                "0 ISSUE \"digicert.com\" | true",
                "0 issue \"notletsencrypt.org\" | true",
                "0 issue \";\" | true",
                // Nothing is said of names without a star.
                "0 issuewild \"digicert.com\" | false",
                "0 iodef \"mailto:caa@acme.test\" | false",
                "0 issuemail \"digicert.com\" | false",
                // Nobody may issue, which is another finding.
                "0 issue \"digicert.com\"/128 tbs \"x\" | false",
            })
    void records(String records, boolean found) {
        var sample = Samples.apex().dns("acme.test", "CAA", records.split("/(?=\\d)"));
        assertThat(found(sample, TlsSamples.server(null).issuedBy(LETS_ENCRYPT)))
                .isEqualTo(found ? List.of("dns.caa.issuer-not-listed") : List.of());
    }

    /// Issuers beside a record for `sectigo.com`.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=Sectigo Public Server Authentication CA DV E36,O=Sectigo Limited,C=GB | false",
                "CN=ZeroSSL ECC Domain Secure Site CA,O=ZeroSSL,C=AT | false",
                "CN=R11,O=Let's Encrypt,C=US | true",
                "CN=Go Daddy Secure Certificate Authority - G2,O=GoDaddy.com\\, Inc.,L=Scottsdale,ST=Arizona,C=US | true",
                "CN=WR2,O=Google Trust Services,C=US | true",
                // Whose domains are not known is not judged.
                "CN=Acme Issuing CA,O=Acme,C=US | false",
                "CN=Let's Encrypt | false",
                "not a name | false",
            })
    void issuers(String issuer, boolean found) {
        var sample = Samples.apex().dns("acme.test", "CAA", "0 issue \"sectigo.com\"");
        assertThat(found(sample, TlsSamples.server(null).issuedBy(issuer)))
                .isEqualTo(found ? List.of("dns.caa.issuer-not-listed") : List.of());
    }

    @Test
    void onlyTheDomainsOwnTrustedCertificateIsJudged() {
        var refused = Samples.apex().dns("acme.test", "CAA", "0 issue \"digicert.com\"");
        assertThat(found(refused, TlsSamples.server("untrusted").issuedBy(LETS_ENCRYPT)))
                .as("anybody may call an authority so")
                .isEmpty();
        assertThat(found(refused, TlsSamples.server(null).issuedBy(LETS_ENCRYPT).named(List.of("*.acme.test"))))
                .as("other tags count for a star")
                .isEmpty();
        assertThat(found(refused, TlsSamples.server(null).issuedBy(LETS_ENCRYPT).named(List.of("hosting.test"))))
                .as("the host's default")
                .isEmpty();
    }

    @Test
    void withoutRecordsEverybodyMayIssue() {
        var server = TlsSamples.server(null).issuedBy(LETS_ENCRYPT);
        assertThat(found(Samples.apex(), server)).isEmpty();
        assertThat(found(Samples.apex().dns("acme.test", "CAA"), server)).isEmpty();
        assertThat(found(Samples.apex().dns("acme.test", "CAA", DnsOutcome.SERVFAIL), server))
                .isEmpty();
    }

    @Test
    void twoServersAreOneFinding() {
        var sample = Samples.apex().dns("acme.test", "CAA", "0 issue \"digicert.com\"");
        var evidence = sample.evidence().toBuilder()
                .tls(List.of(
                        TlsSamples.server(null).issuedBy(LETS_ENCRYPT).seen(),
                        TlsSamples.server(null)
                                .issuedBy(LETS_ENCRYPT)
                                .startedIn("smtp")
                                .seen()))
                .build();
        assertThat(DETECTOR.detect(evidence)).singleElement().satisfies(finding -> assertThat(finding.evidence())
                .extracting(proof -> proof.pointer())
                .containsExactly("/dns/0/answers/0", "/tls/0/session/chain/0/issuer"));
    }

    private static List<String> found(Samples dns, TlsSamples server) {
        var evidence = dns.evidence().toBuilder().tls(List.of(server.seen())).build();
        return DETECTOR.detect(evidence).stream().map(Finding::checkId).toList();
    }
}
