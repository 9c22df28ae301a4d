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

    /// The parent's referral to the servers of exactly this name; empty where the name is no zone of its own.
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

    private Optional<DnsLookup> referral(DomainName name, DnsLookup servers) throws InterruptedException {
        var asked = 0;
        for (var server :
                servers.data().flatMap(text -> DomainName.parse(text).stream()).toList()) {
            if (asked == MOST_SERVERS) {
                break;
            }
            var address = scope.excludes(server)
                    ? Optional.<InetAddress>empty()
                    : client.ask(new DnsQuestion(server, RecordType.A))
                            .data()
                            .flatMap(text -> IpAddresses.parse(text).stream())
                            .findFirst();
            if (address.isEmpty()) {
                continue;
            }
            asked++;
            var said = client.askServer(address.get(), new DnsQuestion(name, RecordType.NS));
            if (isOf(said, name)) {
                return Optional.of(said);
            }
        }
        return Optional.empty();
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
