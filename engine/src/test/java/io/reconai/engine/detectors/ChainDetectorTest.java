package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainDetectorTest {

    private final ChainDetector detector = new ChainDetector();

    /// What the chain is like, the protocol that is changed to TLS, and what is found.
    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(delimiter = '|', nullValues = "-", emptyValue = "", textBlock = """
    -                            | -    | ''
    incomplete                   | -    | chain-incomplete MEDIUM
    incomplete                   | imap | chain-incomplete MEDIUM
    incomplete                   | smtp | chain-incomplete INFO
    disordered                   | -    | chain-disorder INFO
    root                         | -    | chain-root-sent INFO
    disordered root              | -    | chain-disorder INFO, chain-root-sent INFO
    incomplete disordered        | -    | chain-incomplete MEDIUM, chain-disorder INFO
    untrusted                    | -    | ''
    untrusted disordered root    | -    | ''
    no-path root                 | -    | ''
    """)
    void judges(String marks, String startTls, String expected) {
        var seen = TlsSamples.server(marks).startedIn(startTls).seen();
        assertThat(TlsSamples.found(detector, "tls.cert.", TlsSamples.evidence(seen)))
                .isEqualTo(expected);
    }

    @Test
    void addressesOfANameAreOneFindingAndOtherNamesNone() {
        var four = TlsSamples.server("incomplete").seen();
        var six = TlsSamples.server("incomplete").at("2001:db8::1").seen();
        var elsewhere = TlsSamples.server("root").seen("www.acme.test");
        assertThat(detector.detect(TlsSamples.evidence(elsewhere, four, six)))
                .extracting(Finding::location, finding -> finding.evidence().getFirst())
                .containsExactly(tuple(
                        "acme.test:443",
                        new Proof(
                                "/tls/1/session/path/complete",
                                "sent CN=acme.test by CN=Root: leads to CN=Root only with what http://ca.test/ca.der"
                                        + " gave")));
    }

    @Test
    void addressesWithoutANameAreJudgedToo() {
        var host = TlsSamples.address(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
        var seen = TlsSamples.server("root").at(host.value()).seen("");
        assertThat(detector.detect(TlsSamples.evidence(host, seen)))
                .extracting(Finding::checkId, Finding::location)
                .containsExactly(tuple("tls.cert.chain-root-sent", "[2001:db8::1]:443"));
    }
}
