package io.reconai.engine.tls;

/// What a server sent is not TLS, or breaks its rules.
final class MalformedHandshakeException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedHandshakeException(String problem) {
        super(problem);
    }
}
