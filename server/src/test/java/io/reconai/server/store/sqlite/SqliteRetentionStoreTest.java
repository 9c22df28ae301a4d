package io.reconai.server.store.sqlite;

import io.reconai.server.store.RetentionStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class SqliteRetentionStoreTest extends RetentionStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
