package io.reconai.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `reconai serve`: the service and the web app.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        header = {"Runs the API and the web app", "", "Example:", "  reconai serve --port 8000", ""},
        description =
                "Runs the API, the web app and the workers; settings are environment variables (docs/configuration.md).")
final class ServeCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen at (PORT, default 8000).")
    private @Nullable Integer port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where the store and the keys live (RECONAI_DATA_DIR).")
    private @Nullable Path dataDir;

    @Override
    public Integer call() throws Exception {
        var variables = variables(dataDir);
        if (port != null) {
            variables.put("PORT", port.toString());
        }
        try (var server = ServerProcess.start(variables, List.of())) {
            Closing.atExit(server);
            return server.waitFor();
        }
    }

    /// What tells the server which folder was named on the command line.
    static Map<String, String> variables(@Nullable Path dataDir) {
        var variables = new HashMap<String, String>();
        if (dataDir != null) {
            variables.put("RECONAI_DATA_DIR", dataDir.toString());
        }
        return variables;
    }
}
