package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Finding;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DkimDetectorTest {

    private static final DkimDetector DETECTOR = new DkimDetector();
    private static final String NAME = "selector1._domainkey.acme.test";
    private static final Map<Integer, String> KEYS = new ConcurrentHashMap<>();

    /// Records, where `RSA1024` stands for such a key; and what is found.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=DKIM1; k=rsa; p=RSA2048                  | ''",
                "v=DKIM1; p=RSA2048                         | ''",
                "p=RSA2048                                  | ''",
                "k=rsa; t=s; p=RSA2048                      | ''",
                "v=DKIM1; k=rsa; p=RSA1024                  | weak-key LOW",
                "v=DKIM1; k=rsa; p=RSA768                   | weak-key HIGH",
                "v=DKIM1; k=rsa; p=BARE1024                 | weak-key LOW",
                "v=DKIM1; k=rsa; p=BARE2048                 | ''",
                "v=DKIM1; t=y; p=RSA2048                    | testing LOW",
                "v=DKIM1; t=s:y; p=RSA1024                  | weak-key LOW testing LOW",
                "v=DKIM1; h=sha1; p=RSA2048                 | sha1-only MEDIUM",
                "v=DKIM1; h=sha1:sha256; p=RSA2048          | ''",
                "v=DKIM1; p=                                | revoked INFO",
                "v=DKIM1; t=y; p=                           | revoked INFO",
                "v=DKIM1; p=MIGf                            | invalid LOW",
                "v=DKIM1; p=not base64!                     | invalid LOW",
                "v=DKIM1; k=ed25519; p=ED25519              | ''",
                "v=DKIM1; k=ed25519; p=RSA1024              | invalid LOW",
                // A kind that no standard names says nothing.
                "v=DKIM1; k=mldsa44; p=AAAA                 | ''",
                // Not a key for mail, and no key at all.
                "v=DKIM1; s=tlsrpt; p=RSA768                | ''",
                "v=DKIM1; s=email; p=RSA768                 | weak-key HIGH",
                "v=spf1 -all                                | ''",
                "v=DKIM2; p=RSA768                          | ''",
                "k=rsa; v=DKIM1; p=RSA768                   | ''",
                "hello                                      | ''",
            })
    void keys(String record, String expected) {
        var sample = Samples.apex().dns(NAME, "TXT", written(record));
        assertThat(found(sample)).isEqualTo(expected);
    }

    @Test
    void absenceAndIgnoranceAreNoFinding() {
        for (var outcome :
                new DnsOutcome[] {DnsOutcome.NXDOMAIN, DnsOutcome.NODATA, DnsOutcome.SERVFAIL, DnsOutcome.TIMEOUT}) {
            assertThat(found(Samples.apex().dns(NAME, "TXT", outcome)))
                    .as(outcome.name())
                    .isEmpty();
        }
    }

    /// What came of asking for the name above all keys, a usual one and one that nobody has; and whether none
    /// is found.
    @ParameterizedTest
    @CsvSource({
        "NXDOMAIN, NXDOMAIN, NXDOMAIN, true",
        "NXDOMAIN, NODATA, NXDOMAIN, true",
        // Something is below it, under a name that was not asked for.
        "NODATA, NXDOMAIN, NXDOMAIN, false",
        "SERVFAIL, NXDOMAIN, NXDOMAIN, false",
        "TIMEOUT, NXDOMAIN, NXDOMAIN, false",
        "NXDOMAIN, TIMEOUT, NXDOMAIN, false",
        "NXDOMAIN, SERVFAIL, NXDOMAIN, false",
        "NXDOMAIN, NXDOMAIN, REFUSED, false",
    })
    void none(DnsOutcome parent, DnsOutcome usual, DnsOutcome unheardOf, boolean found) {
        assertThat(found(asked(parent, usual, unheardOf).dns("acme.test", "MX", "10 mail.acme.test")))
                .isEqualTo(found ? "none-found INFO" : "");
    }

    @Test
    void noneIsSaidOfMailDomainsAlone() {
        var nothing = DnsOutcome.NXDOMAIN;
        assertThat(found(asked(nothing, nothing, nothing))).isEmpty();
        assertThat(found(asked(nothing, nothing, nothing).dns("acme.test", "MX", "0 .")))
                .isEmpty();
        assertThat(found(Samples.apex()
                        .dns("acme.test", "MX", "10 mail.acme.test")
                        .dns(NAME, "TXT", nothing)))
                .as("evidence of earlier versions")
                .isEmpty();
        assertThat(found(Samples.apex()
                        .dns("acme.test", "MX", "10 mail.acme.test")
                        .dns("_domainkey.acme.test", "TXT", nothing)
                        .alias(NAME, "TXT", DnsOutcome.NODATA, "key.mailer.test")))
                .as("an alias is there")
                .isEmpty();
    }

    private static Samples asked(DnsOutcome parent, DnsOutcome usual, DnsOutcome unheardOf) {
        return Samples.apex()
                .dns("_domainkey.acme.test", "TXT", parent)
                .dns(NAME, "TXT", usual)
                .dns("qwzxvbnmlkjhgfds._domainkey.acme.test", "TXT", unheardOf);
    }

    /// A domain without mail revokes every key with a wildcard, which then answers for the usual selectors too.
    @Test
    void aWildcardIsNoKey() {
        var sample = Samples.apex()
                .dns(NAME, "TXT", "v=DKIM1; p=")
                .dns("qwzxvbnmlkjhgfds._domainkey.acme.test", "TXT", "v=DKIM1; p=");
        assertThat(found(sample)).isEmpty();
    }

    @Test
    void aKeyBesideAWildcardIsOne() {
        var sample = Samples.apex()
                .dns(NAME, "TXT", written("v=DKIM1; p=RSA1024"))
                .dns("qwzxvbnmlkjhgfds._domainkey.acme.test", "TXT", "v=DKIM1; p=");
        assertThat(found(sample)).isEqualTo("weak-key LOW");
    }

    @Test
    void anAliasThatLeadsNowhereIsLeftBehind() {
        assertThat(found(Samples.apex().alias(NAME, "TXT", DnsOutcome.NXDOMAIN, "k1.mailer.test")))
                .isEqualTo("dangling-cname LOW");
        assertThat(found(Samples.apex().alias(NAME, "TXT", DnsOutcome.SERVFAIL, "k1.mailer.test")))
                .as("whether it is there could not be seen")
                .isEmpty();
        assertThat(found(Samples.apex().alias(NAME, "TXT", DnsOutcome.NODATA, "k1.mailer.test")))
                .as("the target is there")
                .isEmpty();
    }

    @Test
    void keysOfHostsBelowAreNotTheDomains() {
        var name = "selector1._domainkey.www.acme.test";
        var sample = Samples.host("www.acme.test").dns(name, "TXT", written("v=DKIM1; p=RSA768"));
        assertThat(found(sample)).isEmpty();
    }

    private static String found(Samples sample) {
        return DETECTOR.detect(sample.evidence()).stream()
                .map(DkimDetectorTest::word)
                .collect(Collectors.joining(" "));
    }

    private static String word(Finding finding) {
        return finding.checkId().replace("dns.dkim.", "") + " " + finding.severity();
    }

    private static String written(String record) {
        return Arrays.stream(record.split("(?<=p=)", 2))
                .map(part -> part.matches("(RSA|BARE)\\d+") ? key(part) : part.equals("ED25519") ? ed25519() : part)
                .collect(Collectors.joining());
    }

    private static String ed25519() {
        return Base64.getEncoder().encodeToString(new byte[32]);
    }

    private static String key(String word) {
        var isBare = word.startsWith("BARE");
        var bits = Integer.parseInt(word.replaceAll("\\D", ""));
        var info = Base64.getDecoder().decode(KEYS.computeIfAbsent(bits, DkimDetectorTest::generate));
        // The numbers follow a fixed head: a sequence, the algorithm of 15 octets, and the bit string's head.
        var bitString = (info[1] & 0xff) == 0x81 ? 3 + 15 : 4 + 15;
        var numbers = bitString + ((info[bitString + 1] & 0xff) == 0x81 ? 4 : 5);
        return Base64.getEncoder().encodeToString(isBare ? Arrays.copyOfRange(info, numbers, info.length) : info);
    }

    private static String generate(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            var key = (RSAPublicKey) generator.generateKeyPair().getPublic();
            return Base64.getEncoder().encodeToString(key.getEncoded());
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has RSA", impossible);
        }
    }
}
