package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// MTA-STS and TLS reports: whether they are there, and how much it matters.
class MailTransportDetectorTest {

    private static final String STS = "_mta-sts.acme.test";
    private static final String REPORTS = "_smtp._tls.acme.test";

    private static Samples mailDomain() {
        return Samples.apex().dns("acme.test", "MX", "10 mail.acme.test");
    }

    /// What is at `_mta-sts` and at `_smtp._tls`, `-` for nothing, and what is missing, how badly.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=STSv1; id=1; | v=TLSRPTv1; rua=mailto:t@acme.test | ''",
                "- | v=TLSRPTv1; rua=mailto:t@acme.test | dns.mta-sts.missing LOW",
                "v=STSv1; id=1; | - | dns.tls-rpt.missing LOW",
                // Without a policy nothing can fail that could be reported.
                "- | - | dns.mta-sts.missing LOW, dns.tls-rpt.missing INFO",
                "of something else | of something else | dns.mta-sts.missing LOW, dns.tls-rpt.missing INFO",
            })
    void missing(String policy, String reports, String expected) {
        assertThat(found(with(with(mailDomain(), STS, policy), REPORTS, reports)))
                .isEqualTo(expected);
    }

    @Test
    void danePolicesMailAsWell() {
        var signed = "1 13 2 " + "A7".repeat(32);
        var sample = mailDomain()
                .dns("acme.test", "DS", signed)
                .dns("_25._tcp.mail.acme.test", "TLSA", "3 1 1 " + "A7".repeat(32));
        assertThat(found(sample.dns(STS, "TXT").dns(REPORTS, "TXT")))
                .isEqualTo("dns.mta-sts.missing INFO, dns.tls-rpt.missing LOW");
    }

    /// One exchanger without records, or a zone without DS, and mail can be had without protection.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 mail.acme.test, 20 next.acme.test | true  | LOW",
                "10 mail.acme.test                    | false | LOW",
                "10 mail.acme.test                    | true  | INFO",
            })
    void daneThatProtectsAPartIsNone(String exchangers, boolean isSigned, String severity) {
        var sample = Samples.apex()
                .dns("acme.test", "MX", exchangers.split(", "))
                .dns("acme.test", "DS", isSigned ? new String[] {"1 13 2 " + "A7".repeat(32)} : new String[0])
                .dns("_25._tcp.mail.acme.test", "TLSA", "3 1 1 " + "A7".repeat(32))
                .dns("_25._tcp.next.acme.test", "TLSA")
                .dns(STS, "TXT");
        assertThat(found(sample)).isEqualTo("dns.mta-sts.missing " + severity);
    }

    @ParameterizedTest
    @CsvSource({"SERVFAIL", "TIMEOUT", "REFUSED"})
    void noAnswerProvesNothing(DnsOutcome outcome) {
        assertThat(found(mailDomain().dns(STS, "TXT", outcome).dns(REPORTS, "TXT", outcome)))
                .isEmpty();
        assertThat(found(mailDomain())).as("not asked").isEmpty();
    }

    @Test
    void aDomainWithoutMailNeedsNeither() {
        assertThat(found(Samples.apex()
                        .dns("acme.test", "MX", "0 .")
                        .dns(STS, "TXT")
                        .dns(REPORTS, "TXT", "v=TLSRPTv1; rua=ftp://acme.test")))
                .isEmpty();
        assertThat(found(Samples.host("www.acme.test")
                        .dns("www.acme.test", "MX", "10 mail.acme.test")
                        .dns("_mta-sts.www.acme.test", "TXT")))
                .as("the scanned domain alone")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=TLSRPTv1; rua=mailto:t@acme.test | false",
                "v=TLSRPTv1;rua=https://acme.test/tls | false",
                "v=TLSRPTv1; rua=ftp://acme.test, MAILTO:t@acme.test | false",
                "v=TLSRPTv1; rua=ftp://acme.test | true",
                "v=TLSRPTv1; rua=mailto:acme.test | true",
                "v=TLSRPTv1; rua=http://acme.test/tls | true",
                "v=TLSRPTv1; rua= | true",
                "v=TLSRPTv1; to=mailto:t@acme.test | true",
                "v=TLSRPTv1 | true",
            })
    void addresses(String record, boolean invalid) {
        var sample = mailDomain().dns(STS, "TXT", "v=STSv1; id=1;").dns(REPORTS, "TXT", record);
        assertThat(found(sample)).isEqualTo(invalid ? "dns.tls-rpt.invalid LOW" : "");
    }

    @Test
    void ofTwoSendersTakeNone() {
        var good = "v=TLSRPTv1; rua=mailto:t@acme.test";
        var sample = mailDomain().dns(STS, "TXT", "v=STSv1; id=1;");
        assertThat(found(sample.dns(REPORTS, "TXT", good, good))).isEqualTo("dns.tls-rpt.invalid LOW");
    }

    @Test
    void anotherTextBesideIsNone() {
        var good = "v=TLSRPTv1; rua=mailto:t@acme.test";
        var sample = mailDomain().dns(STS, "TXT", "v=STSv1; id=1;");
        assertThat(found(sample.dns(REPORTS, "TXT", "hello", good))).isEmpty();
    }

    private static Samples with(Samples sample, String name, String text) {
        return text.equals("-") ? sample.dns(name, "TXT") : sample.dns(name, "TXT", text);
    }

    private static String found(Samples sample) {
        return new MailTransportDetector()
                .detect(sample.evidence()).stream()
                        .map(finding -> finding.checkId() + " " + finding.severity())
                        .collect(Collectors.joining(", "));
    }
}
