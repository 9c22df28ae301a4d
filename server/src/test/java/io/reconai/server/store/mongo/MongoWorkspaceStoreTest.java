package io.reconai.server.store.mongo;

import io.reconai.server.store.StoreUnderTest;
import io.reconai.server.store.WorkspaceStoreContract;
import java.nio.file.Path;

class MongoWorkspaceStoreTest extends WorkspaceStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
