package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whether a zone is signed, and how well.
class DnssecDetectorsTest {

    private static final String SHA256 = "4711 8 2 0123456789ABCDEF";

    /// Records of DS and DNSKEY, `-` for none, an outcome by its name.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-        | -          | dns.dnssec.unsigned",
                "-        | 257 3 13 x | dns.dnssec.no-ds",
                "DS       | 257 3 13 x | ''",
                // A resolver that cannot say is no proof of absence.
                "SERVFAIL | 257 3 13 x | ''",
                "-        | TIMEOUT    | ''",
                // Keys that are gone while the parent still points at them: bogus, which resolvers show otherwise.
                "DS       | -          | ''",
            })
    void isSigned(String delegation, String keys, String expected) {
        var sample = Samples.apex();
        records(sample, "DS", delegation.equals("DS") ? SHA256 : delegation);
        records(sample, "DNSKEY", keys);
        assertThat(sample.found(new DnssecDetector())).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @Test
    void onlyTheDomainItselfIsAsked() {
        var sample =
                Samples.host("www.acme.test").dns("www.acme.test", "DS").dns("www.acme.test", "DNSKEY", "257 3 13 x");
        assertThat(sample.found(new DnssecDetector())).isEmpty();
    }

    /// Records of DS, separated by commas.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 13 2 AB         | ''",
                "1 15 4 AB         | ''",
                "1 8 2 AB          | ''",
                "1 5 2 AB          | weak-algorithm",
                "1 7 2 AB          | weak-algorithm",
                "1 12 2 AB         | weak-algorithm",
                "1 13 2 AB,2 7 2 AB | weak-algorithm",
                "1 13 1 AB         | ds-sha1-only",
                // Validators take the strongest digest there is.
                "1 13 1 AB,1 13 2 AB | ''",
                "1 7 1 AB          | weak-algorithm ds-sha1-only",
                "nonsense          | ''",
            })
    void algorithms(String delegation, String expected) {
        var sample = Samples.apex().dns("acme.test", "DS", delegation.split(","));
        assertThat(found(sample)).isEqualTo(expected);
    }

    /// Flags, algorithm and bits of a key, and how bad that is.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "257 | 8  | 2048 | ''",
                "257 | 8  | 4096 | ''",
                "257 | 8  | 1280 | LOW",
                "257 | 8  | 512  | HIGH",
                "256 | 8  | 1024 | INFO",
                "256 | 8  | 1023 | HIGH",
                "256 | 8  | 2048 | ''",
                // Revoked, not a zone's key, and not RSA at all.
                "385 | 8  | 512  | ''",
                "1   | 8  | 512  | ''",
                "257 | 13 | 512  | ''",
            })
    void keys(int flags, int algorithm, int bits, String severity) {
        var sample = Samples.apex()
                .dns("acme.test", "DS", SHA256)
                .dns("acme.test", "DNSKEY", flags + " 3 " + algorithm + " " + rsa(bits));
        var found = new DnssecStrengthDetector().detect(sample.evidence());
        assertThat(found)
                .extracting(finding -> finding.severity().name())
                .isEqualTo(severity.isEmpty() ? List.of() : List.of(severity));
    }

    @Test
    void theWorstKeyIsTheFinding() {
        var sample = Samples.apex()
                .dns("acme.test", "DS", SHA256)
                .dns("acme.test", "DNSKEY", "256 3 8 " + rsa(1_024), "257 3 8 " + rsa(1_280), "257 3 8 " + rsa(2_048));
        var found = new DnssecStrengthDetector().detect(sample.evidence());
        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.severity().name()).isEqualTo("LOW");
            assertThat(finding.evidence().getFirst().pointer()).isEqualTo("/dns/1/answers/1");
        });
    }

    @Test
    void keysThatNothingLeadsToAreNotJudged() {
        var sample = Samples.apex().dns("acme.test", "DS").dns("acme.test", "DNSKEY", "257 3 8 " + rsa(512));
        assertThat(found(sample)).isEmpty();
    }

    @Test
    void longExponentsAreReadAndBrokenKeysAreNone() {
        var key = new byte[3 + 256 + 128];
        key[1] = 1; // an exponent of 256 octets
        key[3 + 256] = (byte) 0x80;
        assertThat(DnssecStrengthDetector.rsaBits(Base64.getEncoder().encodeToString(key)))
                .hasValue(1_024);
        for (var broken : List.of("", "AQ==", "AwEAAQ==", "AAEA", "not base64!")) {
            assertThat(DnssecStrengthDetector.rsaBits(broken)).as(broken).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 0 0 -    | ''",
                "1 0 1 AB   | LOW",
                "1 0 100 AB | LOW",
                "1 0 101 -  | MEDIUM",
                "-          | ''",
            })
    void iterations(String denial, String severity) {
        var sample = Samples.apex().dns("acme.test", "DS", SHA256);
        records(sample, "NSEC3PARAM", denial);
        var found = new DnssecStrengthDetector().detect(sample.evidence());
        assertThat(found)
                .extracting(finding -> finding.severity().name())
                .isEqualTo(severity.isEmpty() ? List.of() : List.of(severity));
    }

    /// A key whose modulus has so many bits, with the usual exponent.
    private static String rsa(int bits) {
        var key = new byte[4 + (bits + 7) / 8];
        key[0] = 3;
        key[1] = 1;
        key[3] = 1;
        key[4] = (byte) (1 << (bits - 1) % 8);
        return Base64.getEncoder().encodeToString(key);
    }

    private static void records(Samples sample, String type, String text) {
        if (text.matches("[A-Z]{5,}")) {
            sample.dns("acme.test", type, DnsOutcome.valueOf(text));
        } else {
            sample.dns("acme.test", type, text.equals("-") ? new String[0] : new String[] {text});
        }
    }

    private static String found(Samples sample) {
        return Arrays.toString(sample.found(new DnssecStrengthDetector()).toArray())
                .replaceAll("[\\[\\],]|dns\\.dnssec\\.", "");
    }
}
