package io.reconai.engine.providers;

import io.reconai.engine.asset.AddressObservation;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.ProviderUse;
import io.reconai.engine.net.CidrRange;
import io.reconai.engine.net.IpAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Recognises the providers behind a host's addresses and behind the names that it is an alias of. Immutable.
///
/// Of an address the smallest published range around it counts, else the number that announces it: a CDN's range lies
/// within the cloud of the same owner. Of a name the longest ending counts. Nobody forges these: whoever announces a
/// network runs it. That an address is a provider's says nothing of what runs there.
public final class Providers {

    private static final int OCTETS = 256;

    /// The ranges that hold addresses with this first octet, the narrowest first.
    private final List<List<Fact.Range>> rangesByOctet;

    private final Map<Long, Fact.Asn> numbers;
    private final List<Fact.Alias> aliases;

    private Providers(List<Fact> facts) {
        rangesByOctet = byOctet(only(facts, Fact.Range.class)
                .sorted(Comparator.comparing((Fact.Range fact) -> fact.range().length())
                        .reversed())
                .toList());
        numbers = new LinkedHashMap<>();
        only(facts, Fact.Asn.class).forEach(fact -> numbers.put(fact.number(), fact));
        aliases = only(facts, Fact.Alias.class).toList();
    }

    private static <T extends Fact> Stream<T> only(List<Fact> facts, Class<T> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static List<List<Fact.Range>> byOctet(List<Fact.Range> ranges) {
        return IntStream.range(0, OCTETS)
                .mapToObj(octet -> ranges.stream()
                        .filter(fact -> mayBegin(fact.range(), octet))
                        .toList())
                .toList();
    }

    private static boolean mayBegin(CidrRange range, int octet) {
        var bits = Math.min(range.length(), 8);
        return (range.prefix().getAddress()[0] & 0xff) >> 8 - bits == octet >> 8 - bits;
    }

    /// Those that come with this program, read once.
    public static Providers shipped() {
        return Shipped.PROVIDERS;
    }

    private static final class Shipped {
        static final Providers PROVIDERS = read();
    }

    private static Providers read() {
        try (var in = Providers.class.getResourceAsStream("providers.txt")) {
            if (in == null) {
                throw new IllegalStateException("providers.txt is missing from the build");
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("providers.txt cannot be read", broken);
        }
    }

    /// Those of a text.
    static Providers of(String text) {
        return new Providers(new ProviderReader().read(text.lines().toList()));
    }

    /// The providers behind a host, addresses first; each subject once.
    public List<ProviderUse> of(Evidence evidence) {
        Map<String, ProviderUse> bySubject = new LinkedHashMap<>();
        for (var i = 0; i < evidence.addresses().size(); i++) {
            of(evidence.addresses().get(i), "/addresses/" + i)
                    .ifPresent(use -> bySubject.putIfAbsent(use.subject(), use));
        }
        for (var target : targets(evidence)) {
            of(target).ifPresent(use -> bySubject.putIfAbsent(use.subject(), use));
        }
        return List.copyOf(bySubject.values());
    }

    private Optional<ProviderUse> of(AddressObservation seen, String place) {
        var address = IpAddresses.parse(seen.address());
        return address.flatMap(this::around)
                .map(fact -> use(seen.address(), fact, place + "/address", "lies in " + fact.range()))
                .or(() -> byNumber(seen, place));
    }

    /// The narrowest range that an address lies in.
    private Optional<Fact.Range> around(InetAddress address) {
        var octets = address.getAddress();
        for (var fact : rangesByOctet.get(octets[0] & 0xff)) {
            if (fact.range().contains(octets)) {
                return Optional.of(fact);
            }
        }
        return Optional.empty();
    }

    private Optional<ProviderUse> byNumber(AddressObservation seen, String place) {
        var announced = seen.announcement();
        if (announced == null) {
            return Optional.empty();
        }
        for (var i = 0; i < announced.asns().size(); i++) {
            var fact = numbers.get(announced.asns().get(i));
            if (fact != null) {
                var how = "is announced by AS" + fact.number();
                return Optional.of(use(seen.address(), fact, place + "/announcement/asns/" + i, how));
            }
        }
        return Optional.empty();
    }

    /// A name that the host is an alias of, and its place.
    private record Target(String name, String place) {}

    private static List<Target> targets(Evidence evidence) {
        var targets = new ArrayList<Target>();
        for (var i = 0; i < evidence.dns().size(); i++) {
            var lookup = evidence.dns().get(i);
            if (!lookup.name().equals(evidence.host().value())) {
                continue;
            }
            for (var j = 0; j < lookup.cnameChain().size(); j++) {
                targets.add(new Target(lookup.cnameChain().get(j), "/dns/" + i + "/cname_chain/" + j));
            }
            for (var j = 0;
                    lookup.type().equals("CNAME") && j < lookup.answers().size();
                    j++) {
                targets.add(new Target(lookup.answers().get(j).data(), "/dns/" + i + "/answers/" + j));
            }
        }
        return targets;
    }

    private Optional<ProviderUse> of(Target target) {
        var name = target.name().endsWith(".")
                ? target.name().substring(0, target.name().length() - 1)
                : target.name();
        Fact.Alias longest = null;
        for (var fact : aliases) {
            if (fact.fits(name)
                    && (longest == null
                            || fact.ending().length() > longest.ending().length())) {
                longest = fact;
            }
        }
        return Optional.ofNullable(longest).map(fact -> use(name, fact, target.place(), "ends in " + fact.ending()));
    }

    private static ProviderUse use(String subject, Fact fact, String place, String how) {
        var provider = fact.provider();
        var proof = new Proof(place, subject + " " + how + ": " + fact.source());
        return new ProviderUse(subject, provider.id(), provider.name(), provider.kind(), proof);
    }
}
