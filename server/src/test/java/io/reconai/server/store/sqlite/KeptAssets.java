package io.reconai.server.store.sqlite;

import io.reconai.engine.Asset;
import io.reconai.engine.Judge;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.AddressObservation;
import io.reconai.engine.asset.Announcement;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Assets as literal evidence makes them.
final class KeptAssets {

    private static final Judge JUDGE = ScanEngine.judge();

    private KeptAssets() {}

    /// A host with these addresses that answers over HTTPS with such a `Server` field, or not at all when it is empty.
    static Asset asset(String name, String domain, Instant at, String server, String... addresses) {
        var host = Host.of(new DomainName(name), new DomainName(domain));
        var answer = new HttpAnswer(
                200,
                "http/1.1",
                List.of(new Header("Content-Type", "text/html"), new Header("Server", server)),
                "<html></html>",
                13,
                false,
                "",
                "");
        var exchange = new Exchange(
                "root",
                "GET",
                "https://" + name + "/",
                addresses.length == 0 ? "203.0.113.7" : addresses[0],
                0,
                0,
                List.of(),
                server.isEmpty() ? ExchangeOutcome.TIMED_OUT : ExchangeOutcome.ANSWERED,
                "",
                true,
                server.isEmpty() ? null : answer,
                at,
                1);
        return JUDGE.judge(Evidence.builder("scan", ScanMode.ACTIVE, host, at)
                .addresses(Arrays.stream(addresses).map(KeptAssets::seen).toList())
                .exchanges(List.of(exchange))
                .build());
    }

    private static AddressObservation seen(String address) {
        var isIpv6 = address.contains(":");
        return new AddressObservation(
                address,
                "",
                "",
                new Announcement(
                        isIpv6 ? "2001:db8::/32" : "203.0.113.0/24",
                        List.of(isIpv6 ? 64501L : 64500L),
                        "EXAMPLE",
                        isIpv6 ? "FR" : "DE"));
    }
}
