package io.reconai.engine.detectors;

import static io.reconai.engine.asset.DnsOutcome.NXDOMAIN;
import static io.reconai.engine.asset.DomainStanding.Registry.NOT_FOUND;
import static io.reconai.engine.asset.DomainStanding.Registry.REGISTERED;
import static io.reconai.engine.asset.DomainStanding.Registry.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.takeover.DnsProviders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Zones that others can answer for, and the servers that do not know a zone.
class NameServerTakeoverDetectorTest {

    private static final NameServerTakeoverDetector DETECTOR = new NameServerTakeoverDetector(DnsProviders.shipped());
    private static final NameServerDetector LAME = new NameServerDetector(DETECTOR);
    private static final String ZONE = "dev.acme.test";

    private static Samples zone(String servers) {
        return Samples.host(ZONE).dns(ZONE, "A", DnsOutcome.SERVFAIL).referral(ZONE, servers.split(" "));
    }

    /// Servers of a zone, what each of two answers, and what is found: of takeovers and of lame servers.
    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        ns1.digitalocean.com ns2.digitalocean.com | REFUSED  | REFUSED  | HIGH   |
        ns1.digitalocean.com ns2.digitalocean.com | SERVFAIL | REFERRAL | HIGH   |
        ns1.linode.com ns5.linode.com             | REFUSED  | REFUSED  | HIGH   |
        ns-1.awsdns-01.com ns-2.awsdns-02.co.uk   | REFUSED  | REFUSED  | MEDIUM |
        amy.ns.cloudflare.com bob.ns.cloudflare.com | REFUSED | REFUSED | MEDIUM |
        ns1.digitalocean.com ns2.digitalocean.com | REFUSED  | NOERROR  |        | dns.ns.lame
        ns1.digitalocean.com ns2.digitalocean.com | NOERROR  | NOERROR  |        |
        ns1.digitalocean.com ns2.digitalocean.com | REFUSED  | TIMEOUT  |        | dns.ns.lame
        ns1.digitalocean.com ns2.digitalocean.com | TIMEOUT  | TIMEOUT  |        |
        ns1.digitalocean.com ns2.linode.com       | REFUSED  | REFUSED  |        | dns.ns.all-lame
        ns1.hoster.test ns2.hoster.test           | REFUSED  | REFUSED  |        | dns.ns.all-lame
        ns1.digitalocean.com.evil.test ns2.digitalocean.com | REFUSED | REFUSED | | dns.ns.all-lame
        xns1.digitalocean.com ns2.digitalocean.com | REFUSED | REFUSED  |        | dns.ns.all-lame
        """)
    void providers(String servers, DnsOutcome first, DnsOutcome second, String takeover, String lame) {
        var sample = zone(servers).server(ZONE, "203.0.113.1", first).server(ZONE, "203.0.113.2", second);
        assertThat(DETECTOR.detect(sample.evidence()))
                .extracting(finding -> finding.severity().name() + " " + finding.confidence())
                .isEqualTo(takeover == null ? List.of() : List.of(takeover + " TENTATIVE"));
        assertThat(sample.found(LAME)).isEqualTo(lame == null ? List.of() : List.of(lame));
    }

    @Test
    void theDomainItselfIsAZoneToo() {
        var sample = Samples.apex()
                .dns("acme.test", "A", DnsOutcome.SERVFAIL)
                .referral("acme.test", "ns1.vultr.com", "ns2.vultr.com")
                .server("acme.test", "203.0.113.1", DnsOutcome.REFUSED)
                .server("acme.test", "203.0.113.2", DnsOutcome.REFUSED);
        assertThat(DETECTOR.detect(sample.evidence()))
                .extracting(Finding::checkId, Finding::location)
                .containsExactly(org.assertj.core.api.Assertions.tuple("takeover.ns", "acme.test"));
        assertThat(sample.found(LAME)).isEmpty();
    }

    @Test
    void serversThatWereNotAskedSayNothing() {
        assertThat(DETECTOR.detect(zone("ns1.digitalocean.com").evidence())).isEmpty();
    }

    /// Of several servers one is enough: a share of all questions goes there.
    @Test
    void aServerInADomainThatNobodyHas() {
        var zones = List.of(
                Samples.apex().dns("acme.test", "NS", "ns1.acme.test", "ns1.free.test"),
                zone("ns1.acme.test ns1.free.test"));
        for (var sample : zones) {
            assertThat(TakeoverSamples.of(sample)
                            .standing("free.test", NXDOMAIN, NOT_FOUND)
                            .found(DETECTOR))
                    .containsExactly("takeover.ns CRITICAL CERTAIN");
            assertThat(TakeoverSamples.of(sample)
                            .standing("free.test", NXDOMAIN, UNKNOWN)
                            .found(DETECTOR))
                    .containsExactly("takeover.ns MEDIUM TENTATIVE");
            assertThat(TakeoverSamples.of(sample)
                            .standing("free.test", NXDOMAIN, REGISTERED)
                            .found(DETECTOR))
                    .isEmpty();
            assertThat(TakeoverSamples.of(sample).found(DETECTOR)).isEmpty();
        }
    }
}
