package io.reconai.engine.dns;

import java.time.Duration;

/// How many questions one server takes at once, and how long it is waited for; both find their place by themselves.
///
/// About 190 questions overflow a server's default receive buffer, so the start is below that. Loss under five in a
/// hundred is normal and shrinks nothing: halving at each loss was three times slower in measurements. The time-out
/// follows RFC 6298. Used by the event loop alone.
final class Window {

    private static final int START = 128;
    private static final int LEAST = 16;
    private static final int MOST = 2_048;
    private static final int ROUND = 256;
    private static final double NORMAL_LOSS = 0.05;
    private static final Duration SHORTEST = Duration.ofMillis(150);
    private static final Duration LONGEST = Duration.ofMillis(2_500);

    private final long firstTimeoutNanos;
    private double size = START;
    private int inFlight;
    private int answered;
    private int lost;
    private double smoothed = -1;
    private double variation;

    Window(Duration firstTimeout) {
        firstTimeoutNanos = firstTimeout.toNanos();
    }

    /// Bulk leaves some room free, so that a single question never waits for a long list.
    boolean hasRoom(boolean bulk) {
        return inFlight < (int) size - (bulk ? LEAST / 2 : 0);
    }

    void sent() {
        inFlight++;
    }

    void gone() {
        inFlight--;
    }

    void answered(long roundTripNanos, boolean firstTry) {
        answered++;
        if (firstTry) { // Karn: the answer to a repeated question may belong to either packet
            measure(roundTripNanos);
        }
        judge();
    }

    void lost() {
        lost++;
        judge();
    }

    /// Nanoseconds to wait for the given try, counted from 0; each waits twice as long as the one before.
    long timeoutNanos(int attempt) {
        var base = smoothed < 0 ? firstTimeoutNanos : smoothed + 4 * variation;
        var bounded = Math.clamp((long) base, SHORTEST.toNanos(), LONGEST.toNanos());
        return Math.min(bounded << Math.min(attempt, 4), 2 * LONGEST.toNanos());
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

    private void judge() {
        if (answered + lost < ROUND) {
            return;
        }
        var loss = (double) lost / (answered + lost);
        size = loss > NORMAL_LOSS ? Math.max(LEAST, size * 0.8) : Math.min(MOST, size * 1.25);
        answered = 0;
        lost = 0;
    }
}
