package io.reconai.server.store.mongo;

import io.reconai.server.store.AssetStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class MongoAssetStoreTest extends AssetStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.mongo();
    }
}
