package io.reconai.server.store.mongo;

import io.reconai.server.store.LeaseContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoLeaseTest extends LeaseContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
