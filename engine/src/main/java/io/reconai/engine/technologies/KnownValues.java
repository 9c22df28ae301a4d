package io.reconai.engine.technologies;

import io.reconai.engine.technologies.PageContent.Shown;
import java.util.List;
import java.util.Optional;

/// Tries all signs on values that many hosts show, such as `nginx` in the header field `Server`, once. Safe for use by
/// many threads.
final class KnownValues {

    /// With [#LONGEST_CHARS] and what rules recognise this is some 2 MiB at most.
    private static final int MOST = 1_024;

    /// Longer ones are seldom the same.
    private static final int LONGEST_CHARS = 512;

    private final Rulebook rulebook;
    private final ExtractorIndex extractors;
    private final Memory<Shown, Optional<Trials>> known = new Memory<>(MOST);

    KnownValues(Rulebook rulebook, ExtractorIndex extractors) {
        this.rulebook = rulebook;
        this.extractors = extractors;
    }

    /// True for a value that other hosts may show as well.
    static boolean isShared(Observation seen) {
        return switch (seen.signal()) {
            case HEADER, COOKIE, TITLE, BANNER, NETWORK -> seen.value().length() <= LONGEST_CHARS;
            default -> false;
        };
    }

    /// What comes of all signs on a value. Empty where that would cost too much.
    Optional<Trials> trials(Observation seen) {
        var shown = new Shown(seen.signal(), seen.name(), seen.value());
        var before = known.get(shown);
        return before != null ? before : known.keep(shown, Trials.of(List.of(shown), rulebook, extractors));
    }
}
