package io.reconai.server.scans;

import java.util.Locale;

/// How much of a domain is scanned.
public enum ScanType {
    /// All names that can be found.
    FULL,
    /// The given name, `www`, and names known already.
    QUICK,
    /// Names known already.
    RESCAN;

    /// The word of the interface.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
