package io.reconai.cli;

/// What the program tells its caller at the end; part of the interface.
final class ExitStatus {

    static final int DONE = 0;
    static final int FAIL_ON_REACHED = 1;
    static final int USAGE = 2;
    static final int INCOMPLETE = 3;
    static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
