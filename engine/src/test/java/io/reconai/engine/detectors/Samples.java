package io.reconai.engine.detectors;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.Announcement;
import io.reconai.engine.asset.CertificateExtensions;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.PortGroup;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.ServerNetwork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jsoup.Jsoup;

/// Evidence made by hand, a piece at a time.
final class Samples {

    static final DomainName DOMAIN = new DomainName("acme.test");
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final String PAGE = "<!doctype html><html><head><title>T</title></head><body>"
            + "<script src=\"/a.js\"></script>" + "text ".repeat(300) + "</body></html>";

    private final Host host;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<DnsLookup> dns = new ArrayList<>();
    private final List<PortGroup> others = new ArrayList<>();
    private final List<ServerNetwork> networks = new ArrayList<>();

    private Samples(Host host) {
        this.host = host;
    }

    static Samples apex() {
        return new Samples(Host.of(DOMAIN, DOMAIN));
    }

    static Samples host(String name) {
        return new Samples(Host.of(new DomainName(name), DOMAIN));
    }

    /// A page with these header fields, each `name: value`, over verified https.
    Samples https(String... headers) {
        return answer("https://" + host.value() + "/", true, 200, PAGE, headers);
    }

    Samples http(String... headers) {
        return answer("http://" + host.value() + "/", false, 200, PAGE, headers);
    }

    Samples page(String url, int status, String body, String... headers) {
        return answer(url, url.startsWith("https:"), status, body, headers);
    }

    /// A page of which nothing matters but its title.
    Samples titled(String url, String title) {
        page(url, 200, PAGE);
        var made = exchanges.removeLast();
        var answer = made.answered().orElseThrow().withTitle(title);
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
                answer,
                made.at(),
                made.elapsedMs()));
        return this;
    }

    Samples answer(String url, boolean verified, int status, String body, String... headers) {
        exchanges.add(exchange("root", url, verified, 0, exchanges.size(), status, body, headers));
        return this;
    }

    /// A further hop of the chain that the last answer belongs to.
    Samples then(String url, int status, String body, String... headers) {
        var last = exchanges.getLast();
        exchanges.add(
                exchange("root", url, url.startsWith("https:"), last.hop() + 1, last.chain(), status, body, headers));
        return this;
    }

    Samples probed(String probe, String url, int status, String body, String... headers) {
        exchanges.add(exchange(probe, url, true, 0, exchanges.size(), status, body, headers));
        return this;
    }

    /// The same with a certificate that does not fit.
    Samples probedUnverified(String probe, String url, int status, String body, String... headers) {
        exchanges.add(exchange(probe, url, false, 0, exchanges.size(), status, body, headers));
        return this;
    }

    /// What was answered to a page of another origin.
    Samples askedFrom(String origin, String probe, String url, int status, String... headers) {
        return askedWith(new Header("Origin", origin), probe, url, status, "<html>", headers);
    }

    /// What was answered to a request with a field of its own.
    Samples askedWith(Header sent, String probe, String url, int status, String body, String... headers) {
        var made = exchange(probe, url, true, 0, exchanges.size(), status, body, headers);
        exchanges.add(new Exchange(
                made.probe(),
                made.method(),
                made.url(),
                made.address(),
                made.hop(),
                made.chain(),
                List.of(sent),
                made.outcome(),
                made.detail(),
                made.tlsVerified(),
                made.answer(),
                made.at(),
                made.elapsedMs()));
        return this;
    }

    /// A script that a page loads.
    Samples script(String url, String body) {
        exchanges.add(exchange("script", url, true, 0, exchanges.size(), 200, body, "Content-Type: text/javascript"));
        return this;
    }

    private static Exchange exchange(
            String probe,
            String url,
            boolean verified,
            int hop,
            int chain,
            int status,
            String body,
            String... headers) {
        var fields = new ArrayList<Header>();
        if (Arrays.stream(headers).noneMatch(line -> line.startsWith("Content-Type:"))) {
            fields.add(new Header("Content-Type", "text/html"));
        }
        for (var line : headers) {
            var parts = line.split(":", 2);
            fields.add(new Header(parts[0], parts[1].strip()));
        }
        var title = Jsoup.parse(body).title();
        var answer = new HttpAnswer(
                status, "http/1.1", fields, body, body.length(), false, "00", title.isEmpty() ? "T" : title);
        return new Exchange(
                probe,
                "GET",
                url,
                "203.0.113.1",
                hop,
                chain,
                List.of(),
                ExchangeOutcome.ANSWERED,
                "",
                verified,
                answer,
                NOW,
                1);
    }

    Samples dns(String name, String type, String... data) {
        return dns(name, type, data.length == 0 ? DnsOutcome.NODATA : DnsOutcome.NOERROR, data);
    }

    Samples dns(String name, String type, DnsOutcome outcome, String... data) {
        var answers = Arrays.stream(data)
                .map(value -> new DnsRecordData(name, type, 300, value))
                .toList();
        dns.add(new DnsLookup(
                name, type, "192.0.2.53:53", "udp", outcome, false, true, true, List.of(), answers, List.of(), 1));
        return this;
    }

    /// A look-up that an alias led on, to where nothing more came.
    Samples alias(String name, String type, DnsOutcome outcome, String target) {
        dns.add(new DnsLookup(
                name,
                type,
                "192.0.2.53:53",
                "udp",
                outcome,
                false,
                true,
                true,
                List.of(target),
                List.of(),
                List.of(),
                1));
        return this;
    }

    /// What the servers above a zone say of it.
    Samples referral(String zone, String... servers) {
        return referral(zone, List.of(servers), "A");
    }

    /// The same with addresses of the first server.
    Samples referral(String zone, List<String> servers, String type, String... addresses) {
        var glue = Arrays.stream(addresses)
                .map(address -> new DnsRecordData(servers.getFirst(), type, 300, address))
                .toList();
        var authority = servers.stream()
                .map(server -> new DnsRecordData(zone, "NS", 300, server))
                .toList();
        dns.add(new DnsLookup(
                zone,
                "NS",
                "198.51.100.53:53",
                "udp",
                DnsOutcome.REFERRAL,
                false,
                false,
                false,
                List.of(),
                List.of(),
                authority,
                1,
                glue,
                false));
        return this;
    }

    /// What a zone's own server answers when it is asked for the zone; with authority and the SOA when that is
    /// NOERROR.
    Samples server(String zone, String server, DnsOutcome outcome) {
        var knows = outcome == DnsOutcome.NOERROR;
        var soa = new DnsRecordData(zone, "SOA", 300, "ns1.acme.test hostmaster.acme.test 1 7200 3600 1209600 3600");
        dns.add(new DnsLookup(
                zone,
                "SOA",
                server + ":53",
                "udp",
                outcome,
                knows,
                false,
                false,
                List.of(),
                knows ? List.of(soa) : List.of(),
                List.of(),
                1));
        return this;
    }

    /// What a name server said itself; with authority where it answered.
    Samples direct(String server, String transport, String name, String type, DnsOutcome outcome, String... data) {
        var answers = Arrays.stream(data)
                .map(value -> new DnsRecordData(name, type, 300, value))
                .toList();
        dns.add(new DnsLookup(
                name,
                type,
                server + ":53",
                transport,
                outcome,
                outcome.isAnswer(),
                false,
                false,
                List.of(),
                answers,
                List.of(),
                1));
        return this;
    }

    /// What one resolver said of a zone's SOA.
    Samples resolver(String resolver, boolean unchecked, DnsOutcome outcome) {
        var zone = host.value();
        var soa = new DnsRecordData(zone, "SOA", 300, "ns1.acme.test hostmaster.acme.test 1 7200 3600 1209600 3600");
        dns.add(new DnsLookup(
                zone,
                "SOA",
                resolver + ":53",
                "udp",
                outcome,
                false,
                true,
                true,
                List.of(),
                outcome == DnsOutcome.NOERROR ? List.of(soa) : List.of(),
                List.of(),
                1,
                List.of(),
                unchecked));
        return this;
    }

    /// What a server found out of a name of others; nothing where it refused.
    Samples resolved(String server, String name, String address, boolean recursionAvailable) {
        var answers =
                address.isEmpty() ? List.<DnsRecordData>of() : List.of(new DnsRecordData(name, "A", 300, address));
        dns.add(new DnsLookup(
                name,
                "A",
                server + ":53",
                "udp",
                address.isEmpty() ? DnsOutcome.REFUSED : DnsOutcome.NOERROR,
                false,
                recursionAvailable,
                true,
                List.of(),
                answers,
                List.of(),
                1));
        return this;
    }

    /// By which autonomous systems the network of a name server's address is announced; none when it is not known.
    Samples network(String address, Long... systems) {
        var announcement = new Announcement(address + "/24", List.of(systems), "LAB, US", "US");
        networks.add(new ServerNetwork(address, systems.length == 0 ? null : announcement));
        return this;
    }

    Samples closed(int port) {
        others.add(new PortGroup("203.0.113.1", PortState.CLOSED, "connection refused", String.valueOf(port)));
        return this;
    }

    Evidence evidence() {
        return Evidence.builder("scan", ScanMode.ACTIVE, host, NOW)
                .dns(dns)
                .otherPorts(others)
                .exchanges(exchanges)
                .nameServerNetworks(networks)
                .build();
    }

    /// The ids of what a detector finds.
    List<String> found(Detector detector) {
        return detector.detect(evidence()).stream().map(Finding::checkId).toList();
    }

    /// A certificate of which only these are looked at.
    static CertificateFacts certificate(List<String> names, String sha256, String keySha256) {
        var extensions = new CertificateExtensions(
                false, List.of(), 0, false, false, List.of(), List.of(), List.of(), keySha256);
        return new CertificateFacts(
                "CN=x",
                "CN=y",
                "1",
                NOW,
                NOW,
                names,
                names.size(),
                "EC",
                256,
                "SHA256withECDSA",
                false,
                sha256,
                extensions);
    }
}
