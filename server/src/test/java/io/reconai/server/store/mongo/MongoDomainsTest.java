package io.reconai.server.store.mongo;

import io.reconai.server.store.DomainStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoDomainsTest extends DomainStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
