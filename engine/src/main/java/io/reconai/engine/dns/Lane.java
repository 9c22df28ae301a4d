package io.reconai.engine.dns;

import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/// What a [Sweep] has with one resolver: its socket, its window, and the questions that wait for an answer.
final class Lane {

    /// More tries than this are never made; each has a list of its own, since all of one try expire in order.
    static final int MOST_TRIES = 8;

    /// Losses and time without one answer in between after which a resolver counts as gone.
    private static final int GONE_AFTER = 100;

    private static final long GONE_AFTER_NANOS = 3_000_000_000L;

    /// The share of answers that tell nothing from which on others are asked instead.
    private static final double UNFIT_FROM = 0.5;

    /// Answers over which that share is smoothed.
    private static final int FAULTS_OVER = 32;

    /// How often a resolver that is not fit is tried, to see whether it has recovered.
    private static final long TRIAL_EVERY_NANOS = 250_000_000;

    /// Names this lane in [Query#faultyLanes].
    final long bit;

    final InetSocketAddress resolver;
    final Window window;
    final DatagramChannel channel;

    /// Who waits for an answer, by id.
    final @Nullable Query[] waiting = new Query[0x10000];

    private final Expiry[] expiries = new Expiry[MOST_TRIES];
    private final int tries;
    private final long spacingNanos;
    private long nextSlot;
    private int lostInARow;
    private long heardAt;
    private long sentAt;
    private double faultyShare;
    private boolean refused;

    /// Those of one try that wait, the first to expire first.
    static final class Expiry {
        @Nullable
        Query first;

        @Nullable
        Query last;
    }

    /// @param number counted from 0; those beyond the 64th share a bit with others
    /// @param tries packets sent for one question at most
    /// @param perSecond questions a second at most; 0 for as many as the resolver answers
    /// @param now of [System#nanoTime()], as everywhere here
    Lane(
            int number,
            InetSocketAddress resolver,
            DatagramChannel channel,
            Window window,
            int tries,
            int perSecond,
            long now) {
        bit = 1L << number;
        heardAt = now;
        this.resolver = resolver;
        this.channel = channel;
        this.window = window;
        this.tries = tries;
        spacingNanos = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
        for (var i = 0; i < MOST_TRIES; i++) {
            expiries[i] = new Expiry();
        }
    }

    boolean isGone(long now) {
        return refused || (lostInARow >= GONE_AFTER && now - heardAt >= GONE_AFTER_NANOS);
    }

    boolean hasRoom(long now) {
        return !isGone(now) && (spacingNanos == 0 || now - nextSlot >= 0) && window.hasRoom();
    }

    /// False for one that answers most questions with SERVFAIL or REFUSED.
    boolean isFit() {
        return faultyShare < UNFIT_FROM;
    }

    /// True when a resolver that is not fit was left alone for long enough to be tried again.
    boolean isDueForTrial(long now) {
        return now - sentAt >= TRIAL_EVERY_NANOS;
    }

    /// The system says that nothing listens there.
    void refused() {
        refused = true;
    }

    void sent(Query query, long now) {
        window.sent();
        sentAt = now;
        if (spacingNanos > 0) {
            nextSlot = Math.max(nextSlot, now - 10_000_000) + spacingNanos;
        }
        query.sentAt = now;
        // Twice as long at every second try: most of what a sweep loses is lost by chance, and asked again it is there.
        query.expiresAt = now + window.timeoutNanos(query.attempt / 2, query.attempt + 1 == tries);
        var list = expiries[query.attempt];
        query.before = list.last;
        query.after = null;
        if (list.last == null) {
            list.first = query;
        } else {
            list.last.after = query;
        }
        list.last = query;
    }

    /// An answer that says whether the name exists.
    void answered(Query query, long now) {
        heard(query, now);
        faultyShare -= faultyShare / FAULTS_OVER;
        window.answered(now - query.sentAt, query.attempt == 0, now);
    }

    /// An answer that says nothing about the name.
    void failed(Query query, long now) {
        heard(query, now);
        faultyShare += (1 - faultyShare) / FAULTS_OVER;
        window.failed(now);
    }

    private void heard(Query query, long now) {
        lostInARow = 0;
        heardAt = now;
        unlink(query);
    }

    /// The next question whose time is over, taken out; null when there is none.
    @Nullable
    Query expired(long now) {
        for (var list : expiries) {
            var query = list.first;
            if (query != null && (now - query.expiresAt >= 0 || isGone(now))) {
                lostInARow++;
                unlink(query);
                window.lost();
                return query;
            }
        }
        return null;
    }

    private void unlink(Query query) {
        var list = expiries[query.attempt];
        if (query.before == null) {
            list.first = query.after;
        } else {
            query.before.after = query.after;
        }
        if (query.after == null) {
            list.last = query.before;
        } else {
            query.after.before = query.before;
        }
        query.before = null;
        query.after = null;
    }
}
