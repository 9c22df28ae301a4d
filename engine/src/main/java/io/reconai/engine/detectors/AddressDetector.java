package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.IpAddresses;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Private addresses in a public zone: they tell how the inside is laid out, and they help DNS rebinding.
///
/// Documentation and multicast ranges are no layout. `localhost.<domain>` at 127.0.0.1 is an old custom: a
/// fact. Lists of senders that are asked over DNS answer with addresses of 127.0.0.0/8, which are words of
/// theirs (RFC 5782 §2.1).
final class AddressDetector implements Detector {

    private static final Check PRIVATE = new Check(
            "dns.address.private",
            "DNS Misconfiguration",
            LOW,
            "A private address in the public zone",
            "It tells strangers how the internal network is laid out, and helps attacks by DNS rebinding.",
            "Answer such names inside only (split horizon)",
            List.of("RFC 1918", "RFC 6890", "CWE-200"));

    private static final List<String> TYPES = List.of("A", "AAAA");

    private static final Set<String> INTERNAL = Set.of(
            "private",
            "loopback",
            "link-local",
            "shared-address-space",
            "this-network",
            "benchmarking",
            "reserved",
            "ietf-protocol-assignments");

    /// Labels of such lists.
    private static final Set<String> LISTS = Set.of("bl", "dnsbl", "rbl", "rhsbl", "dnswl", "wl", "uribl", "surbl");

    @Override
    public String id() {
        return "dns_address_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(PRIVATE);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var name = evidence.host().value();
        for (var type : TYPES) {
            var asked = DnsFacts.of(evidence, name, type);
            for (var address : asked.map(DnsFacts.Fact::data).orElse(List.of())) {
                if (isInternal(address) && !isWordOfAList(name, address)) {
                    return List.of(Finding.of(
                                    PRIVATE, id(), evidence, name, asked.get().answer(address))
                            .withSeverity(name.startsWith("localhost.") ? INFO : LOW));
                }
            }
        }
        return List.of();
    }

    private static boolean isWordOfAList(String name, String address) {
        return address.startsWith("127.") && Stream.of(name.split("\\.")).anyMatch(LISTS::contains);
    }

    /// True for an address that is of use inside a network alone.
    static boolean isInternal(String address) {
        return IpAddresses.parse(address)
                .flatMap(AddressPolicy.publicOnly()::forbids)
                .filter(INTERNAL::contains)
                .isPresent();
    }
}
