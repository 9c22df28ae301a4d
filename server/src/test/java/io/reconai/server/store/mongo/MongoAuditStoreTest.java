package io.reconai.server.store.mongo;

import io.reconai.server.store.AuditStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoAuditStoreTest extends AuditStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
