package io.reconai.server.store.sqlite;

import io.reconai.server.store.BillingStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class SqliteBillingStoreTest extends BillingStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
