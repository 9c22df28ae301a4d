package io.reconai.engine.web;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Literal evidence of www.acme.test for these tests.
final class Hosts {

    private static final Host HOST = Host.of(new DomainName("www.acme.test"), new DomainName("acme.test"));

    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<DnsLookup> dns = new ArrayList<>();

    Hosts answer(String probe, String url, int status, String bodySha256, Header... headers) {
        var answer = new HttpAnswer(status, "http/1.1", List.of(headers), "", 0, false, bodySha256, "");
        return add(probe, url, ExchangeOutcome.ANSWERED, answer);
    }

    Hosts silence(String probe, String url) {
        return add(probe, url, ExchangeOutcome.TIMED_OUT, null);
    }

    private Hosts add(
            String probe, String url, ExchangeOutcome outcome, @org.jspecify.annotations.Nullable HttpAnswer answer) {
        exchanges.add(new Exchange(
                probe,
                "GET",
                url,
                "203.0.113.1",
                0,
                exchanges.size(),
                List.of(),
                outcome,
                "",
                true,
                answer,
                Instant.EPOCH,
                1));
        return this;
    }

    Hosts record(String type, String data) {
        dns.add(new DnsLookup(
                HOST.value(),
                type,
                "192.0.2.53:53",
                "udp",
                DnsOutcome.NOERROR,
                false,
                true,
                true,
                List.of(),
                List.of(new DnsRecordData(HOST.value(), type, 300, data)),
                List.of(),
                1));
        return this;
    }

    Evidence evidence() {
        return Evidence.builder("scan", ScanMode.ACTIVE, HOST, Instant.EPOCH)
                .dns(dns)
                .exchanges(exchanges)
                .build();
    }
}
