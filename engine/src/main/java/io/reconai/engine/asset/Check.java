package io.reconai.engine.asset;

import java.util.List;

/// One thing that can be wrong: the catalogue's entry that a finding refers to.
///
/// @param id never changes once released, such as `http.hsts.missing`
/// @param category for people, such as `HTTP Headers`
/// @param severity how bad it is as a rule; a finding may carry another one where the rule says so
/// @param title what is wrong, in a few words
/// @param description why it matters, in plain words
/// @param remediation what to do
/// @param references RFC, CWE, guideline
/// @param hidden whether its findings are left out unless they are asked for; they never weigh in the score
public record Check(
        String id,
        String category,
        Severity severity,
        String title,
        String description,
        String remediation,
        List<String> references,
        boolean hidden) {

    public Check {
        references = List.copyOf(references);
    }

    /// A check whose findings are shown.
    public Check(
            String id,
            String category,
            Severity severity,
            String title,
            String description,
            String remediation,
            List<String> references) {
        this(id, category, severity, title, description, remediation, references, false);
    }

    /// The same, left out unless it is asked for.
    public Check asHidden() {
        return new Check(id, category, severity, title, description, remediation, references, true);
    }
}
