package io.reconai.server.store.sqlite;

import io.reconai.server.store.StoreUnderTest;
import io.reconai.server.store.WorkspaceStoreContract;
import java.nio.file.Path;

class SqliteWorkspaceStoreTest extends WorkspaceStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
