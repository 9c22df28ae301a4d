package io.reconai.engine.asset;

/// Where in the evidence a finding is proved.
///
/// @param pointer JSON Pointer (RFC 6901) into the [Evidence] document
/// @param excerpt the shortest piece that proves it, as visible text, at most 500 characters
public record Proof(String pointer, String excerpt) {

    private static final int MAX_EXCERPT = 500;

    public Proof {
        excerpt = Text.visible(excerpt, MAX_EXCERPT);
    }
}
