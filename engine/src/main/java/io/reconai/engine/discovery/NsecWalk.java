package io.reconai.engine.discovery;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;

/// Walks the chain of a signed zone's names: each NSEC record (RFC 4034 §4) tells the next one, the last the first.
///
/// Ends at 10,000 names, and where a server makes up the next name for each question (RFC 4470, RFC 9824): such a name
/// begins with a zero octet or leads nowhere.
public final class NsecWalk implements Collector {

    private static final String ID = "dns.nsec";
    private static final int MOST_STEPS = 10_000;

    private final DnsClient client;
    private final DelegatedZones zones;

    public NsecWalk(DnsClient client, DelegatedZones zones) {
        this.client = client;
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

    private static final class Tally {
        long asked;
        long answered;
        String stopped = "";
    }

    @Override
    public SourceHealth collect(Discovery discovery) throws InterruptedException {
        var began = System.nanoTime();
        var names = new SourceNames(discovery, ID);
        var tally = new Tally();
        zones.forEach(discovery, zone -> walk(zone, names, tally));
        var status = tally.answered == 0
                ? SourceHealth.Status.FAILED
                : tally.stopped.isEmpty() ? SourceHealth.Status.ANSWERED : SourceHealth.Status.LIMITED;
        var elapsed = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return new SourceHealth(ID, status, tally.asked, tally.answered, names.count(), tally.stopped, elapsed);
    }

    private void walk(DomainName zone, SourceNames names, Tally tally) throws InterruptedException {
        var met = new HashSet<String>();
        var at = zone.value();
        while (met.add(at)) {
            if (met.size() > MOST_STEPS) {
                tally.stopped = "stopped after " + MOST_STEPS + " names of " + zone;
                return;
            }
            var next = next(at, tally);
            if (next.isEmpty() || next.get().startsWith("\\000") || !next.get().endsWith("." + zone)) {
                return;
            }
            at = next.get();
            names.proven(at, "in the chain of names of " + zone);
        }
    }

    private Optional<String> next(String name, Tally tally) throws InterruptedException {
        var lookup = client.ask(new DnsQuestion(name, RecordType.NSEC));
        tally.asked++;
        tally.answered += lookup.outcome().isAnswer() ? 1 : 0;
        if (lookup.outcome() != DnsOutcome.NOERROR || !lookup.cnameChain().isEmpty()) {
            return Optional.empty();
        }
        return lookup.data().findFirst().map(data -> data.split(" ", 2)[0]);
    }
}
