package io.reconai.server.identity;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.Ids;
import io.reconai.server.store.SecondFactorStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;

/// Second factors: codes of an app (RFC 6238: SHA-1, six digits, 30 s, one step early or late), or recovery codes.
/// Each code counts once.
@ApplicationScoped
class SecondFactors {

    private static final String ISSUER = "ReconAI";
    private static final int SECRET_BYTES = 20;
    private static final int RECOVERY_CODES = 10;

    /// 62 bits, of which each guess costs a try at signing in.
    private static final int RECOVERY_LETTERS = 12;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TimeBasedOneTimePasswordGenerator CODES = new TimeBasedOneTimePasswordGenerator();
    private static final long STEP_SECONDS = CODES.getTimeStep().toSeconds();

    private final SecondFactorStore store;
    private final SecretSeal seal;
    private final Clock clock;

    SecondFactors(SecondFactorStore store, SecretSeal seal, Clock clock) {
        this.store = store;
        this.seal = seal;
        this.clock = clock;
    }

    /// What an app is set up with.
    ///
    /// @param secret in Base32, for typing
    /// @param uri `otpauth://totp/…`, for a QR code
    record Offer(String secret, String uri) {}

    /// The factor that counts; empty when a password is enough.
    Optional<SecondFactor> of(Account account) {
        return store.find(account.uid()).filter(SecondFactor::counts);
    }

    /// Offers a secret, which counts once a code of it was given.
    ///
    /// @throws ApiException `RESOURCE_CONFLICT` when one counts already
    Offer offer(Account account) {
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        var secret = new Base32().encodeToString(bytes);
        if (!store.offer(account.uid(), seal.seal(SecretSeal.Purpose.SECOND_FACTOR, secret))) {
            throw new ApiException(ErrorCode.RESOURCE_CONFLICT, "There is a second factor already; remove it first");
        }
        return new Offer(
                secret,
                "otpauth://totp/" + ISSUER + ":" + encoded(account.email()) + "?secret=" + secret + "&issuer=" + ISSUER
                        + "&algorithm=SHA1&digits=6&period=" + STEP_SECONDS);
    }

    /// Has the offered secret count.
    ///
    /// @return the recovery codes, which are nowhere else
    /// @throws ApiException `INVALID_CREDENTIALS` when the code is not the secret's
    List<String> confirm(Account account, String code) {
        var offered = store.find(account.uid())
                .filter(factor -> !factor.counts())
                .orElseThrow(() -> new ApiException(ErrorCode.RESOURCE_CONFLICT, "Ask for a secret first"));
        var step = step(offered, code).orElseThrow(SecondFactors::wrong);
        var codes = newCodes();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (!store.confirm(account.uid(), offered.secret(), step, hashes(codes), now)) {
            throw wrong();
        }
        return codes;
    }

    /// @return new recovery codes in the place of all earlier ones
    List<String> renewRecoveryCodes(Account account) {
        var codes = newCodes();
        store.replaceRecoveryCodes(account.uid(), hashes(codes));
        return codes;
    }

    void remove(Account account) {
        store.remove(account.uid());
    }

    /// True where no second factor counts; else whether the code is right, which uses it up.
    ///
    /// @throws ApiException `SECOND_FACTOR_NEEDED` when there is no code
    boolean accepts(Account account, @Nullable String code) {
        var factor = of(account);
        if (factor.isEmpty()) {
            return true;
        }
        if (code == null || code.isBlank()) {
            throw new ApiException(
                    ErrorCode.SECOND_FACTOR_NEEDED, "A code of your app is needed, or one of your recovery codes");
        }
        var step = step(factor.get(), code);
        return step.isPresent()
                ? store.useStep(account.uid(), step.getAsLong())
                : store.useRecoveryCode(account.uid(), hash(code));
    }

    static ApiException wrong() {
        return new ApiException(ErrorCode.INVALID_CREDENTIALS, "The code is wrong, or was used already");
    }

    private String secret(SecondFactor factor) {
        return seal.open(SecretSeal.Purpose.SECOND_FACTOR, factor.secret())
                .orElseThrow(() -> new IllegalStateException("a second factor was sealed with another key file"));
    }

    /// The time step whose code it is.
    private OptionalLong step(SecondFactor factor, String code) {
        var digits = code.replace(" ", "");
        if (!digits.matches("\\d{6}")) {
            return OptionalLong.empty();
        }
        var key = new SecretKeySpec(new Base32().decode(secret(factor)), CODES.getAlgorithm());
        var now = clock.instant().getEpochSecond() / STEP_SECONDS;
        var found = OptionalLong.empty();
        for (var step = now - 1; step <= now + 1; step++) {
            var isIt = MessageDigest.isEqual(
                    digits.getBytes(StandardCharsets.US_ASCII), code(key, step).getBytes(StandardCharsets.US_ASCII));
            found = isIt ? OptionalLong.of(step) : found;
        }
        return found;
    }

    private static String code(SecretKeySpec key, long step) {
        try {
            return CODES.generateOneTimePasswordString(key, Instant.ofEpochSecond(step * STEP_SECONDS), Locale.ROOT);
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> newCodes() {
        return Stream.generate(() -> Ids.random(RECOVERY_LETTERS))
                .map(letters ->
                        String.join("-", letters.substring(0, 4), letters.substring(4, 8), letters.substring(8)))
                .limit(RECOVERY_CODES)
                .toList();
    }

    private static List<String> hashes(List<String> codes) {
        return codes.stream().map(SecondFactors::hash).toList();
    }

    private static String hash(String code) {
        return Sha256.hex(code.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
