package io.reconai.engine.technologies;

import io.reconai.engine.asset.Proof;

/// One thing that evidence shows, ready to be compared with rules.
///
/// @param name which header, attribute, …; lower case; empty where a signal has no names
/// @param value bounded by whoever read it
/// @param pointer where in the evidence it stands
record Observation(Signal signal, String name, String value, String pointer) {

    /// Longer than this no value helps a reader.
    private static final int EXCERPT = 200;

    /// The observation as proof.
    ///
    /// @param matched the piece of the value that a rule recognised
    Proof proof(String matched) {
        var shown = value.length() <= EXCERPT ? value : matched.substring(0, Math.min(matched.length(), EXCERPT));
        var label = name.isEmpty() ? signal.word() : signal.word() + " " + name;
        return new Proof(pointer, label + ": " + shown);
    }
}
