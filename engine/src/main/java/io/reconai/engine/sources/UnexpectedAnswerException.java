package io.reconai.engine.sources;

/// A source answered something that has no shape we know.
public final class UnexpectedAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    /// @param problem in words, for the report
    public UnexpectedAnswerException(String problem) {
        super("unexpected answer: " + problem);
    }
}
