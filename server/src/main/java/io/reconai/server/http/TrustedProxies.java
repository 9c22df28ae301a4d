package io.reconai.server.http;

import io.reconai.engine.net.CidrRange;
import io.reconai.engine.net.IpAddresses;
import java.util.ArrayList;
import java.util.List;

/// Proxies that say for whom they speak (`X-Forwarded-For`, `X-Forwarded-Proto`) and are believed.
///
/// Each proxy adds its peer at the end of the list, and whatever stands before that was said by somebody else: so the
/// list is read from its end, as far as those it names are proxies of ours.
public record TrustedProxies(List<CidrRange> networks) {

    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /// @param text addresses and networks, comma-separated; nobody is believed when empty
    /// @throws IllegalArgumentException for anything else
    public static TrustedProxies parse(String text) {
        var networks = new ArrayList<CidrRange>();
        if (!text.isBlank()) {
            for (var part : text.split(",", -1)) {
                networks.add(CidrRange.parse(part.strip())
                        .orElseThrow(
                                () -> new IllegalArgumentException("is a list such as 192.0.2.7,198.51.100.0/24")));
            }
        }
        return new TrustedProxies(networks);
    }

    /// One of ours.
    public boolean trusts(String address) {
        return IpAddresses.parse(address).stream()
                .anyMatch(parsed -> networks.stream().anyMatch(network -> network.contains(parsed)));
    }

    /// Who made the request.
    ///
    /// @param peer who connected
    /// @param forwarded the values of `X-Forwarded-For` in the order in which they came
    public String client(String peer, List<String> forwarded) {
        var client = peer;
        var hops = List.of(String.join(",", forwarded).split(",", -1)).reversed();
        for (var hop : hops) {
            var address = IpAddresses.parse(hop.strip());
            if (!trusts(client) || address.isEmpty()) {
                break;
            }
            client = IpAddresses.text(address.get());
        }
        return client;
    }
}
