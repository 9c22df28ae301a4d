package io.reconai.engine.technologies;

import io.reconai.engine.asset.Proof;
import io.reconai.engine.technologies.Trials.Success;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares the observations of one host with the rules and keeps which fitted. Used by one thread.
final class Hits {

    private static final int MOST_PROOFS = 3;

    /// A rule that fitted. @param versions those that it told, in the order seen
    record Hit(Rule rule, Set<String> versions, List<Proof> proofs) {}

    private final Rulebook rulebook;
    private final WorkBudget budget;
    private final List<Hit> hits = new ArrayList<>();
    private final Map<Integer, Hit> byRule = new HashMap<>();

    Hits(Rulebook rulebook, WorkBudget budget) {
        this.rulebook = rulebook;
        this.budget = budget;
    }

    /// In the order in which they were seen.
    List<Hit> all() {
        return List.copyOf(hits);
    }

    void compare(Observation seen) {
        rulebook.candidates(seen.signal(), seen.name(), seen.value(), (rule, piece) -> {
            if (budget.allows(rule.steps(piece.length())) && isOpen(rule)) {
                rule.match(piece).ifPresent(match -> add(rule, match, seen));
            }
        });
    }

    /// The same of what was tried before.
    ///
    /// @param at where it stands in evidence
    void add(List<Success<Rule>> successes, String at) {
        for (var success : successes) {
            if (isOpen(success.sign())) {
                add(success.sign(), success.match(), success.shown().at(at));
            }
        }
    }

    private void add(Rule rule, Sign.Match match, Observation seen) {
        var hit = byRule.get(rule.number());
        if (hit == null) {
            hit = new Hit(rule, new LinkedHashSet<>(), new ArrayList<>());
            byRule.put(rule.number(), hit);
            hits.add(hit);
        }
        if (match.version() != null) {
            hit.versions().add(match.version());
        }
        if (hit.proofs().size() < MOST_PROOFS) {
            hit.proofs().add(seen.proof(match.text()));
        }
    }

    /// False for a rule that cannot tell more than it has told; two versions are enough to see that they disagree.
    private boolean isOpen(Rule rule) {
        var hit = byRule.get(rule.number());
        return hit == null || rule.tellsVersion() && hit.versions().size() < 2;
    }
}
