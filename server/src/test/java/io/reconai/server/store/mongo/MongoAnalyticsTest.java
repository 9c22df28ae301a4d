package io.reconai.server.store.mongo;

import io.reconai.server.store.AnalyticsStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoAnalyticsTest extends AnalyticsStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
