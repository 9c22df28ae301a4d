package io.reconai.engine.mail;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Reads the key of a DKIM record: RSA in a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), as records should have it, or as
/// a bare RSAPublicKey (RFC 8017 §A.1.1), as some do; Ed25519 as its octets (RFC 8463 §4).
///
/// DER is read by hand: the structure is small and fixed, keys below 512 bits are to be told from none, and nothing
/// recurses.
final class DkimKeyReader {

    private static final byte INTEGER = 0x02;
    private static final byte BIT_STRING = 0x03;
    private static final byte SEQUENCE = 0x30;

    /// Tag, and a length of at most three octets: no TXT record holds more than two can say.
    private static final int MOST_HEAD = 5;

    private static final int ED25519_OCTETS = 32;

    private DkimKeyReader() {}

    /// @param kind the record's `k`, in lower case
    /// @param base64 its `p`, which blanks may break up
    static DkimKey read(String kind, String base64) {
        var text = base64.replaceAll("\\s", "");
        if (text.isEmpty()) {
            return new DkimKey.Revoked();
        }
        byte[] octets;
        try {
            octets = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException wrong) {
            return new DkimKey.Unreadable("p is not base64");
        }
        return switch (kind) {
            case "rsa" -> rsa(octets);
            case "ed25519" ->
                octets.length == ED25519_OCTETS
                        ? new DkimKey.Ed25519()
                        : new DkimKey.Unreadable("p holds " + octets.length + " octets and not " + ED25519_OCTETS);
            default -> new DkimKey.Unknown(kind);
        };
    }

    private static DkimKey rsa(byte[] octets) {
        var numbers = element(octets, SEQUENCE)
                .flatMap(outer -> outer.length > 0 && outer[0] == INTEGER ? Optional.of(outer) : wrapped(outer));
        return numbers.flatMap(key -> element(key, INTEGER))
                .map(modulus -> new BigInteger(1, modulus).bitLength())
                .filter(bits -> bits > 0)
                .<DkimKey>map(DkimKey.Rsa::new)
                .orElseGet(() -> new DkimKey.Unreadable("p holds no RSA key"));
    }

    /// The two numbers in a SubjectPublicKeyInfo: which algorithm, then a bit string with a sequence in it.
    private static Optional<byte[]> wrapped(byte[] info) {
        return element(info, SEQUENCE)
                .map(algorithm -> from(info, head(info) + algorithm.length))
                .flatMap(rest -> element(rest, BIT_STRING))
                .filter(bits -> bits.length > 0 && bits[0] == 0)
                .flatMap(bits -> element(from(bits, 1), SEQUENCE));
    }

    /// The content of the element that the octets begin with; empty where that is another, or cut off.
    private static Optional<byte[]> element(byte[] octets, byte tag) {
        if (octets.length < 2 || octets[0] != tag || head(octets) > Math.min(MOST_HEAD, octets.length)) {
            return Optional.empty();
        }
        var head = head(octets);
        var length = Math.max(0, octets[1]);
        for (var i = 2; i < head; i++) {
            length = length << 8 | octets[i] & 0xff;
        }
        return length > octets.length - head
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(octets, head, head + length));
    }

    /// Octets of tag and length.
    private static int head(byte[] octets) {
        return octets[1] >= 0 ? 2 : 2 + (octets[1] & 0x7f);
    }

    private static byte[] from(byte[] octets, int start) {
        return Arrays.copyOfRange(octets, start, octets.length);
    }
}
