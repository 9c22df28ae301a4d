package io.reconai.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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
        footerHeading = "%nExit status%n",
        footer = {
            "  0  done",
            "  1  a finding at or above --fail-on",
            "  2  wrong usage",
            "  3  the scan could not be completed; what was found was written",
            "  130  interrupted; what was found was written"
        })
public final class Main {

    private static final Map<String, Class<?>> COMMANDS = commands();

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where an error came from.")
    private boolean debug;

    private Main() {}

    /// Runs one command and ends with its exit status.
    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    private static Map<String, Class<?>> commands() {
        var commands = new LinkedHashMap<String, Class<?>>();
        commands.put("help", HelpCommand.class);
        commands.put("scan", ScanCommand.class);
        commands.put("discover", DiscoverCommand.class);
        commands.put("replay", ReplayCommand.class);
        commands.put("diff", DiffCommand.class);
        commands.put("explain", ExplainCommand.class);
        commands.put("train", TrainCommand.class);
        commands.put("lab", LabCommand.class);
        commands.put("serve", ServeCommand.class);
        commands.put("backup", BackupCommand.class);
        commands.put("restore", RestoreCommand.class);
        commands.put("demo", DemoCommand.class);
        commands.put("completion", CompletionCommand.class);
        commands.put("man-pages", ManPagesCommand.class);
        commands.put("warm-up", WarmUpCommand.class);
        return Collections.unmodifiableMap(commands);
    }

    /// What these arguments need: the command that they begin with, or all, where they begin otherwise or ask for help.
    /// Describing every command would take a tenth of a second of each start.
    static CommandLine commandLine(String... arguments) {
        var main = new Main();
        var commandLine = new CommandLine(main);
        var named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        if (named == null || named == HelpCommand.class) {
            COMMANDS.forEach(commandLine::addSubcommand);
        } else {
            commandLine.addSubcommand(arguments[0], named);
        }
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
