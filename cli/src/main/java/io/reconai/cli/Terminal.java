package io.reconai.cli;

/// Whether a person is watching.
final class Terminal {

    private Terminal() {}

    /// True when standard input and output are a terminal.
    static boolean isPresent() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
