package io.reconai.cli.shell;

import io.reconai.cli.shell.CommandOutline.Flag;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Completion for bash 3.2 and newer, without the package bash-completion.
final class BashScript {

    private final CommandOutline program;

    BashScript(CommandOutline program) {
        this.program = program;
    }

    String text() {
        return """
            # Completion of %1$s for bash; written by `%1$s completion bash`.
            _%1$s() {
                local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command='' i
                # bash takes --mode=active apart into three words.
                if [ "$word" = = ]; then
                    word=''
                elif [ "$before" = = ] && [ "$COMP_CWORD" -gt 1 ]; then
                    before=${COMP_WORDS[COMP_CWORD-2]}
                fi
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case ${COMP_WORDS[i]} in
                        -*) ;;
                        *) command=${COMP_WORDS[i]}; break ;;
                    esac
                done
                COMPREPLY=()
                case "$command $before" in
            %2$s    esac
                case $command in
                    '') _%1$s_words '%3$s' "$word" ;;
            %4$s    esac
            }
            _%1$s_words() {
                local IFS=$' \\t\\n'
                # shellcheck disable=SC2207 # words without blanks
                COMPREPLY=($(compgen -W "$1" -- "$2"))
            }
            _%1$s_files() {
                local IFS=$'\\n'
                compopt -o filenames 2>/dev/null
                # shellcheck disable=SC2207 # one a line
                COMPREPLY=($(compgen "$1" -- "$2"))
            }
            complete -F _%1$s %1$s
            """.formatted(
                        program.name(),
                        program.commands().stream().map(this::values).collect(Collectors.joining()),
                        Stream.concat(program.commands().stream().map(CommandOutline::name), flags(program))
                                .collect(Collectors.joining(" ")),
                        program.commands().stream().map(this::words).collect(Collectors.joining()));
    }

    /// What follows a flag that wants a value.
    private String values(CommandOutline command) {
        return command.flags().stream()
                .filter(flag -> !(flag.value() instanceof Value.None))
                .map(flag -> "        %s) %s return ;;%n"
                        .formatted(
                                flag.names().stream()
                                        .map(name -> "'" + command.name() + " " + name + "'")
                                        .collect(Collectors.joining(" | ")),
                                offer(flag.value())))
                .collect(Collectors.joining());
    }

    /// What may stand elsewhere: flags after a dash, else the operands.
    private String words(CommandOutline command) {
        return """
                    %s)
                        case $word in
                            -*) _%s_words '%s' "$word" ;;
                            *) %s ;;
                        esac
                        ;;
            """.formatted(
                        command.name(),
                        program.name(),
                        flags(command).collect(Collectors.joining(" ")),
                        command.operands().stream()
                                .map(operand -> offer(operand.value()))
                                .findFirst()
                                .orElse(": ;")
                                .replaceFirst(" ?;$", ""));
    }

    private String offer(Value value) {
        return switch (value) {
            case Value.Choice(var words) ->
                "_%s_words '%s' \"$word\";".formatted(program.name(), String.join(" ", words));
            case Value.FileName() -> "_%s_files -f \"$word\";".formatted(program.name());
            case Value.Folder() -> "_%s_files -d \"$word\";".formatted(program.name());
            case Value.Text(), Value.None() -> ": ;";
        };
    }

    private static Stream<String> flags(CommandOutline command) {
        return command.flags().stream().map(Flag::names).flatMap(names -> names.stream());
    }
}
