package io.reconai.server.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One message to one channel. It keeps its id over all tries.
///
/// @param ruleId null for a test
/// @param tries how often it was begun
/// @param lease grows with every claim: who carries out an older claim changes nothing
/// @param reached recipients who have it
/// @param request what was sent last, without secrets
/// @param response what was answered last
public record Delivery(
        String deliveryId,
        String channelId,
        @Nullable String ruleId,
        List<String> alertIds,
        Status status,
        int tries,
        long lease,
        List<String> reached,
        List<Attempt> attempts,
        @Nullable String request,
        @Nullable String response,
        Instant createdAt,
        @Nullable Instant nextTryAt,
        @Nullable Instant endedAt) {

    /// Enough for a delivery that is sent again and again by hand.
    private static final int MOST_ATTEMPTS = 30;

    /// How it stands.
    public enum Status {
        PENDING,
        DELIVERED,
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Status of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// One try.
    ///
    /// @param status of the answer; null where there was none
    public record Attempt(Instant at, @Nullable Integer status, String detail, long durationMs) {}

    public Delivery {
        alertIds = List.copyOf(alertIds);
        reached = List.copyOf(reached);
        attempts = List.copyOf(attempts);
    }

    static Delivery due(
            String deliveryId, String channelId, @Nullable String ruleId, List<String> alertIds, Instant now) {
        return new Delivery(
                deliveryId,
                channelId,
                ruleId,
                alertIds,
                Status.PENDING,
                0,
                0,
                List.of(),
                List.of(),
                null,
                null,
                now,
                now,
                null);
    }

    /// The same, claimed.
    public Delivery claimed(int newTries, long newLease, @Nullable Instant until) {
        return new Delivery(
                deliveryId,
                channelId,
                ruleId,
                alertIds,
                status,
                newTries,
                newLease,
                reached,
                attempts,
                request,
                response,
                createdAt,
                until,
                endedAt);
    }

    /// The same after a try.
    ///
    /// @param next when it is tried again; null when it has ended
    Delivery tried(
            Attempt attempt,
            Status newStatus,
            List<String> nowReached,
            @Nullable String sent,
            @Nullable String answered,
            @Nullable Instant next) {
        var all = new ArrayList<>(attempts);
        all.add(attempt);
        return new Delivery(
                deliveryId,
                channelId,
                ruleId,
                alertIds,
                newStatus,
                tries,
                lease,
                nowReached,
                all.subList(Math.max(0, all.size() - MOST_ATTEMPTS), all.size()),
                sent,
                answered,
                createdAt,
                next,
                next == null ? attempt.at() : null);
    }

    /// The same in the middle of a try.
    Delivery reaching(List<String> nowReached) {
        return new Delivery(
                deliveryId,
                channelId,
                ruleId,
                alertIds,
                status,
                tries,
                lease,
                nowReached,
                attempts,
                request,
                response,
                createdAt,
                nextTryAt,
                endedAt);
    }

    /// The same, to be carried out once more.
    public Delivery again(Instant now) {
        return new Delivery(
                deliveryId,
                channelId,
                ruleId,
                alertIds,
                Status.PENDING,
                0,
                lease + 1,
                List.of(),
                attempts,
                request,
                response,
                createdAt,
                now,
                null);
    }

    boolean isTest() {
        return ruleId == null;
    }
}
