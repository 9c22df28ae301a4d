package io.reconai.cli.shell;

import io.reconai.cli.shell.CommandOutline.Flag;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Completion for fish 3 and newer.
final class FishScript {

    private final CommandOutline program;

    FishScript(CommandOutline program) {
        this.program = program;
    }

    String text() {
        return """
            # Completion of %1$s for fish; written by `%1$s completion fish`.
            function __%1$s_command --description 'The command that was typed'
                for word in (commandline -opc)[2..-1]
                    if not string match -q -- '-*' $word
                        echo $word
                        return
                    end
                end
            end
            function __%1$s_has_none
                test (count (__%1$s_command)) -eq 0
            end
            function __%1$s_is
                contains -- $argv[1] (__%1$s_command)
            end
            complete -c %1$s -f
            """.formatted(program.name())
                + program.flags().stream().map(flag -> flag("_has_none", flag)).collect(Collectors.joining())
                + program.commands().stream().map(this::command).collect(Collectors.joining());
    }

    private String command(CommandOutline command) {
        var condition = "_is " + command.name();
        return Stream.of(
                        Stream.of(line("_has_none", "-a " + command.name() + " -d " + quoted(command.summary()))),
                        command.flags().stream().map(flag -> flag(condition, flag)),
                        command.operands().stream()
                                .limit(1)
                                .map(operand -> offer(operand.value()))
                                .filter(offer -> !offer.isEmpty())
                                .map(offer -> line(condition, offer)))
                .flatMap(lines -> lines)
                .collect(Collectors.joining());
    }

    private String flag(String condition, Flag flag) {
        var names = flag.names().stream()
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
        var value = flag.value() instanceof Value.None ? "" : " -r " + offer(flag.value());
        return line(condition, names + value.stripTrailing() + " -d " + quoted(flag.description()));
    }

    private String line(String condition, String rest) {
        return "complete -c %1$s -n '__%1$s%2$s' %3$s%n".formatted(program.name(), condition, rest);
    }

    private static String offer(Value value) {
        return switch (value) {
            case Value.Choice(var words) -> "-f -a " + quoted(String.join(" ", words));
            case Value.FileName() -> "-F";
            case Value.Folder() -> "-f -a '(__fish_complete_directories)'";
            case Value.Text(), Value.None() -> "";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
