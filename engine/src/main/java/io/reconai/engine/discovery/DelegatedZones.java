package io.reconai.engine.discovery;

import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.RecordType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Which of the found names are zones of their own: those with name servers. One scan's; each name is asked once.
public final class DelegatedZones {

    private final DnsClient client;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<DomainName> asked = new HashSet<>();
    private final Set<String> zones = new HashSet<>();

    public DelegatedZones(DnsClient client) {
        this.client = client;
    }

    /// Does something with one zone.
    @FunctionalInterface
    interface Action {
        void of(DomainName zone) throws InterruptedException;
    }

    /// Does something with the domain and then with each zone below it, as they are found, until nothing more comes.
    void forEach(Discovery discovery, Action action) throws InterruptedException {
        action.of(discovery.domain());
        discovery.forEachBatch(hosts -> {
            for (var zone : among(hosts)) {
                if (!zone.equals(discovery.domain())) {
                    action.of(zone);
                }
            }
        });
    }

    private List<DomainName> among(List<FoundHost> hosts) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var fresh = hosts.stream()
                    .map(FoundHost::name)
                    .filter(asked::add)
                    .map(DomainName::value)
                    .toList();
            client.sweep(fresh.iterator(), RecordType.NS, hit -> {
                if (hit.outcome() == DnsOutcome.NOERROR && hit.cnameChain().isEmpty()) {
                    zones.add(hit.name());
                }
            });
            return hosts.stream()
                    .map(FoundHost::name)
                    .filter(name -> zones.contains(name.value()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }
}
