package io.reconai.server;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.reconai.lab.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// A server for which the operator set some variables; those set to `free` get a port that is free on this machine, and
/// in other values `PORT` stands for such a port.
public abstract class OperatorSets implements QuarkusTestProfile {

    private final String variables;

    /// @param variables such as `RECONAI_AUTH=oidc`
    protected OperatorSets(String... variables) {
        this.variables = String.join("\n", variables);
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Setting.class, Map.of("variables", variables)));
    }

    /// Sets what the operator would set, and takes it away again.
    public static final class Setting implements QuarkusTestResourceLifecycleManager {

        private String[] variables = {};

        @Override
        public void init(Map<String, String> arguments) {
            variables = arguments.getOrDefault("variables", "").split("\n");
        }

        @Override
        public Map<String, String> start() {
            var port = String.valueOf(freePort());
            for (var variable : variables) {
                var parts = variable.split("=", 2);
                System.setProperty(parts[0], parts[1].equals("free") ? port : parts[1].replace("PORT", port));
            }
            return Map.of();
        }

        private static int freePort() {
            try {
                return FreePort.find();
            } catch (IOException none) {
                throw new UncheckedIOException(none);
            }
        }

        @Override
        public void stop() {
            for (var variable : variables) {
                System.clearProperty(variable.split("=", 2)[0]);
            }
        }
    }
}
