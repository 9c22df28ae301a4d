package io.reconai.server.store.mongo;

import io.reconai.server.store.FindingStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoFindingStoreTest extends FindingStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
