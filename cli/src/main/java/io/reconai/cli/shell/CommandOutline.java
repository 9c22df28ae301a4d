package io.reconai.cli.shell;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// A command with its flags and operands; hidden ones are left out.
///
/// @param summary one line without a full stop
/// @param examples lines to type, as they stand in the help
/// @param description what the command does, in sentences
/// @param notes what stands below everything else in the help, such as the exit status
/// @param commands those below this one
public record CommandOutline(
        String name,
        String summary,
        List<String> examples,
        String description,
        List<Flag> flags,
        List<Operand> operands,
        List<String> notes,
        List<CommandOutline> commands) {

    /// @param names such as `-o` and `--output`, the short one first
    /// @param label what stands for its value in the help
    record Flag(List<String> names, Value value, String label, String description) {}

    /// @param many whether it may be repeated
    record Operand(String label, boolean many, Value value, String description) {}

    /// The program's outline.
    ///
    /// @param commandLine with all commands
    public static CommandOutline of(CommandLine commandLine) {
        return of(commandLine.getCommandSpec());
    }

    private static CommandOutline of(CommandSpec spec) {
        var usage = spec.usageMessage();
        var header = lines(usage.header());
        var description = String.join(" ", lines(usage.description())).strip();
        return new CommandOutline(
                spec.name(),
                header.isEmpty() ? withoutFullStop(description) : withoutFullStop(header.getFirst()),
                header.stream().skip(1).filter(line -> line.startsWith("  ")).toList(),
                description,
                spec.options().stream()
                        .filter(Predicate.not(ArgSpec::hidden))
                        .map(option -> new Flag(
                                List.of(option.names()), Value.of(option), option.paramLabel(), description(option)))
                        .toList(),
                spec.positionalParameters().stream()
                        .filter(Predicate.not(ArgSpec::hidden))
                        .map(operand -> new Operand(
                                operand.paramLabel(),
                                operand.arity().max() > 1,
                                operandValue(spec, operand),
                                description(operand)))
                        .toList(),
                lines(usage.footer()),
                spec.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .filter(command -> !command.usageMessage().hidden())
                        .map(CommandOutline::of)
                        .toList());
    }

    private static Value operandValue(CommandSpec spec, ArgSpec operand) {
        var parent = spec.parent();
        if (parent == null || !(spec.userObject() instanceof HelpCommand)) {
            return Value.of(operand);
        }
        return new Value.Choice(parent.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .map(CommandSpec::name)
                .toList());
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", lines(argument.description())).strip();
    }

    /// Descriptions are format strings.
    private static List<String> lines(String... texts) {
        return Stream.of(texts)
                .flatMap(text -> text.replace("%n", "\n").replace("%%", "%").lines())
                .toList();
    }

    private static String withoutFullStop(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
