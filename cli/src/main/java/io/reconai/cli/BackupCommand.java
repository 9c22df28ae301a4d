package io.reconai.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `reconai backup`: a copy of the service's store.
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        header = {"Copies the service's store to a file", "", "Example:", "  reconai backup reconai-2026-03-01.db", ""},
        description = "Copies the service's store to a new file, whole or not at all. The service may be running.")
final class BackupCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The new file.")
    private Path file = Path.of("");

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the store lives (RECONAI_DATA_DIR).")
    private @Nullable Path dataDir;

    @Override
    public Integer call() throws Exception {
        return ServerProcess.run(ServeCommand.variables(dataDir), List.of("backup", file.toString()));
    }
}
