package io.reconai.engine.mail;

/// The public key of a DKIM record.
public sealed interface DkimKey {

    /// RSA with a modulus of so many bits.
    record Rsa(int bits) implements DkimKey {}

    /// Ed25519 (RFC 8463).
    record Ed25519() implements DkimKey {}

    /// An empty `p`: signatures by it are no longer good (RFC 6376 §3.6.1).
    record Revoked() implements DkimKey {}

    /// What verifiers cannot use.
    record Unreadable(String why) implements DkimKey {}

    /// A kind of key that the standards do not name.
    record Unknown(String kind) implements DkimKey {}
}
