package io.reconai.server.store.sqlite;

import io.reconai.server.store.MemberStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class SqliteMemberStoreTest extends MemberStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
