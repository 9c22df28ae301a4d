package io.reconai.engine.risk;

import io.reconai.engine.asset.RiskLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A host's risk with its reasons. `base` + all contributions + the floor's points = `exact`, always.
///
/// @param score 0 to 100, what people see
/// @param exact the score before it is cut to a whole number
/// @param base the score of the baseline host
/// @param contributions one for each feature, in the model's order
/// @param floor a proven finding that lifted the score; null when none did
/// @param confidence 0 to 1: how likely the level is, times how much was observed
/// @param coverage 0 to 1: the share of the model's weight that was observed
/// @param basis what decided
/// @param provisional too little was observed for the level to mean much
/// @param modelId which model; `rules-1` for the fallback
/// @param outOfRange features beyond what the model knows
public record RiskScore(
        int score,
        RiskLevel level,
        double exact,
        double base,
        List<Contribution> contributions,
        @Nullable Floor floor,
        double confidence,
        double coverage,
        Basis basis,
        boolean provisional,
        String modelId,
        List<String> outOfRange) {

    /// What decided the score.
    public enum Basis {
        MODEL,
        RULES,
        FINDING
    }

    /// The line that lifts a score to what a proven finding demands.
    ///
    /// @param findingId the finding
    /// @param points what was added
    public record Floor(String findingId, double points) {}

    public RiskScore {
        contributions = List.copyOf(contributions);
        outOfRange = List.copyOf(outOfRange);
    }
}
