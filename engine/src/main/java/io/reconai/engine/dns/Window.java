package io.reconai.engine.dns;

import java.time.Duration;

/// How many questions one server takes at once, and how long it is waited for; both find their place by themselves.
///
/// Loss says little: a wireless link loses one in ten whatever we do, and about 190 questions overflow the default
/// receive buffer of a server nearby. So the window follows what it is for, useful answers a second: it doubles while
/// that grows, then tries a little more from time to time, and less where questions are lost or answered with SERVFAIL
/// or REFUSED, and keeps what served better. A server that refuses most is taken at its word and gets half of them. The
/// time-out follows RFC 6298. Used by one thread.
final class Window {

    private static final int START = 64;
    private static final int LEAST = 16;
    private static final int MOST = 4_096;

    /// What is tried: as many answers as fit into this say how well a size serves.
    private static final long EPOCH_NANOS = Duration.ofMillis(25).toNanos();

    private static final int ROUND_TRIPS = 3;
    private static final int LEAST_ANSWERS = 32;
    private static final double WORTH_DOUBLING = 1.15;
    private static final double WORTH_DOUBLING_IN_SPITE = 1.4;
    private static final double BETTER = 1.04;
    private static final double BETTER_IN_SPITE = 1.1;
    private static final double AS_GOOD = 0.98;
    private static final double STEP = 1.25;

    /// Of all questions, those of no use: from the first share on less is tried too, from the second on half.
    private static final double SOME_WASTE = 0.01;

    private static final double MUCH_WASTE = 0.05;

    /// Epochs at a size between two trials of another: twice as many after each trial that was in vain.
    private static final int SHORT_REST = 4;

    private static final int LONG_REST = 32;

    /// Waited beyond the usual round trip at least: a server that was put off the processor for a moment has lost
    /// nothing, and to ask it everything again makes it later still.
    private static final Duration PATIENCE = Duration.ofMillis(20);

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
    private int rest = SHORT_REST;
    private int rested;
    private int inFlight;
    private int answered;
    private int failed;
    private int lost;
    private boolean full;
    private boolean begun;
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

    /// Questions that may be in flight at once.
    int size() {
        return (int) size;
    }

    void sent() {
        inFlight++;
    }

    /// A useful answer.
    void answered(long roundTripNanos, boolean firstTry, long now) {
        inFlight--;
        answered++;
        if (firstTry) { // Karn: the answer to a repeated question may belong to either packet
            measure(roundTripNanos);
        }
        judge(now);
    }

    /// An answer that was of no use.
    void failed(long now) {
        inFlight--;
        failed++;
        judge(now);
    }

    /// A question that was not answered in time.
    void lost() {
        inFlight--;
        lost++;
    }

    /// Nanoseconds to wait for the given try, counted from 0: each twice as long as the one before, and the last at
    /// least as long as a resolver may need for a name that it has to look for.
    long timeoutNanos(int attempt, boolean last) {
        var base = smoothed < 0 ? firstTimeoutNanos : smoothed + Math.max(4 * variation, PATIENCE.toNanos());
        var bounded = Math.min((long) base, LONGEST.toNanos());
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

    /// Ends an epoch that has told enough. A window that was never full was not tried.
    private void judge(long now) {
        if (!begun) {
            begun = true;
            begin(now);
            return;
        }
        var elapsed = now - epochBegan;
        if (answered + failed < LEAST_ANSWERS || elapsed < Math.max(EPOCH_NANOS, (long) (ROUND_TRIPS * smoothed))) {
            return;
        }
        if (failed > answered) {
            size = Math.max(LEAST, size / 2);
            keep(answered * 1e9 / elapsed);
            settle(SHORT_REST);
        } else if (full) {
            judge(answered * 1e9 / elapsed, (failed + lost) / (double) (answered + failed + lost));
        }
        begin(now);
    }

    private void begin(long now) {
        epochBegan = now;
        answered = 0;
        failed = 0;
        lost = 0;
        full = false;
    }

    /// Judges the present size by the useful answers a second that it gave.
    private void judge(double now, double waste) {
        switch (trial) {
            case DOUBLING, MORE -> {
                var isOverrun = waste >= MUCH_WASTE; // perhaps; where loss is mere chance, more questions get more
                var worthDoubling = isOverrun ? WORTH_DOUBLING_IN_SPITE : WORTH_DOUBLING;
                var worthMore = isOverrun ? BETTER_IN_SPITE : BETTER;
                if (now <= goodput * (trial == Trial.MORE ? worthMore : worthDoubling)) {
                    goBack();
                    return;
                }
                trial = now > goodput * worthDoubling ? Trial.DOUBLING : Trial.MORE;
                keep(now);
                rest = SHORT_REST;
                grow(trial == Trial.DOUBLING ? 2 : STEP);
            }
            case LESS -> {
                if (now < goodput * AS_GOOD) {
                    goBack();
                } else {
                    keep(Math.max(now, goodput)); // or many small losses would add up unseen
                    settle(SHORT_REST);
                }
            }
            case NONE -> {
                goodput += (now - goodput) / 4;
                if (++rested >= rest) {
                    tryAnother(waste);
                }
            }
        }
    }

    private void tryAnother(double waste) {
        lastTrialWasMore = waste < SOME_WASTE || !lastTrialWasMore;
        trial = lastTrialWasMore ? Trial.MORE : Trial.LESS;
        if (lastTrialWasMore) {
            grow(STEP);
        } else {
            size = Math.max(LEAST, waste < MUCH_WASTE ? size / STEP : size / 2);
        }
    }

    private void grow(double factor) {
        if (size >= MOST) {
            goBack();
        } else {
            size = Math.min(MOST, size * factor);
        }
    }

    private void keep(double now) {
        goodput = now;
        proven = size;
    }

    private void goBack() {
        size = proven;
        settle(Math.min(2 * rest, LONG_REST));
    }

    private void settle(int epochs) {
        trial = Trial.NONE;
        rest = epochs;
        rested = 0;
    }
}
