package io.reconai.engine.dns;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.WildcardVerdict;
import io.reconai.engine.net.CidrRange;
import io.reconai.engine.net.IpAddresses;
import java.net.Inet4Address;
import java.util.List;
import java.util.Set;

/// What random names below one parent are answered.
///
/// @param exists random names are answered at all, if only with "no such record"
/// @param answers addresses, alias targets and mail exchangers; empty when there is no wildcard
/// @param others data of the types that tell a name from a wildcard of addresses
/// @param varying of these types, those that are answered differently from name to name and so tell nothing
/// @param probes the random names
/// @param rotating the answers differ from name to name
/// @param thorough asked until nothing new came for long
record ObservedWildcard(
        DomainName parent,
        boolean exists,
        Set<String> answers,
        Set<String> others,
        Set<RecordType> varying,
        List<String> probes,
        boolean rotating,
        boolean thorough) {

    ObservedWildcard {
        answers = Set.copyOf(answers);
        others = Set.copyOf(others);
        varying = Set.copyOf(varying);
        probes = List.copyOf(probes);
    }

    boolean isWildcard() {
        return !answers.isEmpty();
    }

    /// True when every name is said to exist without an IPv4 address or alias, so that the same said of a name tells
    /// nothing (RFC 9824, or a wildcard of other types).
    boolean emptyForAll() {
        return exists && answers.stream().noneMatch(ObservedWildcard::answersForIpv4);
    }

    /// An IPv4 address or an alias; not an IPv6 address, nor a mail exchanger with its preference.
    private static boolean answersForIpv4(String answer) {
        var address = IpAddresses.parse(answer);
        return address.isPresent() ? address.get() instanceof Inet4Address : answer.indexOf(' ') < 0;
    }

    WildcardVerdict verdict(String kept) {
        return new WildcardVerdict(parent, answers.stream().sorted().toList(), probes, kept);
    }

    /// True for what the wildcard gives. Of a rotating pool, the whole network of each address and all siblings of each
    /// alias target count as the wildcard's.
    boolean covers(String answer) {
        return answers.contains(answer) || (rotating && (sharesNetwork(answer) || isSibling(answer)));
    }

    private boolean sharesNetwork(String answer) {
        return IpAddresses.parse(answer)
                .map(address -> new CidrRange(address, address.getAddress().length == 4 ? 24 : 48))
                .filter(network -> answers.stream()
                        .flatMap(other -> IpAddresses.parse(other).stream())
                        .anyMatch(network::contains))
                .isPresent();
    }

    /// `7f3a.edge.example` beside `9c21.edge.example`: targets that are made up for each name.
    private boolean isSibling(String answer) {
        var dot = answer.indexOf('.');
        return dot > 0
                && IpAddresses.parse(answer).isEmpty()
                && answers.stream().anyMatch(other -> other.endsWith(answer.substring(dot)));
    }
}
