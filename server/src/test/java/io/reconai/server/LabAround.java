package io.reconai.server;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts the lab around the server under test, and gives it an empty data folder.
public final class LabAround implements QuarkusTestResourceLifecycleManager {

    private @Nullable Lab lab;

    @Override
    public Map<String, String> start() {
        try {
            var started = Lab.start(LabOptions.defaults());
            lab = started;
            var variables = new HashMap<>(started.environment());
            variables.put(
                    "RECONAI_DATA_DIR",
                    Files.createTempDirectory("reconai-server-test-").toString());
            variables.put("RECONAI_REQUIRE_OWNERSHIP", "false");
            variables.put("RECONAI_SOURCE_PAUSE_MS", "50");
            variables.forEach(System::setProperty);
            return Map.of();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void stop() {
        if (lab != null) {
            lab.close();
        }
    }
}
