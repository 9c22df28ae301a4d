package io.reconai.server.store.mongo;

import io.reconai.server.store.ApiTokenStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoApiTokenStoreTest extends ApiTokenStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
