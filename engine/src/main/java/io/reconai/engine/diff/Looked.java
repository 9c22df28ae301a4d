package io.reconai.engine.diff;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was asked of a host in one scan, and what was answered.
///
/// A fact may be called gone only when every question that had shown it was asked again and answered. Silence, a
/// refusal of our own policy, a server in distress and a question not asked are no answers.
///
/// @param answered fingerprints of answered questions
/// @param problems why other questions were not answered, by fingerprint
/// @param closed the ports that said no on every address, as ranges such as `21-22,25`
/// @param silent the ports that said nothing on some address
/// @param coverage what became of probes that did not come through, by probe
record Looked(
        Set<Long> answered, Map<Long, String> problems, String closed, String silent, Map<String, String> coverage) {

    Looked {
        answered = Set.copyOf(answered);
        problems = Map.copyOf(problems);
        coverage = Map.copyOf(coverage);
    }

    /// Why a fact cannot be judged by this scan; empty when all that shows it was asked and answered.
    Optional<String> whyUnknown(Fact fact) {
        if (fact.shownBy().isEmpty()) {
            return Optional.of("nothing says how to look for it again");
        }
        return fact.shownBy().stream()
                .map(question -> whyUnanswered(question, fact))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// A closed port answers every question that is asked at it.
    private Optional<String> whyUnanswered(Question question, Fact fact) {
        if (question.port() > 0 && PortRanges.contain(closed, question.port())) {
            return Optional.empty();
        }
        var isOpenness = question.family() == Question.Family.PORT && fact.kind() == Kind.PORT;
        var problem = problems.get(question.fingerprint());
        if (problem != null) {
            return Optional.of(problem);
        }
        if (!isOpenness && answered.contains(question.fingerprint())) {
            return Optional.empty();
        }
        if (question.port() > 0 && PortRanges.contain(silent, question.port())) {
            return Optional.of("port " + question.port() + " is silent, which is no answer");
        }
        var outcome = coverage.get(question.family().probe());
        return Optional.of(outcome == null ? "not asked" : question.family().probe() + " " + outcome);
    }
}
