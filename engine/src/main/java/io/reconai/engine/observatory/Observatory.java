package io.reconai.engine.observatory;

import io.reconai.engine.asset.Evidence;
import java.util.List;
import java.util.Optional;

/// What MDN HTTP Observatory would make of a site: a pure function of evidence.
///
/// Two of its outcomes need the list of hosts for which browsers know HSTS beforehand, which is not shipped: a host on
/// it gets at most five points less here. Its question about sharing is made with OPTIONS, ours with GET.
///
/// @param score 0 to 145
/// @param grade `A+` to `F`
/// @param results one of each of its ten tests, in its order
public record Observatory(int score, String grade, List<Result> results) {

    /// What a test came to.
    ///
    /// @param outcome in the Observatory's words
    /// @param points that it gives or takes
    public record Result(String outcome, int points) {}

    private static final int START = 100;

    /// Who loses more than this gets no points for what is done beyond the necessary.
    private static final int CURVED_FROM = 90;

    private static final int STEP = 5;

    /// From 0 in steps of five.
    private static final List<String> GRADES = List.of(
            "F", "F", "F", "F", "F", "D-", "D", "D", "D+", "C-", "C", "C", "C+", "B-", "B", "B", "B+", "A-", "A", "A",
            "A+");

    public Observatory {
        results = List.copyOf(results);
    }

    /// The verdict on a host's start page; empty where there is none that it would judge: it wants a page, a
    /// redirect, or one that asks who is there.
    public static Optional<Observatory> of(Evidence evidence) {
        return Subject.of(evidence)
                .map(subject -> of(List.of(
                        ContentPolicy.of(subject),
                        Cookies.of(subject),
                        SingleFields.sharing(evidence),
                        Redirection.of(subject),
                        SingleFields.referrer(subject),
                        SingleFields.strictTransport(subject),
                        Integrity.of(subject),
                        SingleFields.sniffing(subject),
                        SingleFields.framing(subject),
                        SingleFields.resources(subject))));
    }

    /// The score and the grade that outcomes come to.
    static Observatory of(List<Outcome> outcomes) {
        var lost = outcomes.stream()
                .mapToInt(Outcome::modifier)
                .filter(modifier -> modifier < 0)
                .sum();
        var all = outcomes.stream().mapToInt(Outcome::modifier).sum();
        var score = Math.max(0, START + (START + lost >= CURVED_FROM ? all : lost));
        var results = outcomes.stream()
                .map(outcome -> new Result(outcome.id(), outcome.modifier()))
                .toList();
        return new Observatory(score, GRADES.get(Math.min(score, START) / STEP), results);
    }
}
