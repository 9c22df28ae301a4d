package io.reconai.server.store.mongo;

import io.reconai.server.store.StoreUnderTest;
import io.reconai.server.store.SuspensionStoreContract;
import java.nio.file.Path;

class MongoSuspensionStoreTest extends SuspensionStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
