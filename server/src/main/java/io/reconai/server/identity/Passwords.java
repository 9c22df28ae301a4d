package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Passwords as Argon2id (RFC 9106), m = 19,456 KiB, t = 2, p = 1, in the usual `$argon2id$…` text form.
@ApplicationScoped
class Passwords {

    private static final int LEAST = 12;
    private static final int MOST = 128;
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final String PREFIX = "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<String> COMMON = readCommon();

    /// A hash takes 20 MB and some tens of milliseconds: more at once would be a way to take the service down.
    private final Semaphore hashing = new Semaphore(2 * Runtime.getRuntime().availableProcessors());

    /// Compared against where there is no account, so that the answer takes as long.
    private final String nobody = hash(Long.toString(RANDOM.nextLong()));

    /// @throws ApiException when it is too short, too long, a common one, or the e-mail itself
    void requireGood(String password, String email) {
        if (password.length() < LEAST || password.length() > MOST) {
            throw ApiException.invalid("password", "length", "has " + LEAST + " to " + MOST + " characters");
        }
        var lower = password.toLowerCase(Locale.ROOT);
        if (lower.equals(email.toLowerCase(Locale.ROOT))) {
            throw ApiException.invalid("password", "weak", "is not the e-mail address");
        }
        if (COMMON.contains(lower) || lower.chars().distinct().count() < 4) {
            throw ApiException.invalid("password", "weak", "is one of the common ones; choose a sentence instead");
        }
    }

    String hash(String password) {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        var encoder = Base64.getEncoder().withoutPadding();
        return PREFIX + encoder.encodeToString(salt) + "$" + encoder.encodeToString(argon2(password, salt));
    }

    /// Compares in the time of one hash, whatever comes out.
    boolean matches(String password, String stored) {
        var parts = stored.substring(PREFIX.length()).split("\\$", 2);
        var salt = Base64.getDecoder().decode(parts[0]);
        var expected = Base64.getDecoder().decode(parts[1]);
        return MessageDigest.isEqual(expected, argon2(password, salt));
    }

    /// Takes as long as a comparison and fails.
    boolean matchesNobody(String password) {
        return matches(password, nobody) && false;
    }

    private byte[] argon2(String password, byte[] salt) {
        try {
            if (!hashing.tryAcquire(5, TimeUnit.SECONDS)) {
                throw new ApiException(
                        ErrorCode.SERVICE_UNAVAILABLE, "Too many sign-ins at once; try again in a moment");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.SERVICE_UNAVAILABLE, "The service is stopping");
        }
        try {
            var generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withMemoryAsKB(MEMORY_KIB)
                    .withIterations(PASSES)
                    .withParallelism(1)
                    .withSalt(salt)
                    .build());
            var hash = new byte[HASH_BYTES];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        } finally {
            hashing.release();
        }
    }

    private static Set<String> readCommon() {
        try (var in = Passwords.class.getResourceAsStream("common-passwords.txt")) {
            if (in == null) {
                throw new IllegalStateException("common-passwords.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
