package io.reconai.engine.asset;

import java.util.Optional;
import java.util.stream.Stream;

/// The versions of SSL and TLS, oldest first, with their number on the wire.
public enum TlsVersion {
    SSL_2("SSLv2", 0x0002),
    SSL_3("SSLv3", 0x0300),
    TLS_1_0("TLSv1", 0x0301),
    TLS_1_1("TLSv1.1", 0x0302),
    TLS_1_2("TLSv1.2", 0x0303),
    TLS_1_3("TLSv1.3", 0x0304);

    private final String label;
    private final int code;

    TlsVersion(String label, int code) {
        this.label = label;
        this.code = code;
    }

    /// The name that the JDK and OpenSSL use, as in [TlsSession#protocol].
    public String label() {
        return label;
    }

    /// The number on the wire.
    public int code() {
        return code;
    }

    /// The version of a number on the wire; empty for a draft's or a made-up one.
    public static Optional<TlsVersion> of(int code) {
        return Stream.of(values()).filter(version -> version.code == code).findFirst();
    }
}
