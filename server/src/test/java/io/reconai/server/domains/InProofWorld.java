package io.reconai.server.domains;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;

/// A server in the [ProofWorld], and in no other.
public final class InProofWorld implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ProofWorld.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }
}
