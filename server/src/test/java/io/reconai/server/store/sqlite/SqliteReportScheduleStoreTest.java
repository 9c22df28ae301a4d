package io.reconai.server.store.sqlite;

import io.reconai.server.store.ReportScheduleStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class SqliteReportScheduleStoreTest extends ReportScheduleStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
