package io.reconai.server.store.sqlite;

import io.reconai.server.store.LeaseContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class SqliteLeaseTest extends LeaseContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
