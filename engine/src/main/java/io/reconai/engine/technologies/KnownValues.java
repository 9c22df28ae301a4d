package io.reconai.engine.technologies;

import io.reconai.engine.technologies.PageContent.Shown;
import java.util.ArrayList;
import java.util.List;

/// Tries all rules on values that many hosts show, such as `nginx` in the header field `Server`, once. Safe for use by
/// many threads.
final class KnownValues {

    /// With [#LONGEST_CHARS] and what rules recognise this is some 2 MiB at most.
    private static final int MOST = 1_024;

    /// Longer ones are seldom the same.
    private static final int LONGEST_CHARS = 512;

    private final Rulebook rulebook;
    private final Memory<Shown, List<Trial<Rule>>> known = new Memory<>(MOST);

    KnownValues(Rulebook rulebook) {
        this.rulebook = rulebook;
    }

    /// True for a value that other hosts may show as well.
    static boolean isShared(Observation seen) {
        return switch (seen.signal()) {
            case HEADER, COOKIE, TITLE, BANNER, NETWORK -> seen.value().length() <= LONGEST_CHARS;
            default -> false;
        };
    }

    /// What comes of all rules that may fit a value.
    List<Trial<Rule>> trials(Observation seen) {
        var shown = new Shown(seen.signal(), seen.name(), seen.value());
        var before = known.get(shown);
        return before != null ? before : known.keep(shown, tryAll(shown));
    }

    private List<Trial<Rule>> tryAll(Shown shown) {
        var trials = new ArrayList<Trial<Rule>>();
        rulebook.candidates(shown.signal(), shown.name(), shown.value(), (rule, piece) -> {
            trials.add(new Trial<>(rule, shown, rule.steps(piece.length()), rule.match(piece)));
            return true;
        });
        return List.copyOf(trials);
    }
}
