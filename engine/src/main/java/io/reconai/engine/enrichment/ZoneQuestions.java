package io.reconai.engine.enrichment;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.mail.SpfTerms;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which DNS questions a host is worth, beyond its addresses.
///
/// Every host: alias, mail exchangers, text, service binding. The scanned domain alone: its name servers, SOA, CAA,
/// DNSSEC, and all that mail checks need (dns-email checks judge the organisation's domain, never every host).
final class ZoneQuestions {

    /// SPF allows ten look-ups (RFC 7208 §4.6.4); a few more show by how much a record is over.
    private static final int MAX_SPF_QUESTIONS = 24;

    private static final List<RecordType> HOST =
            List.of(RecordType.A, RecordType.AAAA, RecordType.CNAME, RecordType.MX, RecordType.TXT, RecordType.HTTPS);
    private static final List<RecordType> ZONE = List.of(
            RecordType.A,
            RecordType.AAAA,
            RecordType.CNAME,
            RecordType.MX,
            RecordType.TXT,
            RecordType.HTTPS,
            RecordType.NS,
            RecordType.SOA,
            RecordType.CAA,
            RecordType.DNSKEY,
            RecordType.DS);

    private static final int MAX_SERVERS = 8;
    private static final int MAX_ADDRESSES = 2;

    private final HostLookups lookups;
    private final DomainName name;
    private final Scope scope;

    /// @param scope name servers that it excludes are not asked themselves
    ZoneQuestions(HostLookups lookups, DomainName name, Scope scope) {
        this.lookups = lookups;
        this.name = name;
        this.scope = scope;
    }

    void ask(boolean apex, ScanMode mode) throws InterruptedException {
        lookups.askTogether(name, apex ? ZONE : HOST);
        if (apex) {
            askZone(mode);
            askMail();
        }
    }

    private void askZone(ScanMode mode) throws InterruptedException {
        var servers = targets(RecordType.NS, "");
        for (var server : servers) {
            lookups.ask(server, RecordType.CNAME);
            var addresses = lookups.addresses(server);
            if (mode.includes(ScanMode.STANDARD) && !scope.excludes(server)) {
                for (var address : addresses.stream().limit(MAX_ADDRESSES).toList()) {
                    askServer(address);
                }
            }
        }
    }

    private void askServer(InetAddress address) throws InterruptedException {
        lookups.askServer(address, name, RecordType.SOA);
    }

    private void askMail() throws InterruptedException {
        for (var label : List.of("_dmarc", "_mta-sts", "_smtp._tls")) {
            var child = name.child(label);
            if (child.isPresent()) {
                lookups.ask(child.get(), RecordType.TXT);
            }
        }
        for (var exchanger : targets(RecordType.MX, " ")) {
            lookups.ask(exchanger, RecordType.CNAME);
            lookups.addresses(exchanger);
        }
        followSpf(name, new HashSet<>());
    }

    /// Asks what an SPF record refers to, and what that refers to, within bounds and without loops.
    private void followSpf(DomainName domain, Set<DomainName> visited) throws InterruptedException {
        if (visited.size() >= MAX_SPF_QUESTIONS || !visited.add(domain)) {
            return;
        }
        var records = lookups.ask(domain, RecordType.TXT)
                .data()
                .filter(SpfTerms::isSpf)
                .toList();
        if (records.size() != 1) {
            return;
        }
        for (var term : SpfTerms.parse(records.getFirst()).terms()) {
            var target = term.target(domain);
            if (target.isEmpty() || visited.size() >= MAX_SPF_QUESTIONS) {
                continue;
            }
            switch (term.name()) {
                case "include", "redirect" -> followSpf(target.get(), visited);
                case "a" -> lookups.addresses(target.get());
                case "exists" -> lookups.ask(target.get(), RecordType.A);
                case "mx" -> lookups.ask(target.get(), RecordType.MX);
                default -> {}
            }
        }
    }

    /// The names that records of the host point at.
    private List<DomainName> targets(RecordType type, String separator) throws InterruptedException {
        DnsLookup lookup = lookups.ask(name, type);
        return lookup.data()
                .map(data -> separator.isEmpty() ? data : data.substring(data.indexOf(separator) + 1))
                .flatMap(target -> DomainName.parse(target).stream())
                .distinct()
                .limit(MAX_SERVERS)
                .toList();
    }
}
