package io.reconai.server.store.sqlite;

import io.reconai.server.store.AssetStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;

class SqliteAssetStoreTest extends AssetStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }
}
