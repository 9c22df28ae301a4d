package io.reconai.engine.enrichment;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.WildcardVerdict;
import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.util.List;

/// What resolving a discovered name came to.
public sealed interface NameResolution {

    /// The name exists by itself.
    ///
    /// @param lookups the questions asked so far, to be kept as evidence
    /// @param verdicts why it is no mere wildcard answer; empty where its parent has no wildcard
    record Real(List<DnsLookup> lookups, List<WildcardVerdict> verdicts) implements NameResolution {

        /// The addresses that were answered.
        public List<InetAddress> addresses() {
            return lookups.stream()
                    .filter(lookup -> lookup.type().equals("A") || lookup.type().equals("AAAA"))
                    .flatMap(DnsLookup::data)
                    .flatMap(text -> IpAddresses.parse(text).stream())
                    .toList();
        }
    }

    /// Only a wildcard answers for it.
    record OnlyWildcard(WildcardVerdict verdict) implements NameResolution {}

    /// Known not to exist as a host.
    record Absent(String detail) implements NameResolution {}

    /// Not known: the resolution itself failed.
    record Unknown(String detail) implements NameResolution {}
}
