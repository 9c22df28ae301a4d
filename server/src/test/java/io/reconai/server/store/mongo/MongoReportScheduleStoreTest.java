package io.reconai.server.store.mongo;

import io.reconai.server.store.ReportScheduleStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoReportScheduleStoreTest extends ReportScheduleStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
