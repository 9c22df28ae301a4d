package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.ProtocolSupport.Order;
import io.reconai.engine.asset.ProtocolSupport.Reading;
import io.reconai.engine.asset.TlsSupport;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsSuiteDetectorTest {

    private static final String GOOD = "ECDHE_RSA_WITH_AES_128_GCM_SHA256";

    private final TlsSuiteDetector detector = new TlsSuiteDetector();

    private static List<String> suites(String names) {
        return Stream.of(names.split(" "))
                .map(name -> "TLS_" + (name.equals("good") ? GOOD : name))
                .toList();
    }

    /// Versions, the suites of TLS 1.2 and older, the protocol that is changed to TLS, and what is found.
    @ParameterizedTest(name = "{0} with {1} in {2}")
    @CsvSource(delimiter = '|', nullValues = "-", emptyValue = "", textBlock = """
    1.2+ 1.3+ | good                                       | -    | ''
    1.2+ 1.3- | good                                       | -    | ''
    1.2+ 1.3+ | good RSA_WITH_NULL_SHA                     | -    | cipher.null CRITICAL, cipher.static-rsa LOW
    1.2+ 1.3+ | good DH_anon_WITH_AES_128_CBC_SHA          | -    | cipher.anon CRITICAL
    1.2+ 1.3+ | good DH_anon_WITH_AES_128_CBC_SHA          | smtp | cipher.anon INFO
    1.2+ 1.3+ | good RSA_EXPORT_WITH_DES40_CBC_SHA         | -    | cipher.export CRITICAL, cipher.des HIGH, cipher.static-rsa LOW
    1.2+ 1.3+ | good ECDHE_RSA_WITH_RC4_128_SHA            | -    | cipher.rc4 HIGH
    1.2+ 1.3+ | good ECDHE_RSA_WITH_RC4_128_SHA            | smtp | cipher.rc4 LOW
    1.2+ 1.3+ | good ECDHE_RSA_WITH_RC4_128_SHA            | imap | cipher.rc4 HIGH
    1.2+ 1.3+ | good DHE_RSA_WITH_DES_CBC_SHA              | -    | cipher.des HIGH
    1.2+ 1.3+ | good ECDHE_RSA_WITH_3DES_EDE_CBC_SHA       | -    | cipher.3des MEDIUM
    1.2+ 1.3+ | good ECDHE_RSA_WITH_3DES_EDE_CBC_SHA       | smtp | cipher.3des INFO
    1.2+ 1.3+ | good RSA_WITH_AES_128_GCM_SHA256           | -    | cipher.static-rsa LOW
    1.2+ 1.3- | RSA_WITH_AES_128_CBC_SHA                   | -    | cipher.static-rsa LOW, cipher.cbc-only MEDIUM, cipher.no-forward-secrecy MEDIUM
    1.2+ 1.3- | RSA_WITH_AES_128_GCM_SHA256                | -    | cipher.static-rsa LOW, cipher.no-forward-secrecy MEDIUM
    1.2+ 1.3- | ECDHE_RSA_WITH_AES_128_CBC_SHA             | -    | cipher.cbc-only MEDIUM
    1.2+ 1.3- | ECDHE_RSA_WITH_AES_128_CBC_SHA             | smtp | cipher.cbc-only INFO
    1.2+ 1.3+ | ECDHE_RSA_WITH_AES_128_CBC_SHA             | -    | ''
    1.2+ 1.3? | ECDHE_RSA_WITH_AES_128_CBC_SHA             | -    | ''
    1.2+ 1.3_ | RSA_WITH_AES_128_GCM_SHA256                | -    | cipher.static-rsa LOW
    1.2+      | ECDHE_RSA_WITH_AES_128_CBC_SHA             | -    | ''
    1.2- 1.3- | good                                       | -    | ''
    2+ 1.2- 1.3- | good                                    | -    | ''
    """)
    void judgesSuites(String versions, String names, String startTls, String expected) {
        var support = SupportSamples.speaking(versions).suites(suites(names)).support();
        var seen = TlsSamples.server(null).speaking(support).startedIn(startTls).seen();
        assertThat(TlsSamples.found(detector, "tls.", TlsSamples.evidence(seen)))
                .isEqualTo(expected);
    }

    /// Those that were seen in a few hellos are accepted; that there are no others is not known.
    @Test
    void aShortListHasNoLast() {
        var support = SupportSamples.speaking("1.2+ 1.3-")
                .suites(suites("RSA_WITH_AES_128_CBC_SHA"))
                .reading(Reading.SOME)
                .support();
        assertThat(found(support)).isEqualTo("cipher.static-rsa LOW");
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
    CLIENT  | good                                 | ''
    SERVER  | good ECDHE_RSA_WITH_3DES_EDE_CBC_SHA | cipher.3des MEDIUM
    UNKNOWN | good ECDHE_RSA_WITH_3DES_EDE_CBC_SHA | cipher.3des MEDIUM
    CLIENT  | good ECDHE_RSA_WITH_3DES_EDE_CBC_SHA | cipher.3des MEDIUM, preference.client LOW
    CLIENT  | good RSA_WITH_AES_128_GCM_SHA256     | cipher.static-rsa LOW
    """)
    void theClientsOrderIsAFaultWithWeakSuitesOnly(Order order, String names, String expected) {
        var support = SupportSamples.speaking("1.2+ 1.3+")
                .suites(suites(names))
                .order(order)
                .support();
        assertThat(found(support)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} bits")
    @CsvSource(nullValues = "-", emptyValue = "", textBlock = """
    -,         ''
    2048,      ''
    2047,      dh.weak MEDIUM
    1024,      dh.weak MEDIUM
    1023,      dh.weak HIGH
    768 4096,  dh.weak HIGH
    """)
    void judgesTheModulus(String bits, String expected) {
        var all = bits == null
                ? List.<Integer>of()
                : Stream.of(bits.split(" ")).map(Integer::valueOf).toList();
        assertThat(found(SupportSamples.speaking("1.2+ 1.3+").dhBits(all).support()))
                .isEqualTo(expected);
    }

    @Test
    void aSuiteOfSeveralVersionsIsOneFinding() {
        var support = SupportSamples.speaking("1.0+ 1.1+ 1.2+ 1.3+")
                .suites(suites("ECDHE_RSA_WITH_3DES_EDE_CBC_SHA good"))
                .support();
        var evidence =
                TlsSamples.evidence(TlsSamples.server(null).speaking(support).seen());
        assertThat(detector.detect(evidence)).hasSize(1).first().satisfies(finding -> assertThat(finding.evidence())
                .containsExactly(
                        new Proof("/tls/0/support/protocols/0/suites", "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA")));
    }

    private String found(TlsSupport support) {
        return TlsSamples.found(
                detector,
                "tls.",
                TlsSamples.evidence(TlsSamples.server(null).speaking(support).seen()));
    }
}
