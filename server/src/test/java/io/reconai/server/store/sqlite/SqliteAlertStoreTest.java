package io.reconai.server.store.sqlite;

import io.reconai.server.store.AlertStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class SqliteAlertStoreTest extends AlertStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
