package io.reconai.cli;

import java.io.IOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote down.
final class Version implements IVersionProvider {

    static String number() {
        try (var in = Version.class.getResourceAsStream("version.properties")) {
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

    @Override
    public String[] getVersion() {
        return new String[] {"reconai " + number()};
    }
}
