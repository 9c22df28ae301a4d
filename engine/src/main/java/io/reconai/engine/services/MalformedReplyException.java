package io.reconai.engine.services;

/// A reply that ends too early or contradicts itself; the service is then not recognised by it.
final class MalformedReplyException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedReplyException(String message) {
        super(message);
    }
}
