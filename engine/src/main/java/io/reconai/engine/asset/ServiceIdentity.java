package io.reconai.engine.asset;

/// What an open port speaks, as it showed itself; everything here is the service's own claim.
///
/// @param product its name, such as `OpenSSH`; empty when it does not tell
/// @param version only from bytes that were seen; empty when it does not tell
/// @param cpe a CPE 2.3 name, such as `cpe:2.3:a:openbsd:openssh:9.2:p1:*:*:*:*:*:*`; empty when the product is unknown
/// @param confidence how sure the protocol is, not the version
/// @param evidence the beginning of what it answered, as visible text, at most 256 characters
public record ServiceIdentity(
        Transport transport,
        String product,
        String version,
        String cpe,
        Confidence confidence,
        Access access,
        String evidence) {

    /// What the service is carried by.
    public enum Transport {
        TCP,
        /// TLS over TCP.
        TLS,
        UDP
    }

    /// Whether it works for those who are not signed in. Nobody tried to sign in.
    public enum Access {
        /// It did not come up.
        UNKNOWN,
        /// It answered a question that is for its users.
        OPEN,
        /// It asked for credentials, or said that this address may not.
        RESTRICTED
    }
}
