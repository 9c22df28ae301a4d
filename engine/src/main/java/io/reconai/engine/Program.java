package io.reconai.engine;

import java.io.IOException;
import java.util.Properties;

/// The program as it names itself to people, reports and servers.
public final class Program {

    public static final String NAME = "ReconAI";

    private Program() {}

    /// The version that the build wrote down, such as `1.0.0`.
    public static String version() {
        return Build.VERSION;
    }

    private static final class Build {
        static final String VERSION = read();

        private static String read() {
            try (var in = Program.class.getResourceAsStream("version.properties")) {
                if (in == null) {
                    throw new IllegalStateException("version.properties is missing from the build");
                }
                var properties = new Properties();
                properties.load(in);
                return properties.getProperty("version", "unknown");
            } catch (IOException broken) {
                throw new IllegalStateException("version.properties cannot be read", broken);
            }
        }
    }
}
