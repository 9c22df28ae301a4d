package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Host;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateNamesDetectorTest {

    private final CertificateNamesDetector detector = new CertificateNamesDetector();

    /// The names in the certificate of `acme.test` at 203.0.113.1, and what is found.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
    acme.test *.acme.test              | ''
    acme.test www.example.org          | ''
    acme.test corp.example.org         | ''
    acme.test test.example.org         | ''
    acme.test db01                     | internal-names LOW
    acme.test DC1.Corp.Local           | internal-names LOW
    acme.test *.lan                    | internal-names LOW
    acme.test router.home.arpa         | internal-names LOW
    acme.test other.test               | internal-names LOW
    acme.test notacme.test             | internal-names LOW
    acme.test 10.0.0.7                 | internal-names LOW
    acme.test fd00::7                  | internal-names LOW
    acme.test 8.8.8.8                  | ''
    acme.test 203.0.113.1              | ''
    acme.test *.co.uk                  | wildcard INFO
    acme.test *.com                    | wildcard INFO
    acme.test *.test                   | internal-names LOW
    acme.test *.example.co.uk          | ''
    acme.test co.uk                    | ''
    acme.test nas.local *.com          | internal-names LOW, wildcard INFO
    """)
    void judgesNames(String names, String expected) {
        var seen = TlsSamples.server(null).named(List.of(names.split(" "))).seen();
        assertThat(TlsSamples.found(detector, "tls.cert.", TlsSamples.evidence(seen)))
                .isEqualTo(expected);
    }

    @Test
    void fewNamesAreListed() {
        var names = IntStream.range(0, 10).mapToObj(i -> "db" + i + ".lan").toList();
        var seen = TlsSamples.server(null).named(names).seen();
        assertThat(detector.detect(TlsSamples.evidence(seen))
                        .getFirst()
                        .evidence()
                        .getFirst()
                        .excerpt())
                .isEqualTo("db0.lan db1.lan db2.lan db3.lan db4.lan db5.lan db6.lan db7.lan and 2 more");
    }

    /// The fingerprints of the certificates with a name, without one, and at the other address.
    @ParameterizedTest(name = "{0}, without a name {1}, at {3} {2}")
    @CsvSource(nullValues = "-", emptyValue = "", textBlock = """
    aa, aa, -,  -,             ''
    aa, -,  -,  -,             ''
    aa, bb, -,  -,             sni-differs INFO
    aa, -,  aa, 2001:db8::1,   ''
    aa, -,  cc, 2001:db8::1,   sni-differs INFO
    aa, bb, cc, 2001:db8::1,   sni-differs INFO
    aa, -,  cc, 203.0.113.2,   ''
    """)
    void comparesCertificates(String named, String nameless, String other, String address, String expected) {
        var support = SupportSamples.speaking("1.2+ 1.3+")
                .nameless(nameless == null ? "" : nameless)
                .support();
        var first = TlsSamples.server(null).fingerprint(named).speaking(support).seen();
        var evidence = other == null
                ? TlsSamples.evidence(first)
                : TlsSamples.evidence(
                        first,
                        TlsSamples.server(null).fingerprint(other).at(address).seen());
        assertThat(TlsSamples.found(detector, "tls.cert.", evidence)).isEqualTo(expected);
    }

    /// Below a domain that ends like an internal one, only that domain's own names are no news.
    @Test
    void namesOfTheScannedDomainAreItsOwn() {
        var domain = new DomainName("acme.internal");
        var host = Host.of(new DomainName("www.acme.internal"), domain);
        var seen = TlsSamples.server(null)
                .named(List.of("www.acme.internal", "db.acme.internal"))
                .seen("www.acme.internal");
        assertThat(detector.detect(TlsSamples.evidence(host, seen))).isEmpty();
    }
}
