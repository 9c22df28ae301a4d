package io.reconai.server.store.mongo;

import io.reconai.server.store.ScanStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoScanStoreTest extends ScanStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
