package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.net.CidrRange;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// All name servers of the zone in one network (RFC 2182 §3.1), so that one outage takes them all.
///
/// One network is a /24 of IPv4 and, where there are IPv6 addresses, a /48 as well: either of them apart is enough.
/// Providers that announce one network from many places (anycast) are known by the names of their servers and left out.
/// Nothing is said while the addresses of a server are not known; servers of one address are [NameServerDetector]'s.
final class NameServerSpreadDetector implements Detector {

    private static final Check SAME_NETWORK = new Check(
            "dns.ns.same-network",
            "DNS Misconfiguration",
            LOW,
            "All name servers are in one network",
            "When that network fails, everything under the domain's name fails with it.",
            "Have a server in another network, or a second provider",
            List.of("RFC 2182 §3.1"));

    private static final int IPV4_NETWORK = 24;
    private static final int IPV6_NETWORK = 48;

    private static final Pattern ANYCAST = Pattern.compile(
            "(.+\\.)?(cloudflare\\.com|awsdns-\\d+\\.(com|net|org|co\\.uk)|nsone\\.net|(google|googledomains)\\.com"
                    + "|azure-dns\\.(com|net|org|info)|akam\\.net|akamai(edge)?\\.net|ultradns\\.(com|net|org|biz|info|co\\.uk)"
                    + "|dynect\\.net|dnsmadeeasy\\.com|dnsimple(-edge)?\\.(com|net|org)|constellix\\.(com|net)"
                    + "|verisigndns\\.com|he\\.net|domaincontrol\\.com)");

    @Override
    public String id() {
        return "dns_name_server_spread_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(SAME_NETWORK);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        return DnsFacts.of(evidence, evidence.host().value(), "NS")
                .filter(servers -> servers.data().size() > 1 && isTogether(evidence, servers.data()))
                .map(servers -> Finding.of(
                        SAME_NETWORK,
                        id(),
                        evidence,
                        evidence.host().value(),
                        DnsFacts.of(evidence, servers.data().getFirst(), "A")
                                .filter(DnsFacts.Fact::isPresent)
                                .map(fact -> fact.answer(fact.data().getFirst()))
                                .orElseGet(() -> servers.answer(servers.data().getFirst()))))
                .stream()
                .toList();
    }

    private static boolean isTogether(Evidence evidence, List<String> servers) {
        if (servers.stream().anyMatch(server -> ANYCAST.matcher(server).matches())) {
            return false;
        }
        var ipv4 = addresses(evidence, servers, "A");
        var ipv6 = addresses(evidence, servers, "AAAA");
        if (ipv4.isEmpty() || ipv6.isEmpty()) {
            return false;
        }
        var all = Stream.concat(ipv4.get().stream(), ipv6.get().stream()).toList();
        return all.size() > 1 && networks(ipv4.get(), IPV4_NETWORK) <= 1 && networks(ipv6.get(), IPV6_NETWORK) <= 1;
    }

    /// The addresses of all servers, each once; empty while those of one are not known.
    private static Optional<LinkedHashSet<String>> addresses(Evidence evidence, List<String> servers, String type) {
        var addresses = new LinkedHashSet<String>();
        for (var server : servers) {
            var fact = DnsFacts.of(evidence, server, type)
                    .filter(known -> known.lookup().outcome().isAnswer());
            if (fact.isEmpty()) {
                return Optional.empty();
            }
            addresses.addAll(fact.get().data());
        }
        return Optional.of(addresses);
    }

    private static long networks(LinkedHashSet<String> addresses, int length) {
        return addresses.stream()
                .flatMap(address -> CidrRange.parse(address + "/" + length).stream())
                .distinct()
                .count();
    }
}
