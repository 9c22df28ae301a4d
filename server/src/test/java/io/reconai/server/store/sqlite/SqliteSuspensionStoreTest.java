package io.reconai.server.store.sqlite;

import io.reconai.server.store.StoreUnderTest;
import io.reconai.server.store.SuspensionStoreContract;
import java.nio.file.Path;

class SqliteSuspensionStoreTest extends SuspensionStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
