package io.reconai.engine.asset;

/// How sure a finding is, whatever its severity. Ordered from weak to strong.
public enum Confidence {
    /// A hint: the evidence fits, other explanations do too.
    TENTATIVE,
    /// Inferred from evidence that rarely means anything else.
    FIRM,
    /// The evidence itself is the weakness.
    CERTAIN
}
