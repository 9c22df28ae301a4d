package io.reconai.server.store;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A server whose store is a MongoDB database at the end of a line; tests have the line as a field.
public final class WithMongo implements QuarkusTestProfile {

    private static final String VARIABLE = "MONGO_URI";

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Around.class));
    }

    /// Sets what the operator would set, and takes it away again.
    public static final class Around implements QuarkusTestResourceLifecycleManager {

        private @Nullable TestMongo database;
        private @Nullable CuttableLine line;

        @Override
        public Map<String, String> start() {
            try {
                var started = new TestMongo();
                database = started;
                var way = new CuttableLine(started.port());
                line = way;
                System.setProperty(VARIABLE, started.through(way.port()));
                return Map.of();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        /// Behind whatever else gives the server a store.
        @Override
        public int order() {
            return 10;
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(Objects.requireNonNull(line), new TestInjector.MatchesType(CuttableLine.class));
        }

        @Override
        public void stop() {
            System.clearProperty(VARIABLE);
            if (line != null) {
                line.close();
            }
            if (database != null) {
                database.close();
            }
        }
    }
}
