package io.reconai.engine.tls;

import io.reconai.engine.net.Deadline;
import java.security.cert.X509Certificate;
import java.util.List;

/// Fetches what a certificate names as its issuer's address (RFC 5280 §4.2.2.1). The address was chosen by a stranger.
@FunctionalInterface
public interface IssuerSource {

    /// What came of asking.
    ///
    /// @param certificates at most 16
    /// @param detail why there are none; empty when there are
    record Fetched(List<X509Certificate> certificates, String detail) {
        public Fetched {
            certificates = List.copyOf(certificates);
        }

        /// No certificate came.
        public static Fetched nothing(String detail) {
            return new Fetched(List.of(), detail);
        }
    }

    /// Asks an address once.
    Fetched fetch(String url, Deadline deadline) throws InterruptedException;

    /// Asks nobody.
    static IssuerSource none() {
        return (_, _) -> Fetched.nothing("not asked");
    }
}
