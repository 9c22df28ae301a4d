package io.reconai.engine.dns;

import java.time.Duration;

/// How many questions one server takes at once, and how long it is waited for; both find their place by themselves.
///
/// Loss says little: a wireless link loses one in ten whatever we do, and about 190 questions overflow the default
/// receive buffer of a server nearby. So the window follows what it is for, answers a second: it grows while that
/// grows, then tries a little more and a little less from time to time and keeps what served better. The time-out
/// follows RFC 6298. Used by one thread.
final class Window {

    private static final int START = 64;
    private static final int LEAST = 16;
    private static final int MOST = 4_096;

    /// What is tried: as many answers as fit into this say how well a size serves.
    private static final long EPOCH_NANOS = Duration.ofMillis(25).toNanos();

    private static final int ROUND_TRIPS = 3;
    private static final int LEAST_ANSWERS = 32;
    private static final double WORTH_DOUBLING = 1.15;
    private static final double BETTER = 1.04;
    private static final double AS_GOOD = 0.98;
    private static final double STEP = 1.25;

    /// Epochs at a size between two trials of another.
    private static final int REST = 4;

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMillis(2_500);

    private enum Trial {
        DOUBLING,
        NONE,
        MORE,
        LESS
    }

    private final long firstTimeoutNanos;
    private double size = START;
    private double proven = START;
    private double goodput;
    private Trial trial = Trial.DOUBLING;
    private boolean lastTrialWasMore;
    private int rested;
    private int inFlight;
    private int answered;
    private boolean full;
    private long epochBegan;
    private double smoothed = -1;
    private double variation;

    Window(Duration firstTimeout) {
        firstTimeoutNanos = firstTimeout.toNanos();
    }

    boolean hasRoom() {
        if (inFlight < (int) size) {
            return true;
        }
        full = true;
        return false;
    }

    /// Places that are left; negative after the window has shrunk.
    int room() {
        return (int) size - inFlight;
    }

    void sent() {
        inFlight++;
    }

    void gone() {
        inFlight--;
    }

    void answered(long roundTripNanos, boolean firstTry, long now) {
        answered++;
        if (firstTry) { // Karn: the answer to a repeated question may belong to either packet
            measure(roundTripNanos);
        }
        var elapsed = now - epochBegan;
        if (answered >= LEAST_ANSWERS && elapsed >= Math.max(EPOCH_NANOS, (long) (ROUND_TRIPS * smoothed))) {
            judge(answered * 1e9 / elapsed);
            answered = 0;
            full = false;
            epochBegan = now;
        }
    }

    /// Nanoseconds to wait for the given try, counted from 0: each twice as long as the one before, and the last at
    /// least as long as a resolver may need for a name that it has to look for.
    long timeoutNanos(int attempt, boolean last) {
        var base = smoothed < 0 ? firstTimeoutNanos : smoothed + 4 * variation;
        var bounded = Math.clamp((long) base, SHORTEST.toNanos(), LONGEST.toNanos());
        var grown = Math.min(bounded << Math.min(attempt, 4), 2 * LONGEST.toNanos());
        return last ? Math.max(grown, LONGEST.toNanos()) : grown;
    }

    private void measure(long nanos) {
        if (smoothed < 0) {
            smoothed = nanos;
            variation = nanos / 2.0;
        } else {
            variation += (Math.abs(nanos - smoothed) - variation) / 4;
            smoothed += (nanos - smoothed) / 8;
        }
    }

    /// Judges the present size by the answers a second that it gave. A window that was never full was not tried.
    private void judge(double now) {
        if (!full) {
            return;
        }
        switch (trial) {
            case DOUBLING -> {
                if (now > goodput * WORTH_DOUBLING) {
                    keep(now);
                    resize(size * 2);
                } else {
                    rest();
                }
            }
            case NONE -> {
                goodput += (now - goodput) / 4;
                if (++rested >= REST) {
                    lastTrialWasMore = !lastTrialWasMore;
                    trial = lastTrialWasMore ? Trial.MORE : Trial.LESS;
                    resize(lastTrialWasMore ? size * STEP : size / STEP);
                }
            }
            case MORE, LESS -> {
                if (now >= goodput * (trial == Trial.MORE ? BETTER : AS_GOOD)) {
                    keep(now);
                }
                rest();
            }
        }
    }

    private void keep(double now) {
        goodput = now;
        proven = size;
    }

    private void rest() {
        trial = Trial.NONE;
        rested = 0;
        size = proven;
    }

    private void resize(double wanted) {
        size = Math.clamp(wanted, LEAST, MOST);
        if (size == proven && trial == Trial.DOUBLING) {
            rest();
        }
    }
}
