package io.reconai.engine.technologies;

import io.reconai.engine.asset.Proof;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares the observations of one host with the rules and keeps which fitted. Used by one thread.
final class Hits {

    /// Up to here a value is matched as a whole; a longer one only around the literals of its rules.
    private static final int WHOLE = 2_048;

    private static final int BEFORE = 256;
    private static final int AFTER = 512;

    /// So often a rule is tried within one value: a literal that is repeated a thousand times shall not cost as often.
    private static final int TRIES = 4;

    private static final int LONGEST_VERSION = 32;
    private static final int MOST_PROOFS = 3;

    /// A rule that fitted. @param versions those that it told, in the order seen
    record Hit(Rule rule, Set<String> versions, List<Proof> proofs) {}

    private final Rulebook rulebook;
    private final WorkBudget budget;
    private final List<Hit> hits = new ArrayList<>();
    private final Map<Integer, Trial> byRule = new HashMap<>();
    private int serial;

    /// What came of a rule so far; of most rules no host shows the literal.
    private static final class Trial {
        private @Nullable Hit hit;
        private int observation;
        private int tries;
    }

    Hits(Rulebook rulebook, WorkBudget budget) {
        this.rulebook = rulebook;
        this.budget = budget;
    }

    /// In the order in which they were seen.
    List<Hit> all() {
        return List.copyOf(hits);
    }

    void compare(Observation seen) {
        var bucket = rulebook.bucket(seen.signal(), seen.name());
        serial++;
        for (var rule : bucket.always()) {
            attempt(rule, seen, 0);
        }
        if (!bucket.indexed().isEmpty()) {
            bucket.index().find(seen.value(), (literal, end) -> {
                attempt(bucket.indexed().get(literal), seen, end);
                return true;
            });
        }
    }

    private void attempt(Rule rule, Observation seen, int at) {
        var trial = byRule.computeIfAbsent(rule.number(), _ -> new Trial());
        if (trial.observation != serial) {
            trial.observation = serial;
            trial.tries = 0;
        }
        var isWhole = seen.value().length() <= WHOLE;
        if (trial.tries++ >= (isWhole ? 1 : TRIES) || isSettled(trial)) {
            return;
        }
        var value = isWhole
                ? seen.value()
                : seen.value()
                        .substring(
                                Math.max(0, at - BEFORE), Math.min(seen.value().length(), at + AFTER));
        if (!budget.allows(rule.pattern().get(), value.length())) {
            return;
        }
        var matcher = rule.pattern().get().matcher(value);
        if (matcher.find()) {
            var hit = hit(rule, trial);
            if (rule.tellsVersion() && matcher.group(1) != null) {
                keepVersion(hit, matcher.group(1), value, matcher.end(1));
            }
            if (hit.proofs().size() < MOST_PROOFS) {
                hit.proofs().add(seen.proof(matcher.group()));
            }
        }
    }

    private Hit hit(Rule rule, Trial trial) {
        if (trial.hit == null) {
            trial.hit = new Hit(rule, new LinkedHashSet<>(), new ArrayList<>());
            hits.add(trial.hit);
        }
        return trial.hit;
    }

    /// A rule that cannot tell more than it has told; two versions are enough to see that they disagree.
    private static boolean isSettled(Trial trial) {
        var hit = trial.hit;
        return hit != null && (!hit.rule().tellsVersion() || hit.versions().size() > 1);
    }

    /// A number that goes on is cut in the wrong place, and no version.
    private static void keepVersion(Hit hit, String version, String value, int end) {
        var goesOn = end < value.length() && Character.isDigit(value.charAt(end));
        if (!goesOn && version.length() <= LONGEST_VERSION) {
            hit.versions().add(version);
        }
    }
}
