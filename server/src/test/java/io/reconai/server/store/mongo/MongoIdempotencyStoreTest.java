package io.reconai.server.store.mongo;

import io.reconai.server.store.IdempotencyStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoIdempotencyStoreTest extends IdempotencyStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
