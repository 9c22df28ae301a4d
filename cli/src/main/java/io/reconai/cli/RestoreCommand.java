package io.reconai.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `reconai restore`: the service's store as a backup has it.
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        header = {
            "Replaces the service's store by a backup",
            "",
            "Example:",
            "  reconai restore reconai-2026-03-01.db",
            ""
        },
        description =
                "Replaces what the store holds by what the backup holds, whole or not at all. The service may be running.")
final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file = Path.of("");

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the store lives (RECONAI_DATA_DIR).")
    private @Nullable Path dataDir;

    @Override
    public Integer call() throws Exception {
        return ServerProcess.run(ServeCommand.variables(dataDir), List.of("restore", file.toString()));
    }
}
