package io.reconai.engine.asset;

/// What a DNS question came to. `NODATA` and `NXDOMAIN` alone prove absence (RFC 2308).
public enum DnsOutcome {
    NOERROR,
    NODATA,
    NXDOMAIN,

    /// A server without the zone names others to ask (RFC 1034 §4.3.1): it says nothing of the name itself.
    REFERRAL,
    SERVFAIL,
    REFUSED,
    FORMERR,
    NOTIMP,
    TIMEOUT,
    UNREACHABLE,
    BLOCKED;

    /// The name or the records are known not to be there. Anything else but `NOERROR` is not knowing.
    public boolean provesAbsence() {
        return this == NODATA || this == NXDOMAIN;
    }

    /// The server answered what it knows: records, or their absence.
    public boolean isAnswer() {
        return this == NOERROR || provesAbsence();
    }
}
