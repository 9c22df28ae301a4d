package io.reconai.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The simulated internet as a process of its own, started from the project's root.
final class LabProcess implements AutoCloseable {

    private static final Pattern SETTING = Pattern.compile("export (\\w+)='(.*)'");

    private final Process process;
    private final Map<String, String> settings = new HashMap<>();

    private LabProcess(Process process) {
        this.process = process;
    }

    /// @param options of `reconai lab`
    /// @throws IOException when it does not start
    static LabProcess start(String... options) throws IOException {
        var command = new ArrayList<>(List.of("./reconai", "lab"));
        command.addAll(List.of(options));
        var lab = new LabProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        var out = lab.process.inputReader();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("# the lab is running")) {
                return lab;
            }
            var setting = SETTING.matcher(line);
            if (setting.matches()) {
                lab.settings.put(setting.group(1), setting.group(2));
            }
        }
        throw new IOException("the lab did not start");
    }

    /// Variables that point a scan at it.
    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
