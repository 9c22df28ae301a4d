package io.reconai.engine.discovery;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.SourceHealth.Status;
import io.reconai.engine.dns.ZoneTransfers;
import java.time.Duration;

/// Names in the zones that a name server gives away whole (AXFR, RFC 5936).
///
/// That it is refused is what should be: the source has then answered, without names.
public final class ZoneTransferNames implements Collector {

    private static final String ID = "dns.zone-transfer";

    private final ZoneTransfers transfers;
    private final DelegatedZones zones;

    public ZoneTransferNames(ZoneTransfers transfers, DelegatedZones zones) {
        this.transfers = transfers;
        this.zones = zones;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public ScanMode leastMode() {
        return ScanMode.ACTIVE;
    }

    @Override
    public SourceHealth collect(Discovery discovery) throws InterruptedException {
        var began = System.nanoTime();
        var names = new SourceNames(discovery, ID);
        var asked = new long[1];
        zones.forEach(discovery, zone -> {
            for (var result : transfers.of(zone)) {
                asked[0]++;
                var detail = "in the zone " + zone + " as " + result.attempt().server() + " gives it away";
                result.names().forEach(name -> names.proven(name.value(), detail));
            }
        });
        var elapsed = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return new SourceHealth(ID, Status.ANSWERED, asked[0], asked[0], names.count(), "", elapsed);
    }
}
