package io.reconai.server.identity;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jspecify.annotations.Nullable;

/// An identity provider's keys, kept: fetched anew after an hour, or when a token names one that is not among them, but
/// once a minute at most. While the key server is away the known ones go on counting for a day.
///
/// Safe for use by many threads; one fetches, the others go on with what is known, where anything is.
final class KeyCache {

    private static final Logger LOG = Logger.getLogger(KeyCache.class);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration USABLE = Duration.ofHours(24);
    private static final Duration BETWEEN_FETCHES = Duration.ofMinutes(1);

    /// Sooner, since without any key nobody can sign in.
    private static final Duration BETWEEN_FIRST_FETCHES = Duration.ofSeconds(5);

    /// Providers have a handful.
    private static final int MOST_KEYS = 100;

    private final KeyServer server;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Known known = new Known(List.of(), Instant.EPOCH);
    private volatile Instant triedAt = Instant.EPOCH;

    private record Known(List<JsonWebKey> keys, Instant fetchedAt) {

        private Known {
            keys = List.copyOf(keys);
        }

        boolean isYoungerThan(Duration age, Instant now) {
            return !keys.isEmpty() && fetchedAt.plus(age).isAfter(now);
        }
    }

    KeyCache(KeyServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /// There is nothing to compare a signature with.
    static final class AwayException extends Exception {

        private static final long serialVersionUID = 1;

        AwayException() {
            super("the identity provider's keys cannot be fetched");
        }
    }

    /// The key of a token; empty when the provider has none such.
    ///
    /// @param id may be absent where the provider has a single key for the algorithm
    /// @throws AwayException when no keys are known and none can be fetched
    Optional<JsonWebKey> find(@Nullable String id, String algorithm) throws AwayException {
        if (!known.isYoungerThan(FRESH, clock.instant())) {
            fetch();
        }
        var found = among(known.keys(), id, algorithm);
        if (found.isEmpty()) {
            fetch();
            found = among(known.keys(), id, algorithm);
        }
        if (!isUsable()) {
            throw new AwayException();
        }
        return found;
    }

    /// Whether signatures can be judged now.
    boolean isUsable() {
        return known.isYoungerThan(USABLE, clock.instant());
    }

    private static Optional<JsonWebKey> among(List<JsonWebKey> keys, @Nullable String id, String algorithm) {
        var suitable = keys.stream().filter(key -> suits(key, algorithm)).toList();
        if (id == null) {
            return suitable.size() == 1 ? Optional.of(suitable.getFirst()) : Optional.empty();
        }
        return suitable.stream().filter(key -> id.equals(key.getKeyId())).findFirst();
    }

    private static boolean suits(JsonWebKey key, String algorithm) {
        var isOfKind = algorithm.equals(AlgorithmIdentifiers.RSA_USING_SHA256)
                ? key instanceof RsaJsonWebKey
                : key instanceof EllipticCurveJsonWebKey;
        return isOfKind
                && (key.getUse() == null || key.getUse().equals(Use.SIGNATURE))
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm));
    }

    /// Fetches, unless that was tried a moment ago or is being done; who knows no key waits for the one who does it.
    void fetch() {
        if (known.keys().isEmpty()) {
            fetching.lock();
        } else if (!mayFetch() || !fetching.tryLock()) {
            return;
        }
        try {
            if (mayFetch()) {
                triedAt = clock.instant();
                known = new Known(server.fetch().stream().limit(MOST_KEYS).toList(), triedAt);
            }
        } catch (IOException away) {
            LOG.warnf("the identity provider's keys cannot be fetched: %s", away.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            fetching.unlock();
        }
    }

    private boolean mayFetch() {
        var pause = known.keys().isEmpty() ? BETWEEN_FIRST_FETCHES : BETWEEN_FETCHES;
        return !triedAt.plus(pause).isAfter(clock.instant());
    }
}
