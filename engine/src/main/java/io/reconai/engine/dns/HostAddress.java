package io.reconai.engine.dns;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// The address of a name or of the host of a URI, looked up once, so that what is checked is what is connected to.
public final class HostAddress {

    private HostAddress() {}

    /// The first address: an address literal's own, in brackets or not, else by A, else by AAAA records.
    ///
    /// @return empty for what is no host name, and where nothing was answered
    public static Optional<InetAddress> find(String host, DnsClient dns) throws InterruptedException {
        var literal = IpAddresses.parse(host.replace("[", "").replace("]", ""));
        if (literal.isPresent()) {
            return literal;
        }
        var name = DomainName.parse(host);
        return name.isPresent() ? find(name.get(), dns) : Optional.empty();
    }

    /// The first address of a name, by A, else by AAAA records; empty where nothing was answered.
    public static Optional<InetAddress> find(DomainName name, DnsClient dns) throws InterruptedException {
        for (var type : List.of(RecordType.A, RecordType.AAAA)) {
            var found = dns.ask(new DnsQuestion(name, type))
                    .data()
                    .flatMap(text -> IpAddresses.parse(text).stream())
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
