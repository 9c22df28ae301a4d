package io.reconai.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The lab as a process of its own, so that what it needs is not loaded here.
final class LabProcess implements AutoCloseable {

    private static final Pattern EXPORT = Pattern.compile("export (\\w+)='([^']*)'");

    private final Process process;
    private final Map<String, String> environment = new HashMap<>();

    private LabProcess(Process process) {
        this.process = process;
    }

    /// Starts the lab with this program's JVM and class path, and waits until it runs.
    ///
    /// @throws IOException when it ends instead
    static LabProcess start() throws IOException {
        var java = ProcessHandle.current().info().command().orElse("java");
        var path = System.getProperty("java.class.path");
        var process = new ProcessBuilder(List.of(java, "-cp", path, Main.class.getName(), "lab"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lab = new LabProcess(process);
        try {
            lab.readEnvironment(process.inputReader());
        } catch (IOException ended) {
            lab.close();
            throw ended;
        }
        return lab;
    }

    private void readEnvironment(BufferedReader output) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            var export = EXPORT.matcher(line);
            if (export.matches()) {
                environment.put(export.group(1), export.group(2));
            } else if (line.startsWith("# the lab is running")) {
                return;
            }
        }
        throw new IOException("the lab ended before it ran");
    }

    /// How to point a scan at it.
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
