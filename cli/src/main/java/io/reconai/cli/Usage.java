package io.reconai.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in two lines what was wrong with the arguments and what would be right.
final class Usage {

    private Usage() {}

    static int refuse(ParameterException wrong, String[] arguments) {
        var command = wrong.getCommandLine();
        var error = command.getErr();
        error.println("reconai: " + wrong.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(wrong, error)) {
            error.println("Try: " + qualifiedName(command) + " --help");
        }
        return ExitStatus.USAGE;
    }

    private static String qualifiedName(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }
}
