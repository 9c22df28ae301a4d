package io.reconai.server.store.mongo;

import io.reconai.server.store.BillingStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoBillingStoreTest extends BillingStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
