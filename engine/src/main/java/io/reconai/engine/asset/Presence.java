package io.reconai.engine.asset;

/// Whether something is there; "not known" is neither.
public enum Presence {
    YES,
    NO,
    UNKNOWN;

    /// [#YES] or [#NO].
    public static Presence of(boolean present) {
        return present ? YES : NO;
    }
}
