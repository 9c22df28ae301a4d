package io.reconai.engine.asset;

/// What was typed is not a domain that can be scanned. The message names the text and the reason.
public final class InvalidDomainException extends Exception {

    private static final long serialVersionUID = 1L;
    private final String reason;

    public InvalidDomainException(String typed, String reason) {
        super(Text.quoted(typed) + " is not a domain to scan: " + reason);
        this.reason = reason;
    }

    /// Why, without the text itself.
    public String reason() {
        return reason;
    }
}
