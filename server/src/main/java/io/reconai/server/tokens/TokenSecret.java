package io.reconai.server.tokens;

import io.reconai.server.http.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The secret of an API token: `rk_`, 8 hexadecimal digits that name it, `_`, 40 letters and digits (206 bits).
///
/// So many bits need no slow hash: SHA-256 of the whole is what the store keeps.
record TokenSecret(String text) {

    static final String MARK = "rk_";

    private static final int PREFIX_LENGTH = 11;
    private static final int SECRET_LETTERS = 40;
    private static final Pattern FORM = Pattern.compile("rk_[0-9a-f]{8}_[0-9a-z]{40}");

    /// A new one.
    static TokenSecret next(RandomGenerator random) {
        var name = HexFormat.of().toHexDigits(random.nextInt());
        return new TokenSecret(MARK + name + "_" + Ids.random(SECRET_LETTERS));
    }

    /// What somebody showed; empty when it cannot be one.
    static Optional<TokenSecret> parse(String shown) {
        return FORM.matcher(shown).matches() ? Optional.of(new TokenSecret(shown)) : Optional.empty();
    }

    String prefix() {
        return text.substring(0, PREFIX_LENGTH);
    }

    String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// Compares in the same time whatever differs.
    boolean matches(String hash) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return prefix() + "_…";
    }
}
