package io.reconai.cli;

import io.reconai.cli.shell.CommandOutline;
import io.reconai.cli.shell.Shell;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `reconai completion`: what teaches a shell to complete commands, flags and their values.
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        header = {
            "Prints what teaches a shell to complete this program's words",
            "",
            "Examples:",
            "  source <(reconai completion bash)      in ~/.bashrc",
            "  source <(reconai completion zsh)       in ~/.zshrc, below compinit",
            "  reconai completion fish > ~/.config/fish/completions/reconai.fish",
            ""
        },
        description = "Prints a script for the shell; reconai and ./reconai are completed.")
final class CompletionCommand implements Callable<Integer> {

    @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
    private @Nullable Shell shell;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (shell != null && spec != null) {
            var out = spec.commandLine().getOut();
            out.print(shell.script(CommandOutline.of(Main.commandLine())));
            out.flush();
        }
        return ExitStatus.DONE;
    }
}
