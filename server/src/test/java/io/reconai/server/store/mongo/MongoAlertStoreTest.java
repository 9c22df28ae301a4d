package io.reconai.server.store.mongo;

import io.reconai.server.store.AlertStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoAlertStoreTest extends AlertStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
