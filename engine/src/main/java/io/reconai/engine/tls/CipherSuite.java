package io.reconai.engine.tls;

import java.util.Set;

/// A cipher suite of IANA's registry, where its number stands for it.
record CipherSuite(int code, String name, Set<SuiteClass> classes) {

    CipherSuite(int code, String name) {
        this(code, name, Set.copyOf(SuiteClass.of(name)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CipherSuite suite && suite.code == code;
    }

    @Override
    public int hashCode() {
        return code;
    }

    boolean is(SuiteClass one) {
        return classes.contains(one);
    }

    boolean isTls13() {
        return SuiteClass.isTls13(name);
    }

    /// Fit for SSLv3 to TLS 1.1: everything whose MAC is SHA-1 or MD5. What came with TLS 1.2 names a later hash.
    boolean isLegacy() {
        return name.endsWith("_SHA") || name.endsWith("_MD5");
    }

    /// AES in CBC or GCM, or ChaCha20, for RSA and ECDSA certificates.
    boolean isCommon() {
        return name.matches("TLS_(RSA|(EC)?DHE_RSA|ECDHE_ECDSA)_WITH_(AES_\\d+_(CBC|GCM)|CHACHA20_POLY1305)_SHA\\d*"
                + "|TLS_(AES_\\d+_GCM|CHACHA20_POLY1305)_SHA\\d+");
    }

    boolean isChaCha() {
        return name.contains("CHACHA20");
    }

    /// Signalling values are no suites; the others need a secret shared before, which we have not.
    boolean isOfferable() {
        return code != 0
                && !name.endsWith("_SCSV")
                && !name.contains("PSK")
                && !name.contains("SRP")
                && !name.contains("KRB5")
                && !name.contains("ECCPWD");
    }
}
