package io.reconai.engine.tls;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What a cipher suite is, read from its IANA name, so that no list of suites has to be kept.
public enum SuiteClass {
    /// No encryption.
    NULL,
    /// No authentication.
    ANON,
    /// Keys of 40 or 56 bits, by a law of 1992.
    EXPORT,
    RC4,
    DES,
    TRIPLE_DES,
    /// RC2, IDEA, SEED, GOST, Camellia, ARIA, SM4.
    OTHER,
    /// Encrypts and authenticates in one: GCM, CCM, ChaCha20-Poly1305, and all of TLS 1.3.
    AEAD,
    /// (EC)DHE, and all of TLS 1.3.
    FORWARD_SECRET,
    STATIC_RSA,
    STATIC_DH;

    /// The classes of a suite.
    ///
    /// @param name IANA's, such as `TLS_RSA_WITH_3DES_EDE_CBC_SHA`
    public static Set<SuiteClass> of(String name) {
        var classes = EnumSet.noneOf(SuiteClass.class);
        for (var one : values()) {
            if (one.holds(name)) {
                classes.add(one);
            }
        }
        return classes;
    }

    /// Whether a suite is of this class. Cheaper than all of its classes.
    ///
    /// @param name IANA's
    public boolean holds(String name) {
        return switch (this) {
            case NULL -> name.contains("_NULL_") || name.endsWith("_NULL") || isIntegrityOnly(name);
            case ANON -> name.contains("_anon_");
            case EXPORT -> name.contains("EXPORT");
            case RC4 -> name.contains("RC4");
            case DES -> name.contains("_DES_") || name.contains("DES40");
            case TRIPLE_DES -> name.contains("3DES");
            case OTHER -> containsAny(name, "RC2", "IDEA", "SEED", "GOST", "CAMELLIA", "ARIA", "SM4");
            case AEAD ->
                !isIntegrityOnly(name) && (isTls13(name) || containsAny(name, "GCM", "CCM", "CHACHA20", "OCB", "MGM"));
            case FORWARD_SECRET -> name.startsWith("TLS_ECDHE_") || name.startsWith("TLS_DHE_") || isTls13(name);
            case STATIC_RSA -> name.startsWith("TLS_RSA_WITH") || name.startsWith("TLS_RSA_EXPORT");
            case STATIC_DH -> (name.startsWith("TLS_ECDH_") || name.startsWith("TLS_DH_")) && !ANON.holds(name);
        };
    }

    /// The word in evidence, such as `3des`.
    public String word() {
        return this == TRIPLE_DES ? "3des" : name().toLowerCase(Locale.ROOT);
    }

    /// Broken, or strong enough for nobody any more (RFC 9325 §4.1).
    public boolean isWeak() {
        return switch (this) {
            case NULL, ANON, EXPORT, RC4, DES, TRIPLE_DES -> true;
            case OTHER, AEAD, FORWARD_SECRET, STATIC_RSA, STATIC_DH -> false;
        };
    }

    /// TLS 1.3 names no key exchange, and so no `_WITH_` (RFC 8446 §B.4).
    static boolean isTls13(String name) {
        return !name.contains("_WITH_") && !name.endsWith("_SCSV");
    }

    /// RFC 9150: TLS 1.3 that authenticates and does not encrypt.
    private static boolean isIntegrityOnly(String name) {
        return name.equals("TLS_SHA256_SHA256") || name.equals("TLS_SHA384_SHA384");
    }

    private static boolean containsAny(String name, String... parts) {
        for (var part : parts) {
            if (name.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
