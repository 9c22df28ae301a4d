package io.reconai.engine.dns;

import io.reconai.engine.asset.DomainName;

/// What is asked.
///
/// @param name in lower case without the final dot, the root as `.`; unusual octets as `\DDD`, as in names received
public record DnsQuestion(String name, RecordType type) {

    /// @throws IllegalArgumentException for what is no name
    public DnsQuestion {
        WireName.encode(name);
    }

    public DnsQuestion(DomainName name, RecordType type) {
        this(name.value(), type);
    }

    /// The records that stand at `*.parent` themselves, of which others are made (RFC 4592).
    public static DnsQuestion atWildcard(DomainName parent, RecordType type) {
        return new DnsQuestion("*." + parent, type);
    }
}
