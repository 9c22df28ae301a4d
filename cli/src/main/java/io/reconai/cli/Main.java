package io.reconai.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The program `reconai` and its commands.
@Command(
        name = "reconai",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows an organisation's attack surface as an attacker would see it.",
        customSynopsis = {
            "reconai demo                                  everything at once, offline, ready to look at",
            "       reconai scan example.com                      what a browser would do",
            "       reconai scan example.com --mode active -o result.json"
        },
        subcommands = {
            HelpCommand.class,
            ScanCommand.class,
            DiscoverCommand.class,
            ReplayCommand.class,
            ExplainCommand.class,
            TrainCommand.class,
            LabCommand.class,
            ServeCommand.class,
            DemoCommand.class,
            WarmUpCommand.class
        },
        footerHeading = "%nExit status%n",
        footer = {
            "  0  done",
            "  1  a finding at or above --fail-on",
            "  2  wrong usage",
            "  3  the scan could not be completed; what was found was written",
            "  130  interrupted; what was found was written"
        })
public final class Main {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where an error came from.")
    private boolean debug;

    private Main() {}

    /// Runs one command and ends with its exit status.
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var main = new Main();
        var commandLine = new CommandLine(main);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> main.explain(failure, command));
        commandLine.setParameterExceptionHandler(Usage::refuse);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        return commandLine;
    }

    private int explain(Exception failure, CommandLine command) {
        if (failure instanceof UsageException) {
            command.getErr().println("reconai: " + failure.getMessage());
            return ExitStatus.USAGE;
        }
        command.getErr().println("reconai: " + (failure.getMessage() == null ? failure : failure.getMessage()));
        if (debug) {
            failure.printStackTrace(command.getErr());
        }
        return ExitStatus.INCOMPLETE;
    }
}
