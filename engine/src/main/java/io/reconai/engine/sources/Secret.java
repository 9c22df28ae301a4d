package io.reconai.engine.sources;

/// A key, a token or a password. Its text leaves by [#text] alone, so that no message holds it by accident.
///
/// @param text empty for none
public record Secret(String text) {

    /// Nothing was given.
    public static Secret none() {
        return new Secret("");
    }

    /// True where nothing was given.
    public boolean isNone() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return isNone() ? "none" : "(secret)";
    }
}
