package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BimiDetectorTest {

    private static final BimiDetector DETECTOR = new BimiDetector();
    private static final String NAME = "default._bimi.acme.test";
    private static final String GOOD = "v=BIMI1; l=https://acme.test/logo.svg";

    private static Samples enforced() {
        return Samples.apex().dns("_dmarc.acme.test", "TXT", "v=DMARC1; p=reject");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=BIMI1; l=https://acme.test/logo.svg |",
                "v=BIMI1;l=https://acme.test/logo.svg;a=https://acme.test/logo.pem |",
                "v = BIMI1 ; l = HTTPS://acme.test/Logo.SVG ; avp=brand |",
                // Only a name with another kind of picture says that it is none.
                "v=BIMI1; l=https://acme.test/logo |",
                "v=BIMI1; l=https://acme.test/svg?from=logo.png |",
                "v=BIMI1; l=https://acme.test/logo.png | invalid",
                "v=BIMI1; l=https://acme.test/logo.JPEG?v=2 | invalid",
                "v=BIMI1; l=http://acme.test/logo.svg | invalid",
                "v=BIMI1; l=acme.test/logo.svg | invalid",
                "v=BIMI1; l=https://acme.test/logo.svg; a=http://acme.test/logo.pem | invalid",
                "v=BIMI1; l=https://acme.test/logo.svg; a=self | invalid",
                "v=BIMI1; l=https://acme.test/my logo.svg | invalid",
                "v=BIMI1; a=https://acme.test/logo.pem | invalid",
                "v=BIMI1 | invalid",
                // No logo is wanted.
                "v=BIMI1; l=; a=; |",
                "v=BIMI1; l= |",
                // The certificate holds the logo.
                "v=BIMI1; l=; a=https://acme.test/logo.pem |",
                "v=BIMI1; l=; a=http://acme.test/logo.pem | invalid",
                // Meant to be one.
                "v=bimi1; l=https://acme.test/logo.svg | invalid",
                "v=BIMI2; l=https://acme.test/logo.svg | invalid",
                "l=https://acme.test/logo.svg; v=BIMI1 | invalid",
                "hello |",
                "v=spf1 -all |",
            })
    void record(String record, @Nullable String expected) {
        assertThat(enforced().dns(NAME, "TXT", record).found(DETECTOR))
                .isEqualTo(expected == null ? List.of() : List.of("dns.bimi." + expected));
    }

    /// What DMARC says beside a good record, and whether that is too weak for it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=DMARC1; p=reject | false",
                "v=DMARC1; p=quarantine; pct=100 | false",
                "v=DMARC1; p=reject; sp=quarantine | false",
                "v=DMARC1; p=none | true",
                "v=DMARC1; p=reject; sp=none | true",
                "v=DMARC1; p=reject; pct=50 | true",
                "v=DMARC1; p=quarantine; t=y | true",
                "v=DMARC1; p=block | true",
                "hello | true",
            })
    void dmarc(String policy, boolean tooWeak) {
        var sample = Samples.apex().dns("_dmarc.acme.test", "TXT", policy);
        assertThat(sample.found(DETECTOR)).as("without a logo").isEmpty();
        assertThat(sample.dns(NAME, "TXT", GOOD).found(DETECTOR))
                .isEqualTo(tooWeak ? List.of("dns.bimi.dmarc-too-weak") : List.of());
    }

    /// What the logo's host answered, and whether that means that nobody gets it.
    @ParameterizedTest
    @CsvSource({
        "200, true, false",
        "404, true, true",
        "410, true, true",
        // It may pass, or is for us alone; and who is sent elsewhere may find it there.
        "500, true, false",
        "503, true, false",
        "403, true, false",
        "429, true, false",
        "301, true, false",
        // Nobody fetches it over a connection that may be anybody's.
        "200, false, true",
    })
    void logo(int status, boolean verified, boolean unreachable) {
        var sample = enforced().dns(NAME, "TXT", GOOD);
        var asked = verified
                ? sample.probed("bimi-logo", "https://acme.test/logo.svg", status, "<svg/>")
                : sample.probedUnverified("bimi-logo", "https://acme.test/logo.svg", status, "<svg/>");
        assertThat(asked.found(DETECTOR)).isEqualTo(unreachable ? List.of("dns.bimi.logo-unreachable") : List.of());
    }

    /// What is known of the addresses of the logo's host.
    @ParameterizedTest
    @CsvSource({
        "NXDOMAIN, NXDOMAIN, true",
        "NODATA, NODATA, true",
        "NODATA, TIMEOUT, false",
        "SERVFAIL, NODATA, false",
    })
    void hostOfTheLogo(DnsOutcome ipv4, DnsOutcome ipv6, boolean unreachable) {
        var sample =
                enforced().dns(NAME, "TXT", GOOD).dns("acme.test", "A", ipv4).dns("acme.test", "AAAA", ipv6);
        assertThat(sample.found(DETECTOR)).isEqualTo(unreachable ? List.of("dns.bimi.logo-unreachable") : List.of());
    }

    @Test
    void noLogoNeedsNoFile() {
        assertThat(enforced()
                        .dns(NAME, "TXT", "v=BIMI1; l=; a=")
                        .probed("bimi-logo", "https://acme.test/logo.svg", 404, "")
                        .found(DETECTOR))
                .isEmpty();
    }

    @Test
    void noLogoNeedsNoDmarc() {
        assertThat(Samples.apex()
                        .dns("_dmarc.acme.test", "TXT", "v=DMARC1; p=none")
                        .dns(NAME, "TXT", "v=BIMI1; l=; a=")
                        .found(DETECTOR))
                .isEmpty();
    }

    @Test
    void ofTwoReceiversTakeNone() {
        assertThat(enforced().dns(NAME, "TXT", GOOD, GOOD).found(DETECTOR)).containsExactly("dns.bimi.invalid");
        assertThat(enforced().dns(NAME, "TXT", "hello", GOOD).found(DETECTOR))
                .as("the other text is none")
                .isEmpty();
    }

    @Test
    void twoPoliciesAreNone() {
        assertThat(Samples.apex()
                        .dns("_dmarc.acme.test", "TXT", "v=DMARC1; p=reject", "v=DMARC1; p=reject")
                        .dns(NAME, "TXT", GOOD)
                        .found(DETECTOR))
                .containsExactly("dns.bimi.dmarc-too-weak");
    }

    @Test
    void noAnswerProvesNothing() {
        assertThat(Samples.apex().dns(NAME, "TXT", GOOD).found(DETECTOR))
                .as("DMARC was not asked")
                .isEmpty();
        assertThat(Samples.apex()
                        .dns(NAME, "TXT", GOOD)
                        .dns("_dmarc.acme.test", "TXT", DnsOutcome.SERVFAIL)
                        .found(DETECTOR))
                .isEmpty();
        assertThat(enforced().dns(NAME, "TXT").found(DETECTOR))
                .as("having none is no finding")
                .isEmpty();
    }

    @Test
    void theScannedDomainAloneIsJudged() {
        assertThat(Samples.host("www.acme.test")
                        .dns("default._bimi.www.acme.test", "TXT", "v=BIMI1")
                        .found(DETECTOR))
                .isEmpty();
    }
}
