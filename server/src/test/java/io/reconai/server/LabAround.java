package io.reconai.server;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import io.reconai.server.store.TestMongo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts the lab around the server under test, and gives it an empty data folder; with `-Dreconai.test.store=mongo` an
/// empty MongoDB database too.
public final class LabAround implements QuarkusTestResourceLifecycleManager {

    private @Nullable Lab lab;
    private @Nullable Path folder;
    private @Nullable TestMongo mongo;

    @Override
    public Map<String, String> start() {
        try {
            var started = Lab.start(LabOptions.defaults());
            lab = started;
            var variables = new HashMap<>(started.environment());
            var data = Files.createTempDirectory("reconai-server-test-");
            folder = data;
            variables.put("RECONAI_DATA_DIR", data.toString());
            variables.put("RECONAI_REQUIRE_OWNERSHIP", "false");
            variables.put("RECONAI_SOURCE_PAUSE_MS", "50");
            variables.put("RECONAI_METRICS_TOKEN", "a token for tests");
            if ("mongo".equals(System.getProperty("reconai.test.store"))) {
                var database = new TestMongo();
                mongo = database;
                variables.put("MONGO_URI", database.address());
            }
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
        if (mongo != null) {
            mongo.close();
            System.clearProperty("MONGO_URI");
        }
        if (folder != null) {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException inUse) {
            throw new UncheckedIOException(inUse);
        }
    }
}
