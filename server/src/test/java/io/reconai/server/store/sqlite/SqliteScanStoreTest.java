package io.reconai.server.store.sqlite;

import io.reconai.server.store.ScanStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class SqliteScanStoreTest extends ScanStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
