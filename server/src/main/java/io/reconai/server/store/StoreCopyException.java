package io.reconai.server.store;

/// A backup could not be made or restored; the message says what to do about it.
public final class StoreCopyException extends Exception {

    private static final long serialVersionUID = 1;

    public StoreCopyException(String message) {
        super(message);
    }

    public StoreCopyException(String message, Throwable cause) {
        super(message, cause);
    }
}
