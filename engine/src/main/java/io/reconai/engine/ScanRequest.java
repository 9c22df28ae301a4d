package io.reconai.engine;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.ports.PortList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What to scan and how far to go.
///
/// @param scanId names the scan in evidence and events
/// @param subdomains false: the given name alone
/// @param ports scanned in active mode
/// @param bruteForce try the word list; active mode only
/// @param maxHosts hosts that are looked at; the rest is left out with a warning
/// @param deadline after this the scan ends with what it has
/// @param knownNames looked at beside what is found, for instance those of earlier scans
/// @param done values of hosts that are not looked at again (a resumed scan)
/// @param wordList labels to try instead of our own list
/// @param nameList a file of names that another tool made
public record ScanRequest(
        String scanId,
        DomainName domain,
        ScanMode mode,
        boolean subdomains,
        PortList ports,
        boolean bruteForce,
        int maxHosts,
        Duration deadline,
        Set<DomainName> knownNames,
        Set<String> done,
        Optional<Path> wordList,
        Optional<Path> nameList) {

    /// Enough for 100,000 hosts at a few hundred a second, short enough that a stuck scan is noticed the same day.
    public static final Duration DEFAULT_DEADLINE = Duration.ofHours(2);

    /// The default limit of hosts a scan.
    public static final int DEFAULT_MAX_HOSTS = 100_000;

    public ScanRequest {
        if (maxHosts < 1) {
            throw new IllegalArgumentException("a scan looks at one host at least: " + maxHosts);
        }
        knownNames = Set.copyOf(knownNames);
        done = Set.copyOf(done);
    }

    /// A scan with the defaults: names below the domain too, the hundred most telling ports, brute force where active.
    public static ScanRequest of(String scanId, DomainName domain, ScanMode mode) {
        return new ScanRequest(
                scanId,
                domain,
                mode,
                true,
                PortList.parse("top-100"),
                true,
                DEFAULT_MAX_HOSTS,
                DEFAULT_DEADLINE,
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }
}
