package io.reconai.server.system;

/// The version of the program and of its interface.
public final class Version {

    /// The program's.
    public static final String PROGRAM = "0.1.0";

    private Version() {}
}
