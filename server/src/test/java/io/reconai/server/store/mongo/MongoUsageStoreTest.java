package io.reconai.server.store.mongo;

import io.reconai.server.store.StoreUnderTest;
import io.reconai.server.store.UsageStoreContract;
import java.nio.file.Path;

class MongoUsageStoreTest extends UsageStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
