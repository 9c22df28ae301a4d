package io.reconai.engine.diff;

/// What became of something between two scans.
public enum Change {
    APPEARED,
    CHANGED,
    /// It was looked for again, by what had shown it, and the answer was that it is not there.
    GONE,
    /// It was not looked for again, or nobody answered: it may still be there.
    NOT_SEEN_AGAIN
}
