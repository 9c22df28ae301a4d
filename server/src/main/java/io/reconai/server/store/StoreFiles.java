package io.reconai.server.store;

import io.reconai.server.store.sqlite.DatabaseCopy;
import java.nio.file.Path;

/// The store as files, for the operator: a copy of it, and the way back. Both work while the service runs.
public final class StoreFiles {

    static final String STORE = "reconai.db";

    private StoreFiles() {}

    /// Writes what the store of a data folder holds to a new file.
    public static void backup(Path dataFolder, Path target) throws StoreCopyException {
        DatabaseCopy.backup(dataFolder.resolve(STORE), target);
    }

    /// Replaces what the store of a data folder holds by what a backup holds.
    public static void restore(Path backup, Path dataFolder) throws StoreCopyException {
        DatabaseCopy.restore(backup, dataFolder.resolve(STORE));
    }
}
