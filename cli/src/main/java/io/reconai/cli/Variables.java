package io.reconai.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The settings in force: the configuration file, overridden by the environment, overridden by flags.
///
/// Keys are the names of the environment variables in all three places.
final class Variables {

    private final Map<String, String> values = new TreeMap<>();

    private Variables() {}

    /// Reads the file (when it is there) and the environment.
    static Variables load(@Nullable Path named, Map<String, String> environment) throws UsageException {
        var variables = new Variables();
        variables.readFile(named, environment);
        variables.values.putAll(environment);
        return variables;
    }

    /// Sets a value that came by a flag; null when the flag was not given.
    Variables flag(String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
        return this;
    }

    Map<String, String> asMap() {
        return new HashMap<>(values);
    }

    private void readFile(@Nullable Path named, Map<String, String> environment) throws UsageException {
        var file = named == null ? defaultFile(environment) : named;
        if (!Files.exists(file)) {
            if (named != null) {
                throw new UsageException("--config: there is no file " + file);
            }
            return;
        }
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException broken) {
            throw new UsageException("the configuration file " + file + " cannot be read: " + broken.getMessage());
        }
        properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
    }

    private static Path defaultFile(Map<String, String> environment) {
        var home = environment.getOrDefault("XDG_CONFIG_HOME", "");
        var folder = home.isEmpty() ? Path.of(environment.getOrDefault("HOME", "."), ".config") : Path.of(home);
        return folder.resolve("reconai").resolve("config.properties");
    }
}
