package io.reconai.engine.discovery;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.dns.ReverseName;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Names that the neighbours of found addresses bear (PTR, RFC 1035 §3.5): the 256 addresses around each, of at most 64
/// such networks. IPv6 addresses are asked for one by one, since nobody can try their neighbours.
///
/// Whoever holds an address may give it any name, so a name counts only when it leads somewhere by itself.
public final class ReverseDns implements Collector {

    private static final String ID = "dns.ptr";
    private static final int MOST_NETWORKS = 64;

    private final DnsClient client;
    private final Predicate<InetAddress> isPublic;
    private final ReverseNames found;

    /// @param isPublic the addresses that may be named to others
    /// @param found takes the addresses whose names lie in the domain
    public ReverseDns(DnsClient client, Predicate<InetAddress> isPublic, ReverseNames found) {
        this.client = client;
        this.isPublic = isPublic;
        this.found = found;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public ScanMode leastMode() {
        return ScanMode.PASSIVE;
    }

    @Override
    public SourceHealth collect(Discovery discovery) throws InterruptedException {
        var health = new SweepHealth(ID);
        var names = new SourceNames(discovery, ID);
        var networks = new HashSet<String>();
        var single = new HashSet<String>();
        discovery.forEachBatch(hosts -> {
            var questions = questions(hosts, networks, single);
            health.add(client.sweep(questions.iterator(), RecordType.PTR, hit -> hit.data()
                    .flatMap(text -> DomainName.parse(text).stream())
                    .filter(name -> name.isBelow(discovery.domain()))
                    .forEach(name -> {
                        ReverseName.address(hit.name()).ifPresent(address -> found.add(address, name));
                        names.hint(name.value(), "the name of " + hit.name());
                    })));
            if (networks.size() >= MOST_NETWORKS) {
                health.note("only the first " + MOST_NETWORKS + " networks were asked about");
            }
        });
        return health.health(names.count());
    }

    private List<String> questions(List<FoundHost> hosts, Set<String> networks, Set<String> single) {
        return hosts.stream()
                .flatMap(host -> host.addresses().stream())
                .filter(isPublic)
                .flatMap(address -> neighbours(address, networks, single))
                .toList();
    }

    private static Stream<String> neighbours(InetAddress address, Set<String> networks, Set<String> single) {
        var name = ReverseName.of(address);
        if (!(address instanceof Inet4Address)) {
            return single.add(name) ? Stream.of(name) : Stream.empty();
        }
        var network = name.substring(name.indexOf('.'));
        var isNew = networks.size() < MOST_NETWORKS && networks.add(network);
        return isNew ? IntStream.range(0, 256).mapToObj(last -> last + network) : Stream.empty();
    }
}
