package io.reconai.engine.dns;

import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Zone transfers of one scan: the name servers of each zone are asked once, whoever wants to know.
public final class ZoneTransfers {

    private static final int MAX_SERVERS = 4;
    private static final Duration TIME = Duration.ofSeconds(20);

    private final DnsClient client;
    private final ZoneTransfer transfer;
    private final Scope scope;
    private final ConcurrentHashMap<DomainName, Zone> zones = new ConcurrentHashMap<>();

    private static final class Zone {
        final ReentrantLock lock = new ReentrantLock();
        Optional<List<ZoneTransfer.Result>> results = Optional.empty();
    }

    /// @param scope name servers that it excludes are not asked
    public ZoneTransfers(DnsClient client, Dialer dialer, Scope scope) {
        this.client = client;
        this.scope = scope;
        transfer = new ZoneTransfer(dialer);
    }

    /// What each name server of a zone said, at most four of them, one address each.
    public List<ZoneTransfer.Result> of(DomainName name) throws InterruptedException {
        var zone = zones.computeIfAbsent(name, _ -> new Zone());
        zone.lock.lockInterruptibly();
        try {
            if (zone.results.isEmpty()) {
                zone.results = Optional.of(ask(name));
            }
            return zone.results.get();
        } finally {
            zone.lock.unlock();
        }
    }

    private List<ZoneTransfer.Result> ask(DomainName zone) throws InterruptedException {
        var deadline = Deadline.in(TIME);
        var results = new ArrayList<ZoneTransfer.Result>();
        var servers = client.ask(new DnsQuestion(zone, RecordType.NS)).answers().stream()
                .map(DnsRecordData::data)
                .flatMap(data -> DomainName.parse(data).stream())
                .filter(server -> !scope.excludes(server))
                .limit(MAX_SERVERS)
                .toList();
        for (var server : servers) {
            var address = HostAddress.find(server, client);
            if (address.isPresent()) {
                results.add(transfer.ask(zone, server.value(), address.get(), deadline));
            }
        }
        return results;
    }
}
