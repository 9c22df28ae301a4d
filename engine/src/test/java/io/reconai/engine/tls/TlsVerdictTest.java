package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.TlsObservation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Verdicts as they are drawn from a host's evidence; the rule itself is tested with [TlsGrade].
class TlsVerdictTest {

    private static final Instant AT = Instant.parse("2026-06-01T00:00:00Z");
    private static final DomainName ACME = new DomainName("acme.test");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
    six suites, HSTS of two years | 1.2 1.3     | six                                   |             | max-age=63072000 | A+ | A+ | intermediate |
    a day of HSTS                 | 1.2 1.3     | six                                   |             | max-age=86400    | A  | A  | intermediate |
    no HSTS                       | 1.2 1.3     | six                                   |             |                  | A  | A  | intermediate |
    HSTS that cannot be read      | 1.2 1.3     | six                                   |             | max-age=a        | A  | A  | intermediate |
    HSTS void by repetition       | 1.2 1.3     | six                                   |             | max-age=63072000;max-age=1 | A | A | intermediate |
    static RSA too                | 1.2 1.3     | six TLS_RSA_WITH_AES_128_CBC_SHA      |             | max-age=63072000 | A- | A- | none | TLS_RSA_WITH_AES_128_CBC_SHA is accepted
    1.2 only                      | 1.2         | six                                   |             | max-age=63072000 | A- | A- | none | TLSv1.3 is not accepted
    1.0 to 1.3                    | 1.0 1.1 1.2 1.3 | six                               |             | max-age=63072000 | B  | B  | none | TLSv1 is accepted or not known
    with 3DES and RC4             | 1.0 1.1 1.2 | six TLS_RSA_WITH_3DES_EDE_CBC_SHA TLS_RSA_WITH_RC4_128_SHA | | | C  | C  | none | TLSv1 is accepted or not known
    modern, expired yesterday     | 1.3         |                                       | expired     |                  | F  | A  | modern | TLSv1.2 is not accepted
    modern, self-signed           | 1.3         |                                       | self-signed |                  | F  | A  | modern | TLSv1.2 is not accepted
    """)
    void a_server_of_the_host(
            String why,
            String versions,
            String suites,
            String wrong,
            String hsts,
            String grade,
            String withoutTrust,
            String profile,
            String broken) {
        var seen = TlsGradeTest.observation(versions, suites == null ? "" : suites, wrong == null ? "" : wrong);
        var verdicts = TlsVerdict.of(evidence(ACME, seen, hsts == null ? "" : hsts, true));
        assertThat(verdicts).hasSize(1);
        var verdict = verdicts.getFirst();
        assertThat(verdict.grade()).as(verdict.toString()).isEqualTo(grade);
        assertThat(verdict.gradeWithoutTrust()).isEqualTo(withoutTrust);
        assertThat(verdict.profile()).isEqualTo(profile);
        assertThat(verdict.profileBroken()).isEqualTo(broken == null ? "" : broken);
        assertThat(verdict.rule()).isEqualTo("grade-1");
        assertThat(verdict.evidence()).isEqualTo("/tls/0");
    }

    @Test
    void hsts_counts_only_where_the_certificate_was_verified() {
        var seen = TlsGradeTest.observation("1.2 1.3", "six", "");
        var verdicts = TlsVerdict.of(evidence(ACME, seen, "max-age=63072000", false));
        assertThat(verdicts).extracting(TlsVerdict::grade).containsExactly("A");
    }

    @Test
    void a_self_signed_certificate_on_a_mail_port_is_not_graded() {
        var web = TlsGradeTest.observation("1.2 1.3", "six", "self-signed");
        var mail = new TlsObservation(
                web.address(), 25, web.serverName(), web.outcome(), "", web.session(), AT, 5, web.support());
        var verdicts = TlsVerdict.of(evidence(ACME, mail, "", true));
        assertThat(verdicts).extracting(TlsVerdict::grade).containsExactly("-");
    }

    @Test
    void servers_of_others_and_servers_that_were_not_surveyed_have_no_verdict() {
        var seen = TlsGradeTest.observation("1.2 1.3", "six", "");
        assertThat(TlsVerdict.of(evidence(new DomainName("other.test"), seen, "", true)))
                .isEmpty();
        var alone = new TlsObservation(
                seen.address(), 443, seen.serverName(), seen.outcome(), "", seen.session(), AT, 5, null);
        assertThat(TlsVerdict.of(evidence(ACME, alone, "", true))).isEmpty();
    }

    private static Evidence evidence(DomainName name, TlsObservation seen, String hsts, boolean verified) {
        var fields = hsts.isEmpty() ? List.<Header>of() : List.of(new Header("strict-transport-security", hsts));
        var exchange = new Exchange(
                "root",
                "GET",
                "https://" + name + "/",
                seen.address(),
                0,
                0,
                List.of(),
                ExchangeOutcome.ANSWERED,
                "",
                verified,
                new HttpAnswer(200, "http/1.1", fields, "", 0, false, "00", ""),
                AT,
                1);
        return Evidence.builder("scan", ScanMode.ACTIVE, Host.of(name, name), AT)
                .tls(List.of(seen))
                .exchanges(List.of(exchange))
                .build();
    }
}
