package io.reconai.engine.organisations;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.Announcement;
import io.reconai.engine.asset.Coverage;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.DomainRegistration;
import io.reconai.engine.asset.DomainStanding;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.PortGroup;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.Reliance;
import io.reconai.engine.asset.ServerNetwork;
import io.reconai.engine.asset.SoaRereading;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.WildcardVerdict;
import io.reconai.engine.asset.ZoneTransferAttempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A host while the dice are still thrown: what was seen of it, and what must be found.
final class HostDraft {

    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    static final String ADDRESS = "203.0.113.7";

    private static final String RESOLVER = "192.0.2.53:53";

    private final Host host;
    private boolean refusesLetsEncrypt;
    private final SortedSet<String> expected = new TreeSet<>();
    private final List<String> choices = new ArrayList<>();
    private final List<DnsLookup> dns = new ArrayList<>();
    private final List<DnsLookup> targets = new ArrayList<>();
    private final List<DomainStanding> standings = new ArrayList<>();
    private final List<PortObservation> ports = new ArrayList<>();
    private final List<PortGroup> others = new ArrayList<>();
    private final List<TlsObservation> tls = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<WildcardVerdict> wildcards = new ArrayList<>();
    private final List<ZoneTransferAttempt> transfers = new ArrayList<>();
    private final List<ServerNetwork> networks = new ArrayList<>();
    private final List<DnsLookup> rereading = new ArrayList<>();
    private @Nullable DomainRegistration registration;

    HostDraft(Host host) {
        this.host = host;
    }

    String name() {
        return host.value();
    }

    DomainName domain() {
        return host.domain();
    }

    boolean isApex() {
        return host.isApex();
    }

    /// Whether CAA lets that authority issue for the host itself.
    void allowsLetsEncrypt(boolean does) {
        refusesLetsEncrypt = !does;
    }

    boolean refusesLetsEncrypt() {
        return refusesLetsEncrypt;
    }

    /// What the dice chose, and what follows.
    void chose(String part, Choice choice) {
        choices.add(part + ": " + String.join(" | ", choice.what()) + " => " + choice.checks());
        expect(choice.checks());
    }

    /// What the dice chose, where nothing follows from it alone.
    void chose(String part, String what) {
        choices.add(part + ": " + what);
    }

    void expect(Collection<String> checks) {
        expected.addAll(checks);
    }

    void expect(String check) {
        expected.add(check);
    }

    /// A look-up by a resolver; without data it is NODATA.
    void lookup(String name, String type, String... data) {
        lookup(name, type, data.length == 0 ? DnsOutcome.NODATA : DnsOutcome.NOERROR, List.of(), List.of(data));
    }

    void lookup(String name, String type, DnsOutcome outcome, List<String> chain, List<String> data) {
        dns.add(lookupBy(RESOLVER, name, type, outcome, chain, data, true));
    }

    /// A question to one of the zone's own servers.
    void direct(String server, String name, DnsOutcome outcome, boolean authoritative, List<String> data) {
        dns.add(soa(server, name, outcome, authoritative, data));
    }

    /// What one of the zone's own servers says when all are asked once more.
    void directAgain(String server, List<String> data) {
        rereading.add(soa(server, name(), DnsOutcome.NOERROR, true, data));
    }

    private static DnsLookup soa(
            String server, String name, DnsOutcome outcome, boolean authoritative, List<String> data) {
        var asked = lookupBy(server, name, "SOA", outcome, List.of(), data, false);
        return new DnsLookup(
                name,
                "SOA",
                server,
                "udp",
                outcome,
                authoritative,
                false,
                false,
                List.of(),
                asked.answers(),
                List.of(),
                1);
    }

    /// A second opinion on a name that somebody else holds.
    void again(String name, DnsOutcome outcome) {
        targets.add(lookupBy("192.0.2.54:53", name, "A", outcome, List.of(), List.of(), true));
    }

    private static DnsLookup lookupBy(
            String server,
            String name,
            String type,
            DnsOutcome outcome,
            List<String> chain,
            List<String> data,
            boolean recursive) {
        var owner = chain.isEmpty() ? name : chain.getLast();
        var answers = data.stream()
                .map(text -> new DnsRecordData(owner, type, 300, text))
                .toList();
        return new DnsLookup(name, type, server, "udp", outcome, false, true, recursive, chain, answers, List.of(), 1);
    }

    void standing(DomainStanding standing) {
        standings.add(standing);
    }

    void port(PortObservation port) {
        ports.add(port);
    }

    void closed(int port) {
        others.add(new PortGroup(ADDRESS, PortState.CLOSED, "connection refused", String.valueOf(port)));
    }

    void tls(TlsObservation seen) {
        tls.add(seen);
    }

    void wildcard(WildcardVerdict verdict) {
        wildcards.add(verdict);
    }

    void transfer(ZoneTransferAttempt attempt) {
        transfers.add(attempt);
    }

    /// By whom the network of a name server's address is announced.
    void network(String address, long system) {
        networks.add(new ServerNetwork(
                address, new Announcement(address.replaceFirst("\\d+$", "0/24"), List.of(system), "", "")));
    }

    void registered(DomainRegistration known) {
        registration = known;
    }

    /// A request of its own.
    void asked(String probe, String url, boolean verified, HttpAnswer answer, Header... sent) {
        add(probe, url, verified, 0, exchanges.size(), answer, List.of(sent));
    }

    /// A redirect of the last request that was followed.
    void followed(String url, boolean verified, HttpAnswer answer) {
        var last = exchanges.getLast();
        add("root", url, verified, last.hop() + 1, last.chain(), answer, List.of());
    }

    private void add(
            String probe, String url, boolean verified, int hop, int chain, HttpAnswer answer, List<Header> sent) {
        exchanges.add(new Exchange(
                probe, "GET", url, ADDRESS, hop, chain, sent, ExchangeOutcome.ANSWERED, "", verified, answer, NOW, 1));
    }

    /// The host with what the dice said.
    DrawnHost drawn() {
        var builder = Evidence.builder("scan", ScanMode.ACTIVE, host, NOW)
                .dns(dns)
                .ports(ports)
                .otherPorts(others)
                .tls(tls)
                .exchanges(exchanges)
                .wildcards(wildcards)
                .zoneTransfers(transfers)
                .registration(registration)
                .nameServerNetworks(networks)
                .reliance(
                        new Reliance(targets, standings, null, List.of(), List.of()),
                        new Coverage("reliance", Coverage.Result.OK, ""));
        if (!rereading.isEmpty()) {
            builder.soaRereading(new SoaRereading(60_000, rereading));
        }
        return new DrawnHost(builder.build(), expected, choices);
    }
}
