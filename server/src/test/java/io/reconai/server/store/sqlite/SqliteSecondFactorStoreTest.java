package io.reconai.server.store.sqlite;

import io.reconai.server.store.SecondFactorStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class SqliteSecondFactorStoreTest extends SecondFactorStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
