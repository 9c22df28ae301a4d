package io.reconai.server.store.sqlite;

/// The store failed; nothing that the caller did.
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StoreException(String message, Exception cause) {
        super(message, cause);
    }
}
