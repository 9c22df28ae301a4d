package io.reconai.engine.asset;

/// What a provider does for its customers.
public enum ProviderKind {
    /// Rents out computers and services on them.
    CLOUD,
    /// Answers in the customer's stead from many places: an address of it is in no one place and no customer's own.
    CDN,
    /// Stands in front of the customer's servers and lets through what it deems harmless.
    WAF,
    /// Runs the customer's site.
    HOSTING,
    /// Takes and sends the customer's mail.
    MAIL;

    /// True where the address that is seen is not the customer's server.
    public boolean isInFront() {
        return this == CDN || this == WAF;
    }
}
