package io.reconai.server.store.sqlite;

import io.reconai.server.store.StoreUnderTest;
import io.reconai.server.store.UsageStoreContract;
import java.nio.file.Path;

class SqliteUsageStoreTest extends UsageStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
