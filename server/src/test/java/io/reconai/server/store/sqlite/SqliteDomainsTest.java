package io.reconai.server.store.sqlite;

import io.reconai.server.store.DomainStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class SqliteDomainsTest extends DomainStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
