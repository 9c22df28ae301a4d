package io.reconai.server.scans;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;

/// What a caller asked to have scanned, checked.
///
/// @param ports as written in the request, checked
public record ScanWish(
        DomainName domain,
        ScanType scanType,
        ScanMode mode,
        boolean scanSubdomains,
        String ports,
        boolean bruteForce,
        int maxHosts) {}
