package io.reconai.server.store;

import io.reconai.engine.SettingException;
import io.reconai.server.store.mongo.MongoStores;
import io.reconai.server.store.sqlite.SqliteStores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A store that a contract is tested on, empty at first.
public abstract class StoreUnderTest implements AutoCloseable {

    private final List<StorePorts> opened = new ArrayList<>();

    /// Opens it, as a server does at its start. May be called again, as by a second server, or by the next.
    public final StorePorts open() {
        try {
            var ports = openAnew();
            opened.add(ports);
            return ports;
        } catch (IOException | SettingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    abstract StorePorts openAnew() throws IOException, SettingException;

    abstract void forget();

    @Override
    public final void close() {
        opened.forEach(StorePorts::close);
        forget();
    }

    public static StoreUnderTest sqlite(Path folder) {
        return new StoreUnderTest() {
            @Override
            StorePorts openAnew() throws IOException {
                return SqliteStores.open(folder.resolve("test.db"));
            }

            @Override
            void forget() {}
        };
    }

    public static StoreUnderTest mongo() {
        var server = new TestMongo();
        return new StoreUnderTest() {
            @Override
            StorePorts openAnew() throws SettingException {
                return MongoStores.open(server.address());
            }

            @Override
            void forget() {
                server.close();
            }
        };
    }
}
