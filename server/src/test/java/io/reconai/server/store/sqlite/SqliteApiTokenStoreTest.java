package io.reconai.server.store.sqlite;

import io.reconai.server.store.ApiTokenStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class SqliteApiTokenStoreTest extends ApiTokenStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
