package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
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

    @ParameterizedTest
    @CsvSource({"450, false", "451, true"})
    void anSpfRecordFitsIntoAnAnswer(int octets, boolean tooLong) {
        var ranges = "v=spf1" + " ip4:192.0.2.1".repeat(30);
        var record = ranges + " ".repeat(octets - ranges.length() - 4) + "-all";
        assertThat(record).hasSize(octets);
        assertThat(mailDomain().dns("acme.test", "TXT", record).found(new SpfDetector()))
                .isEqualTo(tooLong ? List.of("dns.spf.long") : List.of());
    }

    @Test
    void nobodyAsksForTheTypeSpf() {
        var sample = mailDomain().dns("acme.test", "TXT", "v=spf1 -all");
        assertThat(sample.dns("acme.test", "SPF", "v=spf1 -all").found(new SpfDetector()))
                .containsExactly("dns.spf.type99");
        for (var outcome : List.of(DnsOutcome.NODATA, DnsOutcome.SERVFAIL, DnsOutcome.NOTIMP, DnsOutcome.TIMEOUT)) {
            assertThat(mailDomain()
                            .dns("acme.test", "TXT", "v=spf1 -all")
                            .dns("acme.test", "SPF", outcome)
                            .found(new SpfDetector()))
                    .as(outcome.name())
                    .isEmpty();
        }
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

    /// What an SPF record refers to, `name text` each, `-` for no record there, and what is wrong.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "include:a.test | a.test v=spf1 -all | ''",
                "include:a.test | a.test - | dns.spf.include-broken",
                "include:a.test | a.test hello | dns.spf.include-broken",
                "include:a.test | a.test v=spf1 foo:bar -all | dns.spf.include-broken",
                "include:a.test | a.test ? | ''",
                "include:a.test | '' | ''",
                "redirect=a.test | a.test v=spf1 -all | ''",
                "redirect=a.test | a.test - | dns.spf.include-broken",
                "include:acme.test | '' | dns.spf.too-many-lookups",
                "include:a.test | a.test v=spf1 include:acme.test -all | dns.spf.too-many-lookups",
                // Ten look-ups are allowed, those of what is included among them.
                "include:a.test | a.test v=spf1 a a a a a a a a a -all | ''",
                "include:a.test | a.test v=spf1 a a a a a a a a a a -all | dns.spf.too-many-lookups",
                "a a a a a a a a a a | '' | ''",
                "a a a a a a a a a a a | '' | dns.spf.too-many-lookups",
            })
    void whatSpfRefersTo(String terms, String target, String expected) {
        var record = "v=spf1 " + terms + (terms.startsWith("redirect") ? "" : " -all");
        var sample = mailDomain().dns("acme.test", "TXT", record);
        if (!target.isEmpty()) {
            var parts = target.split(" ", 2);
            switch (parts[1]) {
                case "-" -> sample.dns(parts[0], "TXT");
                case "?" -> sample.dns(parts[0], "TXT", DnsOutcome.TIMEOUT);
                default -> sample.dns(parts[0], "TXT", parts[1]);
            }
        }
        assertThat(String.join(" ", sample.found(new SpfDetector()))).isEqualTo(expected);
    }

    /// Names that a record asks for, and what came of A and AAAA there; more than two that are void are too many.
    @ParameterizedTest
    @CsvSource({
        "NXDOMAIN, NXDOMAIN, true",
        "NODATA, NODATA, true",
        "NODATA, NOERROR, false",
        "NOERROR, NODATA, false",
        "NODATA, TIMEOUT, false",
        "SERVFAIL, NODATA, false",
    })
    void voidLookups(DnsOutcome ipv4, DnsOutcome ipv6, boolean found) {
        var sample = mailDomain().dns("acme.test", "TXT", "v=spf1 a:a.test a:b.test a:c.test -all");
        for (var name : List.of("a.test", "b.test", "c.test")) {
            var isLast = name.equals("c.test");
            sample.dns(name, "A", isLast ? ipv4 : DnsOutcome.NXDOMAIN, answer(isLast && ipv4 == DnsOutcome.NOERROR));
            sample.dns(name, "AAAA", isLast ? ipv6 : DnsOutcome.NXDOMAIN, answer(isLast && ipv6 == DnsOutcome.NOERROR));
        }
        assertThat(sample.found(new SpfDetector())).isEqualTo(found ? List.of("dns.spf.void-lookups") : List.of());
    }

    private static String[] answer(boolean present) {
        return present ? new String[] {"x"} : new String[0];
    }

    /// A domain without SPF, and how much that matters.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 mail.acme.test | v=DMARC1; p=reject | dns.spf.missing LOW",
                "10 mail.acme.test | v=DMARC1; p=quarantine | dns.spf.missing LOW",
                "10 mail.acme.test | v=DMARC1; p=none | dns.spf.missing MEDIUM",
                "0 . | v=DMARC1; p=reject | dns.spf.parked-missing LOW",
            })
    void withoutSpf(String exchanger, String dmarc, String expected) {
        var sample = Samples.apex()
                .dns("acme.test", "MX", exchanger)
                .dns("acme.test", "TXT")
                .dns("_dmarc.acme.test", "TXT", dmarc);
        assertThat(weighed(sample, new SpfDetector())).isEqualTo(expected);
    }

    @Test
    void aHostThatIsNoMailDomainNeedsNoSpf() {
        assertThat(Samples.host("www.acme.test")
                        .dns("www.acme.test", "MX")
                        .dns("www.acme.test", "TXT")
                        .found(new SpfDetector()))
                .isEmpty();
        assertThat(Samples.apex().dns("acme.test", "TXT").found(new SpfDetector()))
                .as("nobody asked for MX")
                .isEmpty();
    }

    /// DMARC records, separated by slashes, and what is wrong, how badly.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=DMARC1; p=none | dns.dmarc.policy-none MEDIUM, dns.dmarc.no-reports LOW",
                "v=DMARC1; p=none; rua=mailto:d@acme.test | dns.dmarc.policy-none LOW",
                "v=DMARC1; p=reject | dns.dmarc.no-reports INFO",
                "v=DMARC1; p=quarantine | dns.dmarc.no-reports LOW",
                "v=DMARC1; p=reject; np=none; rua=mailto:d@acme.test | dns.dmarc.subdomain-weaker MEDIUM",
                "v=DMARC1; p=reject; np=reject; rua=mailto:d@acme.test | ''",
                "v=DMARC1; p=reject; pct=100; rua=mailto:d@acme.test | ''",
                "v=DMARC1; p=none; pct=50; t=y; rua=mailto:d@acme.test | dns.dmarc.policy-none LOW",
                "v=DMARC1; p=reject; t=y; rua=mailto:d@acme.test | dns.dmarc.test-mode LOW",
                "v=DMARC1; p=reject/v=DMARC1; p=reject | dns.dmarc.multiple MEDIUM",
                "v=DMARC1; p=block; rua=mailto:d@acme.test | dns.dmarc.invalid MEDIUM",
            })
    void dmarcIsWeighed(String records, String expected) {
        var sample = mailDomain().dns("_dmarc.acme.test", "TXT", records.split("/"));
        assertThat(weighed(sample, new DmarcDetector())).isEqualTo(expected);
    }

    @Test
    void dmarcMayBeMisplacedOrNotNeeded() {
        assertThat(weighed(
                        mailDomain()
                                .dns("acme.test", "TXT", "v=DMARC1; p=reject")
                                .dns("_dmarc.acme.test", "TXT"),
                        new DmarcDetector()))
                .isEqualTo("dns.dmarc.at-apex MEDIUM");
        assertThat(weighed(
                        Samples.apex().dns("acme.test", "MX", "0 .").dns("_dmarc.acme.test", "TXT"),
                        new DmarcDetector()))
                .isEqualTo("dns.dmarc.missing LOW");
        assertThat(Samples.host("www.acme.test")
                        .dns("_dmarc.www.acme.test", "TXT")
                        .found(new DmarcDetector()))
                .as("inherited")
                .isEmpty();
    }

    private static String weighed(Samples sample, Detector detector) {
        return detector.detect(sample.evidence()).stream()
                .map(finding -> finding.checkId() + " " + finding.severity())
                .collect(Collectors.joining(", "));
    }
}
