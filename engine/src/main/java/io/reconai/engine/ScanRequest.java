package io.reconai.engine;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.ports.PortList;
import io.reconai.engine.services.DatagramPorts;
import java.time.Duration;
import java.util.Set;

/// What to scan and how far to go.
///
/// @param scanId names the scan in evidence and events
/// @param search how names below the domain are searched
/// @param ports scanned in active mode
/// @param datagrams asked over UDP in active mode; none by default
/// @param maxHosts hosts that are looked at; the rest is left out with a warning
/// @param deadline after this the scan ends with what it has
/// @param knownNames looked at beside what is found, for instance those of earlier scans
/// @param done of a resumed scan what it has seen
public record ScanRequest(
        String scanId,
        DomainName domain,
        ScanMode mode,
        NameSearch search,
        PortList ports,
        DatagramPorts datagrams,
        int maxHosts,
        Duration deadline,
        Set<DomainName> knownNames,
        DoneHosts done) {

    /// Enough for 100,000 hosts at a few hundred a second, short enough that a stuck scan is noticed the same day.
    public static final Duration DEFAULT_DEADLINE = Duration.ofHours(2);

    /// The default limit of hosts a scan.
    public static final int DEFAULT_MAX_HOSTS = 100_000;

    public ScanRequest {
        if (maxHosts < 1) {
            throw new IllegalArgumentException("a scan looks at one host at least: " + maxHosts);
        }
        knownNames = Set.copyOf(knownNames);
    }

    /// A scan that asks nothing over UDP.
    public ScanRequest(
            String scanId,
            DomainName domain,
            ScanMode mode,
            NameSearch search,
            PortList ports,
            int maxHosts,
            Duration deadline,
            Set<DomainName> knownNames,
            DoneHosts done) {
        this(scanId, domain, mode, search, ports, DatagramPorts.none(), maxHosts, deadline, knownNames, done);
    }

    /// True when names below the domain belong to the scan.
    public boolean subdomains() {
        return search.subdomains();
    }

    /// The same scan with another search for names.
    public ScanRequest with(NameSearch other) {
        return new ScanRequest(scanId, domain, mode, other, ports, datagrams, maxHosts, deadline, knownNames, done);
    }

    /// The same scan with another deadline.
    public ScanRequest within(Duration time) {
        return new ScanRequest(scanId, domain, mode, search, ports, datagrams, maxHosts, time, knownNames, done);
    }

    /// The same scan with questions over UDP.
    public ScanRequest asking(DatagramPorts other) {
        return new ScanRequest(scanId, domain, mode, search, ports, other, maxHosts, deadline, knownNames, done);
    }

    /// A scan with the defaults: names below the domain too, the hundred most telling ports, brute force where active.
    public static ScanRequest of(String scanId, DomainName domain, ScanMode mode) {
        return new ScanRequest(
                scanId,
                domain,
                mode,
                NameSearch.everywhere(),
                PortList.parse("top-100"),
                DEFAULT_MAX_HOSTS,
                DEFAULT_DEADLINE,
                Set.of(),
                DoneHosts.NONE);
    }
}
