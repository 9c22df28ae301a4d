package io.reconai.engine.tls;

import io.reconai.engine.asset.KeyFacts;
import io.reconai.engine.asset.KeyFacts.Flaw;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Looks for weaknesses in a public key that need no computation worth the name (CA/B BR 6.1.5, 6.1.6).
final class KeyReader {

    private static final int LEAST_RSA_BITS = 2_048;
    private static final int MOST_RSA_BITS = 8_192;
    private static final BigInteger THREE = BigInteger.valueOf(3);
    private static final Set<String> USUAL_CURVES = Set.of("secp256r1", "secp384r1", "secp521r1");

    /// BR 6.1.6 names this bound.
    private static final List<Integer> SMALL_PRIMES = primesBelow(752);

    private static final BigInteger PRODUCT =
            SMALL_PRIMES.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);

    /// The odd primes by which the library shaped its keys of 512 bits and more; those of longer keys come on top
    /// (Nemec and others, "The Return of Coppersmith's Attack", CCS 2017, §2).
    private static final List<Integer> ROCA_PRIMES =
            SMALL_PRIMES.stream().filter(prime -> prime > 2 && prime <= 167).toList();

    private static final int ROCA_GENERATOR = 65_537;

    private KeyReader() {}

    static KeyFacts read(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa ->
                new KeyFacts("", rsa.getPublicExponent().bitLength(), flaws(rsa.getModulus(), rsa.getPublicExponent()));
            case ECPublicKey ec -> curve(ec);
            case DSAPublicKey _ -> new KeyFacts("", 0, List.of(Flaw.DSA));
            default -> new KeyFacts("", 0, List.of());
        };
    }

    /// What is wrong with an RSA key.
    static List<Flaw> flaws(BigInteger modulus, BigInteger exponent) {
        var flaws = new ArrayList<Flaw>();
        if (modulus.bitLength() > MOST_RSA_BITS) {
            return List.of(Flaw.OVERSIZE);
        }
        add(flaws, Flaw.SHORT, modulus.bitLength() < LEAST_RSA_BITS);
        add(flaws, Flaw.SMALL_FACTOR, !modulus.gcd(PRODUCT).equals(BigInteger.ONE));
        add(flaws, Flaw.EVEN_EXPONENT, !exponent.testBit(0));
        add(flaws, Flaw.SMALL_EXPONENT, exponent.compareTo(THREE) < 0);
        add(flaws, Flaw.ROCA, isRoca(modulus));
        return flaws;
    }

    /// Every residue is a power of 65,537, which happens by chance once in 2^27 keys at most.
    private static boolean isRoca(BigInteger modulus) {
        return ROCA_PRIMES.stream().allMatch(prime -> powers(prime)
                .contains(modulus.mod(BigInteger.valueOf(prime)).intValue()));
    }

    private static Set<Integer> powers(int prime) {
        var powers = new TreeSet<Integer>();
        for (var power = 1; powers.add(power); power = power * ROCA_GENERATOR % prime) {
            // The residues repeat as soon as one comes twice.
        }
        return powers;
    }

    private static KeyFacts curve(ECPublicKey key) {
        // The JDK writes "secp256r1 [NIST P-256,X9.62 prime256v1] (1.2.840.10045.3.1.7)".
        var text = String.valueOf(key.getParams()).toLowerCase(Locale.ROOT);
        var name = text.matches("[a-z0-9]{4,20}( .*)?") ? text.split(" ", 2)[0] : "";
        return new KeyFacts(name, 0, USUAL_CURVES.contains(name) ? List.of() : List.of(Flaw.UNUSUAL_CURVE));
    }

    private static void add(List<Flaw> flaws, Flaw flaw, boolean applies) {
        if (applies) {
            flaws.add(flaw);
        }
    }

    private static List<Integer> primesBelow(int limit) {
        return IntStream.range(2, limit)
                .filter(number -> BigInteger.valueOf(number).isProbablePrime(30))
                .boxed()
                .toList();
    }
}
