package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.net.CidrRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All name servers of the zone in one network (RFC 2182 §3.1), so that one outage takes them all; or, apart in
/// this sense, in networks that one autonomous system alone announces (Zonemaster Connectivity03), so that one
/// mistake in routing does.
///
/// One network is a /24 of IPv4 and, where there are IPv6 addresses, a /48 as well: either of them apart is enough.
/// Providers that announce one network from many places (anycast) are known by the names of their servers and left out.
/// Nothing is said while the addresses of a server are not known; servers of one address are [NameServerDetector]'s.
/// Of autonomous systems nothing is said either where one address's is not known, or where one has several: then
/// another still announces it. Both families count: whoever cannot reach one takes the other.
final class NameServerSpreadDetector implements Detector {

    private static final Check SAME_NETWORK = new Check(
            "dns.ns.same-network",
            "DNS Misconfiguration",
            LOW,
            "All name servers are in one network",
            "When that network fails, everything under the domain's name fails with it.",
            "Have a server in another network, or a second provider",
            List.of("RFC 2182 §3.1"));
    private static final Check SAME_AS = new Check(
            "dns.ns.same-as",
            "DNS Misconfiguration",
            INFO,
            "All name servers are in one autonomous system",
            "When its operator makes a mistake in routing, everything under the domain's name fails with it.",
            "Have a server in the network of another operator, or a second provider",
            List.of("RFC 2182 §3.1", "Zonemaster Connectivity03"));

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
        return List.of(SAME_NETWORK, SAME_AS);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        return DnsFacts.of(evidence, evidence.host().value(), "NS")
                .filter(servers -> servers.data().size() > 1
                        && servers.data().stream().noneMatch(NameServerSpreadDetector::isAnycast))
                .flatMap(servers -> judge(evidence, servers))
                .stream()
                .toList();
    }

    private static boolean isAnycast(String server) {
        return ANYCAST.matcher(server).matches();
    }

    private Optional<Finding> judge(Evidence evidence, DnsFacts.Fact servers) {
        var ipv4 = addresses(evidence, servers.data(), "A");
        var ipv6 = addresses(evidence, servers.data(), "AAAA");
        if (ipv4.isEmpty() || ipv6.isEmpty()) {
            return Optional.empty();
        }
        var all = Stream.concat(ipv4.get().stream(), ipv6.get().stream()).toList();
        if (all.size() <= 1) {
            return Optional.empty();
        }
        if (networks(ipv4.get(), IPV4_NETWORK) <= 1 && networks(ipv6.get(), IPV6_NETWORK) <= 1) {
            return Optional.of(finding(SAME_NETWORK, evidence, sameNetwork(evidence, servers)));
        }
        var proofs = sameSystem(evidence, all);
        return proofs.isEmpty()
                ? Optional.empty()
                : Optional.of(finding(SAME_AS, evidence, proofs.getFirst()).provedBy(proofs));
    }

    private Finding finding(Check check, Evidence evidence, Proof proof) {
        return Finding.of(check, id(), evidence, evidence.host().value(), proof);
    }

    private static Proof sameNetwork(Evidence evidence, DnsFacts.Fact servers) {
        return DnsFacts.of(evidence, servers.data().getFirst(), "A")
                .filter(DnsFacts.Fact::isPresent)
                .map(fact -> fact.answer(fact.data().getFirst()))
                .orElseGet(() -> servers.answer(servers.data().getFirst()));
    }

    /// By whom each address is announced; none where that is not one and the same for all.
    private static List<Proof> sameSystem(Evidence evidence, List<String> addresses) {
        var known = evidence.nameServerNetworks();
        var systems = new HashSet<Long>();
        var proofs = new ArrayList<Proof>();
        for (var address : addresses) {
            var place = IntStream.range(0, known.size())
                    .filter(at -> known.get(at).address().equals(address))
                    .findFirst();
            var announcement =
                    place.isEmpty() ? null : known.get(place.getAsInt()).announcement();
            if (announcement == null || announcement.asns().size() != 1) {
                return List.of();
            }
            systems.add(announcement.asns().getFirst());
            proofs.add(new Proof(
                    "/name_server_networks/" + place.getAsInt() + "/announcement",
                    address + " in " + announcement.prefix() + " of AS"
                            + announcement.asns().getFirst() + " " + announcement.asName()));
        }
        return systems.size() == 1 ? List.copyOf(proofs) : List.of();
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
