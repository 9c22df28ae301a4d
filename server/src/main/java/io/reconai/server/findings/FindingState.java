package io.reconai.server.findings;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What people and scans think of a finding.
public enum FindingState {
    OPEN,
    ACKNOWLEDGED,
    FALSE_POSITIVE,
    ACCEPTED,
    FIXED;

    private static final Map<FindingState, Set<FindingState>> BY_PEOPLE = Map.of(
            OPEN, Set.of(ACKNOWLEDGED, FALSE_POSITIVE, ACCEPTED, FIXED),
            ACKNOWLEDGED, Set.of(OPEN, FALSE_POSITIVE, ACCEPTED, FIXED),
            FALSE_POSITIVE, Set.of(OPEN),
            ACCEPTED, Set.of(OPEN),
            FIXED, Set.of(OPEN));

    /// Counted as open: somebody still has to do something.
    public boolean isOpen() {
        return this == OPEN || this == ACKNOWLEDGED;
    }

    /// True when a person may make this change.
    public boolean mayBecome(FindingState next) {
        return BY_PEOPLE.getOrDefault(this, Set.of()).contains(next);
    }

    /// True when whoever sets the state has to say why.
    public boolean needsReason() {
        return this == FALSE_POSITIVE || this == ACCEPTED;
    }

    /// True when a scan that asked again, and does not find it, ends it.
    public boolean endsUnseen() {
        return isOpen() || this == ACCEPTED;
    }

    /// The word of the interface.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when it is none of the words
    public static FindingState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
