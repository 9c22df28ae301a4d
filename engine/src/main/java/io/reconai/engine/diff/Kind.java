package io.reconai.engine.diff;

/// What a fact of a host is about. The order is that in which facts are told.
public enum Kind {
    FINDING,
    PORT,
    CERTIFICATE,
    TECHNOLOGY,
    ADDRESS
}
