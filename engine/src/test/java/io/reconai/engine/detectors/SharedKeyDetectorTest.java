package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.TlsFeatures;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSession;
import io.reconai.engine.asset.TlsSupport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedKeyDetectorTest {

    private static final SharedKeyDetector DETECTOR = new SharedKeyDetector();

    private static final String HOST = "www.acme.test";

    /// A certificate is its fingerprint, its key and its names.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        another domain's                           | 1 k www.acme.test               | 2 k other.example                | true
        another customer's below a public suffix   | 1 k www.acme.test               | 2 k globex.github.io             | true
        another domain's wildcard                  | 1 k www.acme.test               | 2 k *.other.example              | true
        trap: another key                          | 1 k www.acme.test               | 2 x other.example                |
        trap: one certificate, many names          | 1 k www.acme.test other.example | 1 k www.acme.test other.example  |
        trap: a further name of the domain         | 1 k www.acme.test               | 2 k shop.acme.test               |
        trap: its wildcard                         | 1 k www.acme.test               | 2 k *.acme.test                  |
        trap: a renewal that added a domain        | 1 k www.acme.test               | 2 k www.acme.test other.example  |
        trap: an appliance's usual name            | 1 k www.acme.test               | 2 k localhost                    |
        trap: an internal name                     | 1 k www.acme.test               | 2 k gate.lan                     |
        trap: an address                           | 1 k www.acme.test               | 2 k 203.0.113.9                  |
        trap: no names                             | 1 k www.acme.test               | 2 k                              |
        trap: a whole suffix                       | 1 k www.acme.test               | 2 k *.co.uk                      |
        trap: keys that are not known              | 1 - www.acme.test               | 2 - other.example                |
        both are others', and of two domains       | 1 k first.example               | 2 k second.example               | true
        """)
    void certificates(String why, String own, String nameless, @Nullable String isFound) {
        var seen = seen(HOST, 443, own, nameless);
        assertThat(DETECTOR.detect(evidence(seen)).size()).as(why).isEqualTo(isFound == null ? 0 : 1);
    }

    @Test
    void whatARedirectLeadsToIsCompared() {
        var own = seen(HOST, 443, "1 k www.acme.test", null);
        var there = seen("other.example", 443, "2 k other.example", null);
        var found = DETECTOR.detect(evidence(there, own));
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().location()).isEqualTo("www.acme.test:443");
        assertThat(found.getFirst().evidence())
                .extracting(proof -> proof.pointer())
                .containsExactly(
                        "/tls/1/session/chain/0/extensions/key_sha256", "/tls/0/session/chain/0/extensions/key_sha256");
    }

    @Test
    void serversOfOthersAreNotJudged() {
        var there = seen("other.example", 443, "1 k other.example", "2 k third.example");
        assertThat(DETECTOR.detect(evidence(there))).isEmpty();
    }

    @Test
    void oneKeyIsOneFinding() {
        var first = seen(HOST, 443, "1 k www.acme.test", "2 k other.example");
        var second = seen(HOST, 8443, "1 k www.acme.test", "2 k other.example");
        assertThat(DETECTOR.detect(evidence(first, second)))
                .extracting(finding -> finding.location())
                .containsExactly("www.acme.test:443");
    }

    @Test
    void namelessLeafIsTheProof() {
        assertThat(DETECTOR.detect(evidence(seen(HOST, 443, "1 k www.acme.test", "2 k other.example")))
                        .getFirst()
                        .evidence())
                .extracting(proof -> proof.pointer())
                .containsExactly(
                        "/tls/0/session/chain/0/extensions/key_sha256",
                        "/tls/0/support/nameless_leaf/extensions/key_sha256");
    }

    /// A server may have a certificate for each kind of key; of one kind there may be none.
    @Test
    void certificatesOfEachKindOfKeyAreCompared() {
        var chains = List.of(List.<CertificateFacts>of(), List.of(certificate("2 k other.example")));
        var seen = seen(HOST, 443, List.of(certificate("1 k www.acme.test")), chains, null);
        assertThat(DETECTOR.detect(evidence(seen)).getFirst().evidence())
                .extracting(proof -> proof.pointer())
                .containsExactly(
                        "/tls/0/session/chain/0/extensions/key_sha256",
                        "/tls/0/support/chains/1/0/extensions/key_sha256");
    }

    @Test
    void aServerWithoutCertificateHasNoKey() {
        assertThat(DETECTOR.detect(evidence(seen(HOST, 443, List.of(), List.of(), null))))
                .isEmpty();
    }

    private static Evidence evidence(TlsObservation... seen) {
        return Samples.host(HOST).evidence().toBuilder().tls(List.of(seen)).build();
    }

    private static TlsObservation seen(String name, int port, String own, @Nullable String nameless) {
        var chain = List.of(certificate(own));
        return seen(name, port, chain, List.of(chain), nameless);
    }

    private static TlsObservation seen(
            String name,
            int port,
            List<CertificateFacts> chain,
            List<List<CertificateFacts>> chains,
            @Nullable String nameless) {
        var session = new TlsSession(
                "TLSv1.2",
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                "",
                chain,
                ChainTrust.TRUSTED,
                true,
                "lab",
                null,
                null);
        var support = new TlsSupport(
                TlsSupport.Depth.FULL,
                List.of(),
                TlsFeatures.unknown(),
                chains,
                nameless == null ? "" : nameless.substring(0, 1),
                nameless == null ? null : certificate(nameless),
                false,
                1,
                List.of(),
                1);
        return new TlsObservation(
                "203.0.113.1", port, name, ExchangeOutcome.ANSWERED, "", session, Samples.NOW, 1, support);
    }

    private static CertificateFacts certificate(String text) {
        var words = List.of(text.split(" "));
        var key = words.get(1).equals("-") ? "" : words.get(1);
        var names = words.subList(2, words.size());
        return Samples.certificate(names, words.getFirst(), key);
    }
}
