package io.reconai.server.store.sqlite;

import io.reconai.server.store.IdempotencyStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class SqliteIdempotencyStoreTest extends IdempotencyStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
