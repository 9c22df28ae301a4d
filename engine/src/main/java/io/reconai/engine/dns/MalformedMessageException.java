package io.reconai.engine.dns;

/// A packet that is no DNS message, or one that is made to keep us busy.
public final class MalformedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedMessageException(String problem) {
        super(problem, null, false, false); // thrown often and by strangers: no stack trace
    }
}
