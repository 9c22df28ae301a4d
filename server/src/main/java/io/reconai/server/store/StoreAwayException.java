package io.reconai.server.store;

/// The store cannot be reached for now: its file or disk is gone, full, locked or broken. Nothing that the caller did.
public final class StoreAwayException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StoreAwayException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreAwayException(String message) {
        super(message);
    }
}
