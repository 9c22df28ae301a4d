package io.reconai.engine.enrichment;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Asks the servers above a zone for it, as resolvers do on their way down (RFC 1034 §4.3.2).
///
/// Of a zone that none of its own servers knows, resolvers only say that they failed; who could answer for it
/// is told by its parent alone. Safe for use by many threads.
final class Delegation {

    /// Names between a zone and its parent's apex, such as `a.b` in `zone.a.b.acme.test`.
    private static final int MOST_LEVELS = 4;

    private static final int MOST_SERVERS = 2;

    private final DnsClient client;
    private final Scope scope;

    /// @param scope servers that it excludes are not asked
    Delegation(DnsClient client, Scope scope) {
        this.client = client;
        this.scope = scope;
    }

    /// The parent's referral to the servers of exactly this name; empty where the name is no zone of its own,
    /// or one that a server knows.
    Optional<DnsLookup> of(DomainName name) throws InterruptedException {
        var above = name.parent();
        for (var level = 0; level < MOST_LEVELS && above.isPresent(); level++) {
            var servers = client.ask(new DnsQuestion(above.get(), RecordType.NS));
            if (servers.outcome() == DnsOutcome.NOERROR) {
                return referral(name, servers);
            }
            above = above.get().parent();
        }
        return Optional.empty();
    }

    private Optional<DnsLookup> referral(DomainName name, DnsLookup parents) throws InterruptedException {
        for (var address : addresses(parents.data().flatMap(text -> DomainName.parse(text).stream()))) {
            var said = client.askServer(address, new DnsQuestion(name, RecordType.NS));
            if (isOf(said, name)) {
                return isKnown(name, said) ? Optional.empty() : Optional.of(said);
            }
        }
        return Optional.empty();
    }

    /// Resolvers also fail at zones that are well, such as one whose signatures have run out.
    private boolean isKnown(DomainName name, DnsLookup referral) throws InterruptedException {
        for (var address : addresses(servers(referral))) {
            var said = client.askServer(address, new DnsQuestion(name, RecordType.SOA));
            if (said.authoritative() && !said.answers().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// One address each of the first servers that may be asked.
    private List<InetAddress> addresses(Stream<DomainName> servers) throws InterruptedException {
        var addresses = new ArrayList<InetAddress>();
        for (var server : servers.filter(name -> !scope.excludes(name)).toList()) {
            if (addresses.size() < MOST_SERVERS) {
                client.ask(new DnsQuestion(server, RecordType.A))
                        .data()
                        .flatMap(text -> IpAddresses.parse(text).stream())
                        .findFirst()
                        .ifPresent(addresses::add);
            }
        }
        return addresses;
    }

    /// True for a referral to servers of this very zone.
    static boolean isOf(DnsLookup lookup, DomainName zone) {
        return lookup.outcome() == DnsOutcome.REFERRAL
                && lookup.name().equals(zone.value())
                && servers(lookup).findAny().isPresent();
    }

    static Stream<DomainName> servers(DnsLookup referral) {
        return referral.authority().stream()
                .filter(record -> record.type().equals("NS") && record.name().equals(referral.name()))
                .flatMap(record -> DomainName.parse(record.data()).stream());
    }
}
