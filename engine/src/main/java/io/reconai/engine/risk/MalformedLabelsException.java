package io.reconai.engine.risk;

/// A file of labels that cannot be read; the message says which lines are wrong and what would be right.
public final class MalformedLabelsException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedLabelsException(String message) {
        super(message);
    }
}
