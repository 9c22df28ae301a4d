package io.reconai.server.store.mongo;

import io.reconai.server.store.MemberStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoMemberStoreTest extends MemberStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
