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
import java.util.regex.Pattern;
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
    private static final Cost USUAL = new Cost(MEMORY_KIB, PASSES);
    private static final Pattern FORM =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=1\\$([^$]+)\\$([^$]+)");
    private static final String PREFIX = "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$";

    /// What one hash takes.
    private record Cost(int memoryKib, int passes) {}

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<String> COMMON = readCommon();

    /// A hash takes 20 MB and some tens of milliseconds: more at once would be a way to take the service down.
    private final Semaphore hashing = new Semaphore(2 * Runtime.getRuntime().availableProcessors());

    /// Compared against where there is no account, so that the answer takes as long.
    private final String nobody = hash(Long.toString(RANDOM.nextLong()));

    /// @param field what the caller calls it
    /// @throws ApiException when it is too short, too long, a common one, or the e-mail itself
    void requireGood(String field, String password, String email) {
        if (password.length() < LEAST || password.length() > MOST) {
            throw ApiException.invalid(field, "length", "has " + LEAST + " to " + MOST + " characters");
        }
        var lower = password.toLowerCase(Locale.ROOT);
        if (lower.equals(email.toLowerCase(Locale.ROOT))) {
            throw ApiException.invalid(field, "weak", "is not the e-mail address");
        }
        if (COMMON.contains(lower) || lower.chars().distinct().count() < 4) {
            throw ApiException.invalid(field, "weak", "is one of the common ones; choose a sentence instead");
        }
    }

    String hash(String password) {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        var encoder = Base64.getEncoder().withoutPadding();
        return PREFIX + encoder.encodeToString(salt) + "$" + encoder.encodeToString(argon2(password, salt, USUAL));
    }

    /// Compares in the time of one hash, whatever comes out.
    boolean matches(String password, String stored) {
        var parts = FORM.matcher(stored);
        if (!parts.matches()) {
            throw new IllegalStateException("the store holds no such hash");
        }
        var cost = new Cost(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        var salt = Base64.getDecoder().decode(parts.group(3));
        var expected = Base64.getDecoder().decode(parts.group(4));
        return MessageDigest.isEqual(expected, argon2(password, salt, cost));
    }

    /// True for a hash of other parameters than new ones have.
    boolean isOutdated(String stored) {
        return !stored.startsWith(PREFIX);
    }

    /// False for longer ones, which nobody has: hashing them would be work for nothing.
    boolean mayBeOne(String password) {
        return password.length() <= MOST;
    }

    /// Takes as long as a comparison and fails.
    boolean matchesNobody(String password) {
        return matches(password, nobody) && false;
    }

    private byte[] argon2(String password, byte[] salt, Cost cost) {
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
                    .withMemoryAsKB(cost.memoryKib())
                    .withIterations(cost.passes())
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
