package io.reconai.engine.dns;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [Sweep] has with one resolver: its sockets, its window, and the questions that wait for an answer.
final class Lane {

    /// More tries than this are never made; each has a list of its own, since all of one try expire in order.
    static final int MOST_TRIES = 8;

    /// Losses and time without one answer in between after which a resolver counts as gone.
    private static final int GONE_AFTER = 100;

    private static final long GONE_AFTER_NANOS = 3_000_000_000L;

    final InetSocketAddress resolver;
    final Window window;
    final List<Query.Socket> sockets = new ArrayList<>();
    private final Expiry[] expiries = new Expiry[MOST_TRIES];
    private final int tries;
    private final long spacingNanos;
    private long nextSlot;
    private int lostInARow;
    private long heardAt = System.nanoTime();
    private boolean refused;

    /// Those of one try that wait, the first to expire first.
    static final class Expiry {
        @Nullable
        Query first;

        @Nullable
        Query last;
    }

    /// @param tries packets sent for one question at most
    /// @param perSecond questions a second at most; 0 for as many as the resolver answers
    Lane(InetSocketAddress resolver, Window window, int tries, int perSecond) {
        this.resolver = resolver;
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

    /// The system says that nothing listens there.
    void refused() {
        refused = true;
    }

    void sent(Query query, long now) {
        window.sent();
        if (spacingNanos > 0) {
            nextSlot = Math.max(nextSlot, now - 10_000_000) + spacingNanos;
        }
        query.sentAt = now;
        query.expiresAt = now + window.timeoutNanos(query.attempt, query.attempt + 1 == tries);
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

    void answered(Query query, long now) {
        lostInARow = 0;
        heardAt = now;
        unlink(query);
        window.gone();
        window.answered(now - query.sentAt, query.attempt == 0, now);
    }

    /// The next question whose time is over, taken out; null when there is none.
    @Nullable
    Query expired(long now) {
        for (var list : expiries) {
            var query = list.first;
            if (query != null && (now - query.expiresAt >= 0 || isGone(now))) {
                lostInARow++;
                unlink(query);
                window.gone();
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
