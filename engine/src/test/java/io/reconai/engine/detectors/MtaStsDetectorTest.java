package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Finding;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MtaStsDetectorTest {

    private static final MtaStsDetector DETECTOR = new MtaStsDetector();
    private static final String RECORD = "v=STSv1; id=20260101T000000;";
    private static final String URL = "https://mta-sts.acme.test/.well-known/mta-sts.txt";
    private static final String GOOD = "version: STSv1/mode: enforce/mx: mail.acme.test/max_age: 604800";

    private static Samples mailDomain(String... records) {
        return Samples.apex().dns("acme.test", "MX", "10 mail.acme.test").dns("_mta-sts.acme.test", "TXT", records);
    }

    /// Lines of a policy, with slashes between them.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                GOOD + " | ''",
                "version: STSv1/mode: enforce/mx: *.acme.test/max_age: 604800 | ''",
                "version:STSv1/mode:enforce/mx:MAIL.acme.test/max_age:86400 | ''",
                "version: STSv1/mode: enforce/mode: testing/mx: mail.acme.test/max_age: 604800 | ''",
                "version: STSv1/mode: none/max_age: 86400 | ''",
                "version: STSv1/mode: testing/mx: mail.acme.test/max_age: 604800 | testing INFO",
                "version: STSv1/mode: testing/mx: other.acme.test/max_age: 60 | mx-mismatch LOW testing INFO",
                "version: STSv1/mode: enforce/mx: other.acme.test/max_age: 604800 | mx-mismatch HIGH",
                // A star stands for one label: not for none, and not for two.
                "version: STSv1/mode: enforce/mx: *.mail.acme.test/max_age: 604800 | mx-mismatch HIGH",
                "version: STSv1/mode: enforce/mx: *.test/max_age: 604800 | mx-mismatch HIGH",
                "version: STSv1/mode: enforce/mx: mail.acme.test/max_age: 86399 | short-max-age LOW",
                "version: STSv1/mode: enforce/mx: mail.acme.test/max_age: 31557601 | broken MEDIUM",
                "version: STSv1/mode: enforce/mx: mail.acme.test | broken MEDIUM",
                "version: STSv1/mode: enforce/max_age: 604800 | broken MEDIUM",
                "version: STSv2/mode: enforce/mx: mail.acme.test/max_age: 604800 | broken MEDIUM",
                "version: STSv1/mode: strict/mx: mail.acme.test/max_age: 604800 | broken MEDIUM",
                "<html>Welcome</html> | broken MEDIUM",
            })
    void policies(String file, String expected) {
        assertThat(found(mailDomain(RECORD).probed("mta-sts", URL, 200, file.replace("/", "\n"))))
                .isEqualTo(expected);
    }

    /// What the policy's server answers, where it is not the file.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "301 | Location: https://acme.test/ | broken MEDIUM",
                "404 | X: y | broken MEDIUM",
                "410 | X: y | broken MEDIUM",
                // A filter that dislikes us, and a server in distress.
                "403 | X: y | ''",
                "429 | X: y | ''",
                "503 | X: y | ''",
            })
    void servers(int status, String header, String expected) {
        assertThat(found(mailDomain(RECORD).probed("mta-sts", URL, status, "", header)))
                .isEqualTo(expected);
    }

    @Test
    void theCertificateMustFit() {
        assertThat(found(mailDomain(RECORD).probedUnverified("mta-sts", URL, 200, GOOD.replace("/", "\n"))))
                .isEqualTo("broken MEDIUM");
    }

    @Test
    void theHostMustExist() {
        var sample = mailDomain(RECORD).dns("mta-sts.acme.test", "A", DnsOutcome.NXDOMAIN);
        assertThat(found(sample)).as("IPv6 is not known").isEmpty();
        assertThat(found(sample.dns("mta-sts.acme.test", "AAAA", DnsOutcome.NXDOMAIN)))
                .isEqualTo("broken MEDIUM");
    }

    @Test
    void aFileThatWasNotFetchedIsNotJudged() {
        assertThat(found(mailDomain(RECORD))).isEmpty();
        assertThat(found(mailDomain(RECORD).dns("mta-sts.acme.test", "A", DnsOutcome.SERVFAIL)))
                .isEmpty();
    }

    @Test
    void recordsCountOneByOne() {
        assertThat(found(mailDomain(RECORD, RECORD))).isEqualTo("multiple MEDIUM");
        assertThat(found(mailDomain(RECORD, "v=spf1 -all"))).isEmpty();
        assertThat(found(mailDomain("v=STSv1; id=not-only-letters;"))).isEqualTo("broken MEDIUM");
        assertThat(found(mailDomain("v=STSv10; id=1;"))).isEmpty();
        assertThat(found(mailDomain())).isEmpty();
    }

    @Test
    void aDomainWithoutMailNeedsNone() {
        var sample = Samples.apex()
                .dns("acme.test", "MX", "0 .")
                .dns("_mta-sts.acme.test", "TXT", RECORD)
                .probed("mta-sts", URL, 404, "");
        assertThat(found(sample)).isEmpty();
    }

    private static String found(Samples sample) {
        return DETECTOR.detect(sample.evidence()).stream()
                .map(MtaStsDetectorTest::word)
                .collect(Collectors.joining(" "));
    }

    private static String word(Finding finding) {
        return finding.checkId().replace("dns.mta-sts.", "") + " " + finding.severity();
    }
}
