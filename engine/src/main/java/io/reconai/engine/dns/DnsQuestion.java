package io.reconai.engine.dns;

import io.reconai.engine.asset.DomainName;

/// What is asked.
///
/// @param name in lower case without the final dot, the root as `.`; unusual octets as `\DDD`, as in names received
public record DnsQuestion(String name, RecordType type, Manner manner) {

    /// Where servers tell which program they are (RFC 4892).
    private static final String VERSION = "version.bind";

    /// How it is asked.
    public enum Manner {
        PLAIN,

        /// For the signatures that go with the records of the type, and not for these (RFC 4035 §3.2.1): asked for by
        /// themselves, signatures are not given by every server.
        SIGNATURES,

        /// Of a resolver, signatures unchecked (RFC 4035 §3.2.2).
        UNCHECKED,

        /// In the class CH, in which servers speak of themselves.
        CHAOS
    }

    /// @throws IllegalArgumentException for what is no name
    public DnsQuestion {
        WireName.encode(name);
    }

    public DnsQuestion(String name, RecordType type) {
        this(name, type, Manner.PLAIN);
    }

    public DnsQuestion(DomainName name, RecordType type) {
        this(name.value(), type);
    }

    /// The records that stand at `*.parent` themselves, of which others are made (RFC 4592).
    public static DnsQuestion atWildcard(DomainName parent, RecordType type) {
        return new DnsQuestion("*." + parent, type);
    }

    /// The signatures of a name's records of a type.
    public static DnsQuestion signatures(DomainName name, RecordType signed) {
        return new DnsQuestion(name.value(), signed, Manner.SIGNATURES);
    }

    /// What a resolver has without checking signatures.
    public static DnsQuestion unchecked(DomainName name, RecordType type) {
        return new DnsQuestion(name.value(), type, Manner.UNCHECKED);
    }

    /// Which program a server is.
    public static DnsQuestion version() {
        return new DnsQuestion(VERSION, RecordType.TXT, Manner.CHAOS);
    }

    /// The type of the records that are wanted.
    RecordType wanted() {
        return manner == Manner.SIGNATURES ? RecordType.RRSIG : type;
    }
}
