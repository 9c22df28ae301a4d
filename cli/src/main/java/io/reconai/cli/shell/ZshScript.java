package io.reconai.cli.shell;

import io.reconai.cli.shell.CommandOutline.Flag;
import io.reconai.cli.shell.CommandOutline.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Completion for zsh: a file `_reconai` in a folder of `fpath`, or sourced.
final class ZshScript {

    private final CommandOutline program;

    ZshScript(CommandOutline program) {
        this.program = program;
    }

    String text() {
        return """
            #compdef %1$s
            # Completion of %1$s for zsh; written by `%1$s completion zsh`.
            _%1$s() {
                local curcontext=$curcontext state line
                typeset -A opt_args
                local -a commands
                commands=(
            %2$s    )
                _arguments -C %3$s \\
                    '1: :->command' '*:: :->rest'
                case $state in
                    command) _describe -t commands command commands ;;
                    rest)
                        case $line[1] in
            %4$s            esac
                        ;;
                esac
            }
            if [ "$funcstack[1]" = _%1$s ]; then
                _%1$s "$@"
            else
                compdef _%1$s %1$s
            fi
            """.formatted(
                program.name(),
                program.commands().stream()
                        .map(command -> "        " + quoted(command.name() + ":" + colons(command.summary())) + "\n")
                        .collect(Collectors.joining()),
                String.join(" ", flags(program)),
                program.commands().stream().map(ZshScript::command).collect(Collectors.joining()));
    }

    private static String command(CommandOutline command) {
        var arguments = new ArrayList<>(flags(command));
        for (var operand : command.operands()) {
            arguments.add(
                    operand(operand.many() ? "*" : "" + (command.operands().indexOf(operand) + 1), operand));
        }
        return "                %s)%n                    _arguments -s %s ;;%n"
                .formatted(command.name(), String.join(" \\\n                        ", arguments));
    }

    private static List<String> flags(CommandOutline command) {
        return command.flags().stream().map(ZshScript::flag).toList();
    }

    /// Two names of one flag shut each other out.
    private static String flag(Flag flag) {
        var rest = "[" + brackets(flag.description()) + "]" + value(flag);
        if (flag.names().size() == 1) {
            return flag.names().getFirst()
                    + (takesValue(flag) ? equals(flag.names().getFirst()) : "")
                    + quoted(rest);
        }
        var both = String.join(" ", flag.names());
        var each = flag.names().stream()
                .map(name -> name + (takesValue(flag) ? equals(name) : ""))
                .collect(Collectors.joining(","));
        return "'(" + both + ")'{" + each + "}" + quoted(rest);
    }

    private static boolean takesValue(Flag flag) {
        return !(flag.value() instanceof Value.None);
    }

    /// A long name takes its value after a blank or an equals sign, a short one also at once.
    private static String equals(String name) {
        return name.startsWith("--") ? "=" : "+";
    }

    private static String value(Flag flag) {
        return takesValue(flag) ? ":" + colons(label(flag.label())) + ":" + action(flag.value()) : "";
    }

    private static String operand(String place, Operand operand) {
        return quoted(place + ":" + colons(label(operand.label())) + ":" + action(operand.value()));
    }

    private static String action(Value value) {
        return switch (value) {
            case Value.Choice(var words) -> "(" + String.join(" ", words) + ")";
            case Value.FileName() -> "_files";
            case Value.Folder() -> "_files -/";
            case Value.Text(), Value.None() -> " ";
        };
    }

    private static String label(String label) {
        return label.contains("|") && label.equals(label.toLowerCase(Locale.ROOT)) ? "value" : label;
    }

    private static String colons(String text) {
        return text.replace("\\", "\\\\").replace(":", "\\:");
    }

    private static String brackets(String text) {
        return text.replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
