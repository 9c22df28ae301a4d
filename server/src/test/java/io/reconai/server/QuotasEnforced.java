package io.reconai.server;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/// A server whose plans count.
public final class QuotasEnforced implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Setting.class));
    }

    /// Sets what the operator would set, and takes it away again.
    public static final class Setting implements QuarkusTestResourceLifecycleManager {

        private static final String NAME = "RECONAI_QUOTAS";

        @Override
        public Map<String, String> start() {
            System.setProperty(NAME, "enforced");
            return Map.of();
        }

        @Override
        public void stop() {
            System.clearProperty(NAME);
        }
    }
}
