package io.reconai.server.store.sqlite;

import io.reconai.server.store.AccountStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class SqliteAccountStoreTest extends AccountStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
