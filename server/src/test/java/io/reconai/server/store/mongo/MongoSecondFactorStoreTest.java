package io.reconai.server.store.mongo;

import io.reconai.server.store.SecondFactorStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoSecondFactorStoreTest extends SecondFactorStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
