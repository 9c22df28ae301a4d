package io.reconai.engine.enrichment;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.SoaRereading;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.enrichment.ServerQuestion.Way;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.zone.ZoneVersions;
import java.time.Duration;
import java.util.List;

/// Asks the scanned domain's name servers for its SOA once more, where their first answers differ: a zone
/// that was changed a moment ago differs as well.
///
/// Who runs the scan does so after everything else, so that the pause in between holds up nothing. One
/// scan's; safe for use by many threads.
public final class SoaRereadings {

    private static final int DNS_PORT = 53;

    private final DnsClient dns;
    private final Duration pause;
    private volatile long readAtNanos;
    private volatile boolean wasRead;

    /// @param pause between the readings, at least
    public SoaRereadings(DnsClient dns, Duration pause) {
        this.dns = dns;
        this.pause = pause;
    }

    /// The first reading is over.
    void read() {
        readAtNanos = System.nanoTime();
        wasRead = true;
    }

    /// True when there is something to ask again.
    public boolean isWanted(Evidence evidence) {
        return wasRead
                && evidence.host().isApex()
                && evidence.soaRereading() == null
                && ZoneVersions.first(evidence).differ();
    }

    /// Waits for what is left of the pause and asks again; the evidence as it is when that would take longer
    /// than there is time.
    public Evidence again(Evidence evidence, Deadline deadline) throws InterruptedException {
        var left = pause.minusNanos(System.nanoTime() - readAtNanos);
        if (deadline.remaining().compareTo(left) <= 0) {
            return evidence;
        }
        if (left.isPositive()) {
            Thread.sleep(left);
        }
        var afterMs = Duration.ofNanos(System.nanoTime() - readAtNanos).toMillis();
        return evidence.toBuilder()
                .soaRereading(new SoaRereading(afterMs, ask(evidence)))
                .build();
    }

    private List<DnsLookup> ask(Evidence evidence) throws InterruptedException {
        var question = new DnsQuestion(evidence.host().name(), RecordType.SOA);
        var servers = ZoneVersions.first(evidence).all().stream()
                .flatMap(held -> IpAddresses.parseEndpoint(held.server(), DNS_PORT).stream())
                .map(endpoint -> new ServerQuestion(endpoint.getAddress(), question, Way.DATAGRAM))
                .toList();
        return new HostLookups(dns, List.of()).askServers(servers);
    }
}
