package io.reconai.engine.asset;

/// What is kept of a secret that a body holds, instead of the secret: enough to know which one it is.
///
/// @param kind by its form, such as `github` or `url-credentials`
/// @param shown its first four characters and its last two; empty where it is short
/// @param length in characters
/// @param digest by which the same one is known elsewhere; empty where a person may have chosen it
/// @param at characters of the body before it, of which less may be kept
public record SecretFacts(String kind, String shown, int length, String digest, int at) {}
