package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.KeyFacts.Flaw;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeyReaderTest {

    private static final BigInteger F4 = BigInteger.valueOf(65_537);
    private static final Random RANDOM = new Random(7);
    private static final BigInteger GOOD = prime(1_024).multiply(prime(1_024).setBit(1_023));

    private static final BigInteger LONG = BigInteger.probablePrime(2_049, RANDOM);

    private static BigInteger prime(int bits) {
        return BigInteger.probablePrime(bits, RANDOM).setBit(bits - 1);
    }

    /// A number of the library's form: k times the product of the first 39 primes, plus a power of 65,537.
    private static BigInteger shaped(int bits) {
        var product = IntStream.rangeClosed(2, 167)
                .mapToObj(BigInteger::valueOf)
                .filter(number -> number.isProbablePrime(30))
                .reduce(BigInteger.ONE, BigInteger::multiply);
        var k = new BigInteger(bits - product.bitLength(), RANDOM).setBit(bits - product.bitLength() - 1);
        return k.multiply(product).add(F4.modPow(BigInteger.valueOf(123_456_789), product));
    }

    static Stream<Arguments> moduli() {
        return Stream.of(
                Arguments.of("good", LONG, F4, List.of()),
                Arguments.of("1,024 bits", prime(512).multiply(prime(513)), F4, List.of(Flaw.SHORT)),
                Arguments.of(
                        "divisible by 751", LONG.multiply(BigInteger.valueOf(751)), F4, List.of(Flaw.SMALL_FACTOR)),
                Arguments.of(
                        "divisible by 757, which is allowed", LONG.multiply(BigInteger.valueOf(757)), F4, List.of()),
                Arguments.of("exponent 3", LONG, BigInteger.valueOf(3), List.of()),
                Arguments.of("exponent 1", LONG, BigInteger.ONE, List.of(Flaw.SMALL_EXPONENT)),
                Arguments.of("exponent 4", LONG, BigInteger.valueOf(4), List.of(Flaw.EVEN_EXPONENT)),
                Arguments.of("exponent 2", LONG, BigInteger.TWO, List.of(Flaw.EVEN_EXPONENT, Flaw.SMALL_EXPONENT)),
                Arguments.of(
                        "above 8,192 bits is not computed with",
                        BigInteger.ONE.shiftLeft(8_192).add(BigInteger.ONE),
                        BigInteger.TWO,
                        List.of(Flaw.OVERSIZE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moduli")
    void rsa(String why, BigInteger modulus, BigInteger exponent, List<Flaw> flaws) {
        assertThat(KeyReader.flaws(modulus, exponent)).containsExactlyElementsOf(flaws);
    }

    @Test
    void the_fingerprint_is_found_and_honest_keys_do_not_have_it() throws Exception {
        assertThat(KeyReader.flaws(shaped(2_048), F4)).contains(Flaw.ROCA);
        assertThat(KeyReader.flaws(shaped(2_048).add(BigInteger.TWO), F4)).doesNotContain(Flaw.ROCA);
        assertThat(KeyReader.flaws(GOOD, F4)).doesNotContain(Flaw.ROCA);
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        var key = (RSAPublicKey) generator.generateKeyPair().getPublic();
        assertThat(KeyReader.read(key).flaws()).isEmpty();
        assertThat(KeyReader.read(key).exponentBits()).isEqualTo(17);
    }

    @ParameterizedTest
    @CsvSource({"secp256r1", "secp384r1", "secp521r1"})
    void curves(String name) throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(name));
        var facts = KeyReader.read(generator.generateKeyPair().getPublic());
        assertThat(facts.curve()).isEqualTo(name);
        assertThat(facts.flaws()).isEmpty();
    }

    @Test
    void dsa() throws Exception {
        var generator = KeyPairGenerator.getInstance("DSA");
        generator.initialize(1_024);
        assertThat(KeyReader.read(generator.generateKeyPair().getPublic()).flaws())
                .containsExactly(Flaw.DSA);
    }
}
