package io.reconai.server.store.mongo;

import io.reconai.server.store.AccountStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoAccountStoreTest extends AccountStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
