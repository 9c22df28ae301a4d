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
public record Check(
        String id,
        String category,
        Severity severity,
        String title,
        String description,
        String remediation,
        List<String> references) {

    public Check {
        references = List.copyOf(references);
    }
}
