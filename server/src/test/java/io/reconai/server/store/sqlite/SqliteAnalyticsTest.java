package io.reconai.server.store.sqlite;

import io.reconai.server.store.AnalyticsStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class SqliteAnalyticsTest extends AnalyticsStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
