package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// SPF and DMARC, one rule a row; and when a certificate is about to end.
class MailDetectorsTest {

    private static Samples mailDomain() {
        return Samples.apex().dns("acme.test", "MX", "10 mail.acme.test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=spf1 mx -all |",
                "v=spf1 ip4:203.0.113.0/24 ip6:2001:db8::/32 -all |",
                "v=spf1 +all | dns.spf.pass-all",
                "v=spf1 mx all | dns.spf.pass-all",
                "v=spf1 mx ?all | dns.spf.neutral-all",
                "v=spf1 mx ~all | dns.spf.softfail",
                "v=spf1 ptr -all | dns.spf.ptr",
                "v=spf1 ip4:203.0.113.0/33 -all | dns.spf.syntax",
                "v=spf1 foo:bar -all | dns.spf.syntax",
                "v=spf1 ip4:0.0.0.0/1 -all | dns.spf.huge-range",
                "v=spf1 exists:%{ir}.%{l1r+-/=,_.}._spf.%{d2} -all |",
                "v=spf1 exists:%{l/}.acme.test -all |",
                "v=spf1 exists:%{x}.acme.test -all | dns.spf.syntax",
                "v=spf1 exists:%{d0}.acme.test -all | dns.spf.syntax",
                "v=spf1 exists:%.acme.test -all | dns.spf.syntax",
                "v=spf1 include:%{t}.acme.test -all | dns.spf.syntax",
                "v=spf1 a:mail.acme.test~all | dns.spf.syntax",
                "v=spf1 a:localhost -all | dns.spf.syntax",
                "v=spf1 mx:/24 -all | dns.spf.syntax",
                "v=spf1 a:mail.acme.test/24//64 mx/24 -all |",
                "v=spf1 exp=%{c}.acme.test -all |",
                "v=spf1 exp=a.acme.test -all exp=b.acme.test | dns.spf.syntax",
                "v=spf1 -all exp= | dns.spf.syntax",
            })
    void spf(String record, @Nullable String expected) {
        var sample = mailDomain().dns("acme.test", "TXT", record).dns("_dmarc.acme.test", "TXT");
        assertThat(sample.found(new SpfDetector())).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    /// The host, what is known of DMARC there, and whether `~all` is worth a word.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme.test | NODATA | | true",
                "acme.test | NXDOMAIN | | true",
                "acme.test | NOERROR | v=DMARC1; p=none | true",
                "acme.test | NOERROR | v=DMARC1; p=quarantine; t=y | true",
                "acme.test | NOERROR | v=DMARC1; p=quarantine | false",
                "acme.test | NOERROR | v=DMARC1; p=reject | false",
                "acme.test | NOERROR | v=DMARC1; p=reject/v=DMARC1; p=none | true",
                "acme.test | SERVFAIL | | false",
                "acme.test | TIMEOUT | | false",
                // Below the domain its policy is inherited, and not part of this evidence.
                "mail.acme.test | NXDOMAIN | | false",
                "mail.acme.test | NOERROR | v=DMARC1; p=none | true",
                "mail.acme.test | NOERROR | v=DMARC1; p=reject | false",
            })
    void softfailIsRightWhereDmarcIsEnforced(String host, DnsOutcome outcome, @Nullable String dmarc, boolean found) {
        var sample =
                (host.equals("acme.test") ? Samples.apex() : Samples.host(host)).dns(host, "TXT", "v=spf1 mx ~all");
        var detector = new SpfDetector();
        assertThat(sample.found(detector)).as("not asked").isEmpty();
        sample.dns("_dmarc." + host, "TXT", outcome, dmarc == null ? new String[0] : dmarc.split("/"));
        assertThat(sample.found(detector)).isEqualTo(found ? List.of("dns.spf.softfail") : List.of());
    }

    @Test
    void spfIsMissingOnlyWhereItsAbsenceIsKnown() {
        assertThat(mailDomain().dns("acme.test", "TXT", "hello").found(new SpfDetector()))
                .containsExactly("dns.spf.missing");
        assertThat(mailDomain().dns("acme.test", "TXT", DnsOutcome.TIMEOUT).found(new SpfDetector()))
                .isEmpty();
        assertThat(mailDomain()
                        .dns("acme.test", "TXT", "v=spf1 -all", "v=spf1 mx -all")
                        .found(new SpfDetector()))
                .containsExactly("dns.spf.multiple");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=DMARC1; p=reject; rua=mailto:d@acme.test |",
                "v=DMARC1; p=quarantine; rua=mailto:d@acme.test |",
                "v=DMARC1; p=none; rua=mailto:d@acme.test | dns.dmarc.policy-none",
                "v=DMARC1; p=reject | dns.dmarc.no-reports",
                "v=DMARC1; p=reject; sp=none; rua=mailto:d@acme.test | dns.dmarc.subdomain-weaker",
                "v=DMARC1; p=reject; pct=50; rua=mailto:d@acme.test | dns.dmarc.partial",
                "V=DMARC1; p=reject; rua=mailto:d@acme.test |",
                "v=dmarc1; p=reject; rua=mailto:d@acme.test | dns.dmarc.invalid",
                "v=DMARC1; p=reject; rua=mailto:d | dns.dmarc.no-reports",
                "v=DMARC1; p=reject; rua=https://acme.test/dmarc |",
                "v=DMARC1; p=reject; rua=d@acme.test,mailto:e@acme.test | dns.dmarc.invalid-report-uri",
                "v=DMARC1; p=reject; rua=mailto:d@acme.test; ruf=mailto:f | dns.dmarc.invalid-report-uri",
                "v=DMARC1; p=reject; rua=mailto:d@acme.test, mailto:e@acme.test; ruf=mailto:f@acme.test |",
                "' v=DMARC1; p=reject; rua=mailto:d@acme.test' | dns.dmarc.invalid",
            })
    void dmarc(String record, @Nullable String expected) {
        var sample = mailDomain().dns("_dmarc.acme.test", "TXT", record);
        assertThat(sample.found(new DmarcDetector())).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void dmarcIsMissingOnlyWhereItsAbsenceIsKnown() {
        assertThat(mailDomain()
                        .dns("_dmarc.acme.test", "TXT", DnsOutcome.NXDOMAIN)
                        .found(new DmarcDetector()))
                .containsExactly("dns.dmarc.missing");
        assertThat(mailDomain()
                        .dns("_dmarc.acme.test", "TXT", DnsOutcome.SERVFAIL)
                        .found(new DmarcDetector()))
                .isEmpty();
    }

    /// A policy beside a null MX, and whether somebody may send without anything coming back.
    @ParameterizedTest
    @CsvSource({
        "v=spf1 -all, false",
        "v=spf1 -all ip4:203.0.113.1, false",
        "v=spf1 ~all, false",
        "v=spf1 ip4:203.0.113.1 -all, true",
        "v=spf1 include:_spf.mailer.test -all, true",
        "v=spf1 +all, true",
        // What cannot be read says nothing.
        "v=spf1 ip4:203.0.113.1/33 -all, false",
        "hello, false",
    })
    void aDomainThatTakesNoMailSendsNone(String policy, boolean found) {
        var detector = new MailExchangerDetector();
        var sample = Samples.apex().dns("acme.test", "MX", "0 .").dns("acme.test", "TXT", policy);
        assertThat(sample.found(detector)).isEqualTo(found ? List.of("dns.mx.null-but-sends") : List.of());
        assertThat(mailDomain().dns("acme.test", "TXT", policy).found(detector)).isEmpty();
        assertThat(Samples.apex().dns("acme.test", "TXT", policy).found(detector))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "398 | 365 |",
                "20  | 365 | LOW",
                "6   | 365 | MEDIUM",
                "29  | 90  |",
                "20  | 90  | LOW",
                "5   | 90  | MEDIUM",
                "20  | 47  |",
                "3   | 6   |",
                "1   | 6   | LOW",
                "0   | 6   | MEDIUM",
            })
    void certificatesExpire(long daysLeft, long lifetime, @Nullable String severity) {
        var found = CertificateDetector.expiring(Duration.ofDays(daysLeft), Duration.ofDays(lifetime));
        assertThat(found.map(Enum::name).orElse(null)).isEqualTo(severity);
    }
}
