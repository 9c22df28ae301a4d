package io.reconai.engine.ownership;

/// What a look for a proof of ownership came to.
public sealed interface OwnershipAnswer {

    /// The proof is there.
    record Shown() implements OwnershipAnswer {}

    /// We asked and were answered, or were refused: the proof is not there.
    ///
    /// @param seen what there was instead, fit to be shown to people
    record NotShown(String seen) implements OwnershipAnswer {}

    /// We could not ask. Says nothing about the domain.
    ///
    /// @param why for people
    record Unknown(String why) implements OwnershipAnswer {}
}
