package io.reconai.engine.asset;

import java.util.List;

/// What a certificate's public key is made of, as far as that can be seen from outside.
///
/// @param curve the object identifier's usual name, such as `secp256r1`; empty for keys without a curve, and for
///     curves that the JDK does not know
/// @param exponentBits size of RSA's public exponent, 17 for the usual 65,537; 0 for other keys
/// @param flaws what makes it weak
public record KeyFacts(String curve, int exponentBits, List<Flaw> flaws) {

    /// Ways in which a key is weak (CA/B Baseline Requirements 6.1.5 and 6.1.6).
    public enum Flaw {
        /// RSA below 2,048 bits.
        SHORT,
        /// RSA above 8,192 bits: slow for everybody, and not looked at further.
        OVERSIZE,
        /// RSA's modulus is divisible by a prime below 752.
        SMALL_FACTOR,
        /// RSA's exponent is even.
        EVEN_EXPONENT,
        /// RSA's exponent is below 3.
        SMALL_EXPONENT,
        /// RSA's modulus has the fingerprint of Infineon's library (CVE-2017-15361).
        ROCA,
        /// Another curve than P-256, P-384 and P-521.
        UNUSUAL_CURVE,
        /// DSA, which no browser knows any more.
        DSA
    }

    public KeyFacts {
        flaws = List.copyOf(flaws);
    }
}
