package io.reconai.engine.asset;

/// Whether a chain leads to a root of the named store, judged at a time inside the leaf's validity.
public enum ChainTrust {
    TRUSTED,
    SELF_SIGNED,
    UNTRUSTED
}
