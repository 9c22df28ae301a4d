package io.reconai.server.advice;

import java.util.List;

/// What to do.
///
/// @param generatedBy `rules`: written from the catalogue of checks
public record Advice(String recommendation, List<Step> steps, String generatedBy) {

    /// One thing to mend.
    ///
    /// @param findings that end by it
    /// @param scoreGain by how many points the score of the asset falls that gains most by it
    public record Step(String title, String detail, List<String> findings, int scoreGain) {}

    static final String RULES = "rules";

    public Advice {
        steps = List.copyOf(steps);
    }

    /// Nothing to mend.
    static Advice of(String recommendation) {
        return new Advice(recommendation, List.of(), RULES);
    }
}
