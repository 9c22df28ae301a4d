package io.reconai.server.scans;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import java.util.List;

/// What a caller asked to have scanned, checked.
///
/// @param ports as written in the request, checked
/// @param hosts only these names of the domain are looked at; empty for all that the type of the scan means
/// @param apply of a replay: assets and findings are changed by it
public record ScanWish(
        DomainName domain,
        ScanType scanType,
        ScanMode mode,
        boolean scanSubdomains,
        String ports,
        boolean bruteForce,
        int maxHosts,
        List<DomainName> hosts,
        boolean apply) {

    @JsonCreator
    public ScanWish {
        hosts = hosts == null ? List.of() : List.copyOf(hosts); // absent in records of earlier versions
    }

    /// A scan of a domain.
    public ScanWish(
            DomainName domain,
            ScanType scanType,
            ScanMode mode,
            boolean scanSubdomains,
            String ports,
            boolean bruteForce,
            int maxHosts) {
        this(domain, scanType, mode, scanSubdomains, ports, bruteForce, maxHosts, List.of(), false);
    }

    /// Another look at names that are known.
    static ScanWish again(DomainName domain, ScanMode mode, List<DomainName> hosts) {
        return new ScanWish(domain, ScanType.RESCAN, mode, false, "top-100", false, hosts.size() + 1, hosts, false);
    }
}
