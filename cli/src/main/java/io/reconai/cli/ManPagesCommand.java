package io.reconai.cli;

import io.reconai.cli.shell.CommandOutline;
import io.reconai.cli.shell.ManPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `reconai man-pages`: the manual as files, for packages.
@Command(
        name = "man-pages",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Writes a manual page for each command to a folder.")
final class ManPagesCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The folder; it is made where it is missing.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(folder);
        var version = new Version().getVersion()[0];
        for (var page : ManPage.all(CommandOutline.of(Main.commandLine()), version)) {
            Files.writeString(folder.resolve(page.name() + ".1"), page.text());
        }
        return ExitStatus.DONE;
    }
}
