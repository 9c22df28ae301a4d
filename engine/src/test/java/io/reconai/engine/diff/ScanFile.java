package io.reconai.engine.diff;

import io.reconai.engine.ScanCounts;
import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanReport;
import io.reconai.engine.ScanWarning;
import io.reconai.engine.asset.AddressObservation;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Coverage;
import io.reconai.engine.asset.DiscoveryStep;
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
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.PortGroup;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.asset.SourceHealth;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An evidence file made by hand: hosts at two addresses, each with one thing that was seen.
final class ScanFile {

    private static final DomainName DOMAIN = new DomainName("acme.test");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String FIRST = "203.0.113.7";
    private static final String SECOND = "203.0.113.8";

    private final StringBuilder lines = new StringBuilder();
    private String source = "ct.crtsh";

    /// What leads to the hosts that follow.
    ScanFile foundBy(String other) {
        source = other;
        return this;
    }

    /// @param seen `answered STATUS [hsts]`, an outcome of an exchange, `closed|filtered|closed-once PORTS`,
    ///     `ssh PRODUCT VERSION`, `mute` for an open port without a word, `not allowed`, or `none`
    ScanFile host(String name, String seen) throws IOException {
        var words = seen.split(" ");
        List<PortObservation> ports = new ArrayList<>();
        List<PortGroup> others = new ArrayList<>();
        List<Exchange> exchanges = new ArrayList<>();
        List<Coverage> coverage = new ArrayList<>();
        switch (words[0]) {
            case "none" -> {}
            case "closed" -> {
                others.add(new PortGroup(FIRST, PortState.CLOSED, "", words[1]));
                others.add(new PortGroup(SECOND, PortState.CLOSED, "", words[1]));
            }
            case "closed-once" -> others.add(new PortGroup(FIRST, PortState.CLOSED, "", words[1]));
            case "filtered" -> others.add(new PortGroup(SECOND, PortState.FILTERED, "", words[1]));
            case "mute" -> ports.add(new PortObservation(FIRST, 22, PortState.OPEN, "accepted", "", "", 1));
            case "ssh" -> ports.add(ssh(words[1], words[2]));
            case "not" -> {
                for (var probe : List.of("port_scan", "http")) {
                    coverage.add(new Coverage(probe, Coverage.Result.NOT_ALLOWED, "not in this mode"));
                }
            }
            default -> exchanges.add(exchange(name, words));
        }
        var evidence = Evidence.builder("scan", ScanMode.ACTIVE, Host.of(new DomainName(name), DOMAIN), NOW)
                .path(List.of(new DiscoveryStep(source, "as it says")))
                .dns(List.of(lookup(name)))
                .addresses(List.of(
                        new AddressObservation(FIRST, "", "", null), new AddressObservation(SECOND, "", "", null)))
                .ports(ports)
                .otherPorts(others)
                .exchanges(exchanges)
                .coverage(coverage)
                .build();
        return line("evidence", evidence);
    }

    ScanFile completed() throws IOException {
        return report("completed", "active", "", "answered");
    }

    /// @param flaw `unresolved`, `excluded`, `host_limit` or nothing
    /// @param health how ct.crtsh fared
    ScanFile report(String end, String mode, String flaw, String health) throws IOException {
        var limit = new ScanWarning(ScanWarning.Code.HOST_LIMIT, "hosts", "");
        return line(
                "report",
                new ScanReport(
                        "scan",
                        DOMAIN,
                        ScanMode.valueOf(mode.toUpperCase(Locale.ROOT)),
                        NOW,
                        NOW,
                        ScanReport.End.valueOf(end.toUpperCase(Locale.ROOT)),
                        new ScanCounts(1, 1, 1, 1, 1),
                        List.of(new SourceHealth(
                                "ct.crtsh",
                                SourceHealth.Status.valueOf(health.toUpperCase(Locale.ROOT)),
                                1,
                                1,
                                1,
                                "",
                                1)),
                        List.of(),
                        List.of(),
                        0,
                        flaw.equals("excluded") ? 1 : 0,
                        flaw.equals("unresolved") ? List.of("old.acme.test") : List.of(),
                        List.of(),
                        flaw.equals("host_limit") ? List.of(limit) : List.of()));
    }

    String text() {
        return lines.toString();
    }

    private ScanFile line(String key, Object value) throws IOException {
        lines.append(Json.mapper().writeValueAsString(Map.of(key, value))).append('\n');
        return this;
    }

    private static PortObservation ssh(String product, String version) {
        var identity = new ServiceIdentity(
                ServiceIdentity.Transport.TCP,
                product,
                version,
                "",
                Confidence.CERTAIN,
                ServiceIdentity.Access.UNKNOWN,
                "SSH-2.0");
        return new PortObservation(FIRST, 22, PortState.OPEN, "accepted", "ssh", "SSH-2.0", 1, identity);
    }

    private static DnsLookup lookup(String name) {
        return new DnsLookup(
                name,
                "A",
                "192.0.2.53:53",
                "udp",
                DnsOutcome.NOERROR,
                false,
                true,
                true,
                List.of(),
                List.of(new DnsRecordData(name, "A", 60, FIRST), new DnsRecordData(name, "A", 60, SECOND)),
                List.of(),
                1);
    }

    private static Exchange exchange(String name, String[] words) {
        var outcome = ExchangeOutcome.valueOf(words[0].toUpperCase(Locale.ROOT));
        var headers = new ArrayList<Header>(List.of(new Header("Content-Type", "text/html")));
        if (words.length > 2) {
            headers.add(new Header("Strict-Transport-Security", "max-age=31536000"));
        }
        var answer = outcome == ExchangeOutcome.ANSWERED ? answer(Integer.parseInt(words[1]), headers) : null;
        return new Exchange(
                "root", "GET", "https://" + name + "/", FIRST, 0, 0, List.of(), outcome, "", true, answer, NOW, 1);
    }

    private static HttpAnswer answer(int status, List<Header> headers) {
        var page = "<!doctype html><html><head><title>T</title></head><body>" + "text ".repeat(300) + "</body></html>";
        return new HttpAnswer(status, "http/1.1", headers, page, page.length(), false, "00", "T");
    }
}
