package io.reconai.server.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.WildcardVerdict;
import io.reconai.engine.enrichment.NameResolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What travels arrives as it was.
class HostOrderTest {

    private static final DomainName DOMAIN = new DomainName("acme.test");

    @Test
    void anOrderArrivesAsItWas() throws Exception {
        var request = ScanRequest.of("scan-1", DOMAIN, ScanMode.ACTIVE);
        var lookup = new DnsLookup(
                "www.acme.test",
                "A",
                "127.0.0.1:53",
                "udp",
                DnsOutcome.NOERROR,
                false,
                true,
                true,
                List.of("web.acme.test"),
                List.of(new DnsRecordData("web.acme.test", "A", 300, "203.0.113.7")),
                List.of(),
                3);
        var verdict = new WildcardVerdict(DOMAIN, List.of("203.0.113.9"), List.of("x7.acme.test"), "other_answer");
        var order = HostOrder.of(
                request,
                Host.of(new DomainName("www.acme.test"), DOMAIN),
                new DiscoveryStep("ct.crtsh", "certificate 7"),
                new NameResolution.Real(List.of(lookup), List.of(verdict)));
        var arrived = HostOrder.read(order.write());
        assertThat(arrived).isEqualTo(order);
        assertThat(arrived.request().ports()).isEqualTo(request.ports());
        assertThat(arrived.request().mode()).isEqualTo(ScanMode.ACTIVE);
        assertThat(arrived.request().subdomains()).isTrue();
        assertThat(arrived.resolution().addresses()).hasSize(1);
    }

    @Test
    void aFailureArrivesAsOne() throws Exception {
        var arrived = HostAnswer.read(HostAnswer.failed("no disk").write());
        assertThat(arrived.failure()).isEqualTo("no disk");
        assertThat(arrived.evidence()).isNull();
    }

    @Test
    void whatIsNoOrderIsRefused() {
        for (var text : List.of("", "{", "[]", "7", "{\"mode\":\"wild\"}")) {
            assertThatThrownBy(() -> HostOrder.read(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(IOException.class);
        }
    }
}
