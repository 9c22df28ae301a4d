package io.reconai.server.findings;

import io.reconai.server.http.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Checks what a person says of a finding before the store is asked.
final class TriageRules {

    private static final int LEAST_REASON = 3;
    private static final int MOST_REASON = 1_000;
    private static final int MOST_ASSIGNEE = 128;
    private static final int MOST_NOTE = 4_000;
    private static final Duration LONGEST = Duration.ofDays(731);

    private TriageRules() {}

    /// @throws ApiException when a field is out of range or does not fit the state
    static Triage checked(
            @Nullable String state,
            @Nullable String reason,
            @Nullable String acceptedUntil,
            @Nullable String assignee,
            @Nullable String note,
            Instant now) {
        var wanted = state == null ? null : state(state);
        return new Triage(
                wanted,
                reason(reason, wanted),
                until(acceptedUntil, wanted, now),
                atMost("assignee", assignee, MOST_ASSIGNEE),
                atMost("note", note, MOST_NOTE));
    }

    private static FindingState state(String word) {
        return Arrays.stream(FindingState.values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid(
                        "state",
                        "value",
                        "is one of "
                                + Arrays.stream(FindingState.values())
                                        .map(FindingState::word)
                                        .collect(Collectors.joining(", "))));
    }

    private static @Nullable String reason(@Nullable String reason, @Nullable FindingState state) {
        var text = reason == null ? "" : reason.strip();
        if (state != null && state.needsReason() && text.isEmpty()) {
            throw ApiException.invalid("reason", "missing", "is needed for the state " + state.word());
        }
        if (!text.isEmpty() && (text.length() < LEAST_REASON || text.length() > MOST_REASON)) {
            throw ApiException.invalid(
                    "reason",
                    "range",
                    "has " + LEAST_REASON + " to " + String.format(Locale.ROOT, "%,d", MOST_REASON) + " characters");
        }
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Instant until(@Nullable String text, @Nullable FindingState state, Instant now) {
        if (text == null) {
            return null;
        }
        if (state != FindingState.ACCEPTED) {
            throw ApiException.invalid("accepted_until", "value", "goes with the state accepted");
        }
        try {
            var until = Instant.parse(text);
            if (until.isAfter(now) && until.isBefore(now.plus(LONGEST))) {
                return until;
            }
        } catch (DateTimeParseException unreadable) {
            // Said below.
        }
        throw ApiException.invalid(
                "accepted_until", "range", "is a time such as 2027-01-31T00:00:00Z, in the next two years");
    }

    private static @Nullable String atMost(String field, @Nullable String text, int most) {
        if (text != null && text.length() > most) {
            throw ApiException.invalid(field, "range", "has at most " + most + " characters");
        }
        return text == null ? null : text.strip();
    }
}
