package io.reconai.server.billing;

/// A signed event that is not as Stripe describes it. Says what is missing.
final class UnreadableEventException extends Exception {

    private static final long serialVersionUID = 1;

    UnreadableEventException(String what) {
        super(what, null, false, false);
    }
}
