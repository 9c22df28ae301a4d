package io.reconai.server.store.mongo;

import io.reconai.server.store.RetentionStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoRetentionStoreTest extends RetentionStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
