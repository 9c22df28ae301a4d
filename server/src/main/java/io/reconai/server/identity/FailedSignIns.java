package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Slows down guessing of one account's password from many addresses, beside the limit for each address.
///
/// After ten failures within an hour each further try waits before it is looked at, longer with every failure up to
/// eight seconds, and few wait side by side: some 40,000 guesses a day, however many machines guess. Nobody is locked
/// out by it: tries from where the account is signed in do not wait, and others are slow but count. Addresses that no
/// account has are treated the same.
///
/// In this process's memory; who asked longest ago is forgotten when there are too many.
@ApplicationScoped
class FailedSignIns {

    private static final int FREE = 10;
    private static final int MOST_SIDE_BY_SIDE = 4;
    private static final int MOST_KEPT = 20_000;
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final int COME_BACK_SECONDS = 10;

    private final Clock clock;
    private final Pause pause;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Tally> tallies = new LinkedHashMap<>(16, 0.75f, true);

    /// Guarded by `lock`.
    private static final class Tally {
        int failures;
        int waiting;
        Instant last = Instant.EPOCH;
    }

    FailedSignIns(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /// Waits as long as the failures so far want it.
    ///
    /// @param comesFromHome whether the account is signed in at the same address; asked only where there would be a
    ///     wait
    /// @throws ApiException `RATE_LIMIT_EXCEEDED` when too many wait already
    void await(String email, BooleanSupplier comesFromHome) throws InterruptedException {
        var delay = delay(failures(email));
        if (delay.isZero() || comesFromHome.getAsBoolean()) {
            return;
        }
        enter(email);
        try {
            pause.of(delay);
        } finally {
            leave(email);
        }
    }

    static Duration delay(int failures) {
        if (failures < FREE) {
            return Duration.ZERO;
        }
        var doubled = FIRST.multipliedBy(1L << Math.min(failures - FREE, 10));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    private int failures(String email) {
        lock.lock();
        try {
            var known = tallies.get(key(email));
            return known == null || known.last.plus(REMEMBERED).isBefore(clock.instant()) ? 0 : known.failures;
        } finally {
            lock.unlock();
        }
    }

    private void enter(String email) {
        lock.lock();
        try {
            var tally = tally(email);
            if (tally.waiting >= MOST_SIDE_BY_SIDE) {
                throw new ApiException(
                                ErrorCode.RATE_LIMIT_EXCEEDED,
                                "Too many sign-ins with this address fail. Try again in " + COME_BACK_SECONDS
                                        + " seconds.")
                        .with("retry_after", COME_BACK_SECONDS)
                        .with("limit", MOST_SIDE_BY_SIDE)
                        .with("window", "at once");
            }
            tally.waiting++;
        } finally {
            lock.unlock();
        }
    }

    private void leave(String email) {
        lock.lock();
        try {
            tally(email).waiting--;
        } finally {
            lock.unlock();
        }
    }

    void failed(String email) {
        lock.lock();
        try {
            var tally = tally(email);
            if (tally.last.plus(REMEMBERED).isBefore(clock.instant())) {
                tally.failures = 0;
            }
            tally.failures++;
            tally.last = clock.instant();
        } finally {
            lock.unlock();
        }
    }

    void succeeded(String email) {
        lock.lock();
        try {
            tally(email).failures = 0;
        } finally {
            lock.unlock();
        }
    }

    private Tally tally(String email) {
        var tally = tallies.computeIfAbsent(key(email), _ -> new Tally());
        if (tallies.size() > MOST_KEPT) {
            tallies.remove(tallies.keySet().iterator().next());
        }
        return tally;
    }

    private static String key(String email) {
        return Sha256.hex(email.toLowerCase(Locale.ROOT));
    }
}
