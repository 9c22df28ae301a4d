package io.reconai.engine.dns;

import java.util.Optional;

/// The record types that are asked for (IANA DNS parameters).
public enum RecordType {
    A(1),
    NS(2),
    CNAME(5),
    SOA(6),
    PTR(12),
    MX(15),
    TXT(16),
    AAAA(28),
    SRV(33),
    DS(43),
    RRSIG(46),
    NSEC(47),
    DNSKEY(48),
    NSEC3(50),
    NSEC3PARAM(51),
    TLSA(52),
    SVCB(64),
    HTTPS(65),
    SPF(99),
    AXFR(252),
    CAA(257);

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    /// The number on the wire.
    public int code() {
        return code;
    }

    /// The type of a number; empty for one we do not ask for.
    static Optional<RecordType> of(int code) {
        for (var type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /// The mnemonic, or `TYPE12345` (RFC 3597).
    static String text(int code) {
        return of(code).map(Enum::name).orElse("TYPE" + code);
    }
}
