package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.CertificateExtensions;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.ChainFacts;
import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.KeyFacts;
import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.ProtocolSupport.Answer;
import io.reconai.engine.asset.ProtocolSupport.Order;
import io.reconai.engine.asset.ProtocolSupport.Reading;
import io.reconai.engine.asset.StapledStatus;
import io.reconai.engine.asset.TlsFeatures;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSession;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.asset.TlsVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsGradeTest {

    private static final Instant AT = Instant.parse("2026-06-01T00:00:00Z");
    private static final List<String> SIX = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    private static final List<String> THREE =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    /// Suites are those of TLS 1.2, HSTS is in seconds, the last column leaves the certificate's trust out.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
    six suites, HSTS of two years    | 1.2 1.3     | six                                      |             | 63072000 | A+ | A+
    exactly 180 days of HSTS         | 1.2 1.3     | six                                      |             | 15552000 | A+ | A+
    one second less                  | 1.2 1.3     | six                                      |             | 15551999 | A  | A
    a day of HSTS                    | 1.2 1.3     | six                                      |             | 86400    | A  | A
    no HSTS                          | 1.2 1.3     | six                                      |             |          | A  | A
    static RSA too                   | 1.2 1.3     | six TLS_RSA_WITH_AES_128_CBC_SHA         |             | 63072000 | A- | A-
    no 1.3                           | 1.2         | six                                      |             | 63072000 | A- | A-
    only 1.3                         | 1.3         |                                          |             | 63072000 | A+ | A+
    only 1.3, a year                 | 1.3         |                                          | long        | 63072000 | A  | A
    all from 1.0                     | 1.0 1.1 1.2 1.3 | six                                  |             | 63072000 | B  | B
    3DES and RC4 and no 1.3          | 1.0 1.1 1.2 | six TLS_RSA_WITH_3DES_EDE_CBC_SHA TLS_RSA_WITH_RC4_128_SHA | |   | C  | C
    3DES                             | 1.2 1.3     | six TLS_RSA_WITH_3DES_EDE_CBC_SHA        |             |          | B  | B
    no forward secrecy, but in 1.3   | 1.2 1.3     | TLS_RSA_WITH_AES_128_GCM_SHA256          |             |          | A- | A-
    no forward secrecy               | 1.2         | TLS_RSA_WITH_AES_128_GCM_SHA256          |             |          | B  | B
    no authenticated encryption      | 1.2         | TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA       |             |          | B  | B
    nothing encrypted                | 1.2 1.3     | six TLS_RSA_WITH_NULL_SHA                |             |          | F  | F
    nobody authenticated             | 1.2 1.3     | six TLS_DH_anon_WITH_AES_128_CBC_SHA     |             |          | F  | F
    SSLv3                            | 3.0 1.2 1.3 | six                                      |             |          | C  | C
    SSLv2                            | 2.0 1.2 1.3 | six                                      |             |          | F  | F
    only 1.0                         | 1.0         |                                          |             |          | C  | C
    expired yesterday                | 1.3         |                                          | expired     |          | F  | A
    valid from tomorrow              | 1.3         |                                          | future      |          | F  | A
    self-signed                      | 1.3         |                                          | self-signed |          | F  | A
    not trusted                      | 1.3         |                                          | untrusted   |          | F  | A
    for another name                 | 1.3         |                                          | mismatch    |          | F  | A
    revoked by its staple            | 1.3         |                                          | revoked     |          | F  | A
    a staple that is bad is no flaw  | 1.2 1.3     | six                                      | bad-staple  |          | A  | A
    an intermediate is missing       | 1.2 1.3     | six                                      | incomplete  |          | B  | B
    must-staple, and none came       | 1.2 1.3     | six                                      | unstapled   |          | A- | A-
    a key with the ROCA fingerprint  | 1.2 1.3     | six                                      | roca        |          | C  | C
    an unusual curve                 | 1.2 1.3     | six                                      | curve       |          | A  | A
    signed with MD5                  | 1.2 1.3     | six                                      | MD5         |          | F  | F
    signed with SHA-1                | 1.2 1.3     | six                                      | SHA1        |          | C  | C
    RSA of 1,024 bits                | 1.2 1.3     | six                                      | RSA1024     |          | C  | C
    RSA of 768 bits                  | 1.2 1.3     | six                                      | RSA768      |          | F  | F
    DHE of 1,024 bits                | 1.2 1.3     | six                                      | DHE1024     |          | B  | B
    DHE of 768 bits                  | 1.2 1.3     | six                                      | DHE768      |          | C  | C
    compression                      | 1.2 1.3     | six                                      | compression |          | C  | C
    insecure renegotiation           | 1.2 1.3     | six                                      | renegotiation |        | B  | B
    trap: 1.2 was not answered       | 1.3         |                                          | silent      |          | -  | -
    trap: self-signed on port 25     | 1.2 1.3     | six                                      | mail        |          | -  | -
    trap: not all suites known       | 1.2         | TLS_RSA_WITH_AES_128_CBC_SHA             | some        |          | A- | A-
    """)
    void letters(
            String why, String versions, String suites, String wrong, Long hsts, String letter, String withoutTrust) {
        var flaw = wrong == null ? "" : wrong;
        var grade = TlsGrade.of(
                observation(versions, suites == null ? "" : suites, flaw),
                Optional.ofNullable(hsts).map(Duration::ofSeconds),
                !flaw.equals("mail"));
        assertThat(text(grade.letter())).as(grade.toString()).isEqualTo(letter);
        assertThat(text(grade.withoutTrust())).as(grade.toString()).isEqualTo(withoutTrust);
    }

    @Test
    void nothing_known_is_no_grade() {
        var seen =
                new TlsObservation("203.0.113.1", 443, "acme.test", ExchangeOutcome.TIMED_OUT, "", null, AT, 0, null);
        assertThat(TlsGrade.of(seen, Optional.empty(), true).letter()).isEmpty();
    }

    @Test
    void the_first_thing_that_breaks_the_profile_is_named() {
        var seen = observation("1.2 1.3", "six TLS_RSA_WITH_AES_128_CBC_SHA", "");
        assertThat(TlsGrade.of(seen, Optional.empty(), true).profile().broken())
                .isEqualTo("TLS_RSA_WITH_AES_128_CBC_SHA is accepted");
    }

    private static String text(Optional<TlsGrade.Letter> letter) {
        return letter.map(TlsGrade.Letter::toString).orElse("-");
    }

    static TlsObservation observation(String versions, String suites, String wrong) {
        var spoken = List.of(versions.split(" +"));
        var protocols = new ArrayList<ProtocolSupport>();
        for (var version : TlsVersion.values()) {
            var number = version == TlsVersion.SSL_2
                    ? "2.0"
                    : version == TlsVersion.SSL_3 ? "3.0" : "1." + (version.code() - TlsVersion.TLS_1_0.code());
            if (!spoken.contains(number)) {
                var answer = wrong.equals("silent") ? Answer.UNANSWERED : Answer.REFUSED;
                protocols.add(ProtocolSupport.without(version, answer, ""));
            } else {
                protocols.add(protocol(version, suites, wrong));
            }
        }
        var features = new TlsFeatures(
                Presence.of(!wrong.equals("renegotiation")),
                Presence.YES,
                Presence.UNKNOWN,
                Presence.YES,
                Presence.of(wrong.equals("compression")),
                Presence.NO,
                Presence.NO,
                Presence.NO,
                Presence.UNKNOWN,
                Presence.UNKNOWN,
                Presence.NO,
                List.of());
        var support =
                new TlsSupport(TlsSupport.Depth.FULL, protocols, features, List.of(), "", false, 30, List.of(), 10);
        return new TlsObservation(
                "203.0.113.1", 443, "acme.test", ExchangeOutcome.ANSWERED, "", session(wrong), AT, 5, support);
    }

    private static ProtocolSupport protocol(TlsVersion version, String suites, String wrong) {
        var names = new ArrayList<String>();
        if (version == TlsVersion.TLS_1_3) {
            names.addAll(THREE);
        } else if (version == TlsVersion.TLS_1_2) {
            Arrays.stream(suites.split(" +")).forEach(name -> names.addAll(name.equals("six") ? SIX : List.of(name)));
        } else if (version != TlsVersion.SSL_2) {
            names.add("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA");
        }
        var bits = wrong.startsWith("DHE") ? List.of(Integer.parseInt(wrong.substring(3))) : List.<Integer>of();
        var reading = wrong.equals("some") ? Reading.SOME : Reading.EACH;
        return new ProtocolSupport(
                version, Answer.ACCEPTED, "", names, reading, List.of(), Order.CLIENT, List.of("x25519"), true, bits);
    }

    private static TlsSession session(String wrong) {
        var from = wrong.equals("future") ? AT.plus(Duration.ofDays(1)) : AT.minus(Duration.ofDays(60));
        var until = wrong.equals("expired")
                ? AT.minus(Duration.ofDays(1))
                : from.plus(Duration.ofDays(wrong.equals("long") ? 365 : 90));
        var isRsa = wrong.startsWith("RSA");
        var hash = wrong.equals("MD5") || wrong.equals("SHA1") ? wrong : "SHA256";
        var leaf = new CertificateFacts(
                "CN=acme.test",
                "CN=Lab",
                "1",
                from,
                until,
                List.of("acme.test"),
                1,
                isRsa ? "RSA" : "EC",
                isRsa ? Integer.parseInt(wrong.substring(3)) : 256,
                hash + "withRSA",
                false,
                "00",
                new CertificateExtensions(
                        false, List.of(), 0, false, wrong.equals("unstapled"), List.of(), List.of(), List.of(), "00"),
                new KeyFacts("", 0, flaws(wrong)));
        var trust =
                switch (wrong) {
                    case "self-signed", "mail" -> ChainTrust.SELF_SIGNED;
                    case "untrusted" -> ChainTrust.UNTRUSTED;
                    default -> ChainTrust.TRUSTED;
                };
        var path =
                new ChainFacts(!wrong.equals("incomplete"), true, false, List.of("CN=acme.test", "CN=Root"), List.of());
        return new TlsSession(
                "TLSv1.3",
                THREE.getFirst(),
                "h2",
                List.of(leaf),
                trust,
                !wrong.equals("mismatch"),
                "lab",
                path,
                staple(wrong));
    }

    private static List<KeyFacts.Flaw> flaws(String wrong) {
        return switch (wrong) {
            case "roca" -> List.of(KeyFacts.Flaw.ROCA);
            case "curve" -> List.of(KeyFacts.Flaw.UNUSUAL_CURVE);
            default -> List.of();
        };
    }

    private static StapledStatus staple(String wrong) {
        return switch (wrong) {
            case "revoked" -> new StapledStatus(StapledStatus.Status.REVOKED, AT, AT, AT, "issuer", "");
            case "bad-staple" -> StapledStatus.bad("not DER");
            default -> StapledStatus.absent();
        };
    }
}
