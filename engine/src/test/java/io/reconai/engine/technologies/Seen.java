package io.reconai.engine.technologies;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.ChainTrust;
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
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Evidence made by hand, a piece at a time.
final class Seen {

    private static final DomainName DOMAIN = new DomainName("acme.test");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<DnsLookup> dns = new ArrayList<>();
    private final List<PortObservation> ports = new ArrayList<>();
    private final List<TlsObservation> tls = new ArrayList<>();

    static Seen nothing() {
        return new Seen();
    }

    /// The start page over https with these header fields, each `name: value`.
    static Seen page(String html, String... headers) {
        return new Seen().answer("root", "https://acme.test/", 200, "text/html", html, headers);
    }

    Seen answer(String probe, String url, int status, String type, String body, String... headers) {
        var fields = new ArrayList<Header>();
        fields.add(new Header("Content-Type", type));
        for (var line : headers) {
            var parts = line.split(":", 2);
            fields.add(new Header(parts[0], parts[1].strip()));
        }
        var title =
                body.contains("<title>") ? body.substring(body.indexOf("<title>") + 7, body.indexOf("</title>")) : "";
        var sum = Integer.toHexString(body.hashCode());
        var answer = new HttpAnswer(status, "http/1.1", fields, body, body.length(), false, sum, title);
        exchanges.add(new Exchange(
                probe,
                "GET",
                url,
                "203.0.113.1",
                0,
                exchanges.size(),
                List.of(),
                ExchangeOutcome.ANSWERED,
                "",
                true,
                answer,
                NOW,
                1));
        return this;
    }

    /// An icon as it is kept; its media type says nothing.
    Seen icon(String url, int number) {
        answer("favicon", url, 200, "application/octet-stream", "icon bytes of the product");
        var made = exchanges.removeLast();
        exchanges.add(new Exchange(
                made.probe(),
                made.method(),
                made.url(),
                made.address(),
                made.hop(),
                made.chain(),
                made.requestHeaders(),
                made.outcome(),
                made.detail(),
                made.tlsVerified(),
                made.answered().orElseThrow().asIcon(number),
                made.at(),
                made.elapsedMs()));
        return this;
    }

    Seen dns(String name, String type, String... data) {
        var answers = Arrays.stream(data)
                .map(value -> new DnsRecordData(name, type, 300, value))
                .toList();
        var aliases = type.equals("CNAME") ? List.of(data) : List.<String>of();
        dns.add(new DnsLookup(
                name,
                type.equals("CNAME") ? "A" : type,
                "192.0.2.53:53",
                "udp",
                DnsOutcome.NOERROR,
                false,
                true,
                true,
                aliases,
                type.equals("CNAME") ? List.of() : answers,
                List.of(),
                1));
        return this;
    }

    Seen banner(int port, String banner) {
        ports.add(new PortObservation("203.0.113.1", port, PortState.OPEN, "", "", banner, 1));
        return this;
    }

    Seen certificate(String subject, String issuer) {
        var leaf = new CertificateFacts(
                subject,
                issuer,
                "01",
                NOW,
                NOW,
                List.of("acme.test"),
                1,
                "RSA",
                2048,
                "SHA256withRSA",
                false,
                "00",
                null);
        var session = new TlsSession("TLSv1.3", "x", "", List.of(leaf), ChainTrust.TRUSTED, true, "t");
        tls.add(new TlsObservation(
                "203.0.113.1", 443, "acme.test", ExchangeOutcome.ANSWERED, "", session, NOW, 1, null));
        return this;
    }

    Evidence evidence() {
        return Evidence.builder("scan", ScanMode.ACTIVE, Host.of(DOMAIN, DOMAIN), NOW)
                .dns(dns)
                .ports(ports)
                .tls(tls)
                .exchanges(exchanges)
                .build();
    }
}
