package io.reconai.server.scans;

import java.util.Locale;

/// Where a scan stands.
public enum ScanStatus {
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELED;

    /// True when it will not change any more.
    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == CANCELED;
    }

    /// The word of the interface.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
