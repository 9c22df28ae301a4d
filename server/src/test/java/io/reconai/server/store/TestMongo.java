package io.reconai.server.store;

import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A MongoDB database for one test: of a stand-in in this process, or of the server that `MONGO_TEST_URI` names.
public final class TestMongo implements AutoCloseable {

    private final @Nullable MongoServer standIn;
    private final String server;
    private final String database =
            "reconai_test_" + UUID.randomUUID().toString().substring(0, 8);

    public TestMongo() {
        var given = Optional.ofNullable(System.getenv("MONGO_TEST_URI")).filter(uri -> !uri.isBlank());
        standIn = given.isPresent() ? null : new MongoServer(new MemoryBackend());
        server = standIn == null
                ? given.orElseThrow()
                : "mongodb://127.0.0.1:" + bound(standIn).getPort();
    }

    private static InetSocketAddress bound(MongoServer server) {
        server.bind("127.0.0.1", 0);
        return server.getLocalAddress();
    }

    /// The address with the database in it.
    public String address() {
        return at(server);
    }

    /// The same database by way of something that listens on this machine.
    public String through(int port) {
        return at("mongodb://127.0.0.1:" + port);
    }

    private String at(String uri) {
        var parts = uri.split("\\?", 2);
        var base = parts[0].toLowerCase(Locale.ROOT)
                        .replaceFirst("^mongodb(\\+srv)?://", "")
                        .contains("/")
                ? parts[0].replaceFirst("/[^/]*$", "")
                : parts[0];
        return base + "/" + database + (parts.length == 2 ? "?" + parts[1] : "");
    }

    /// Where the server listens.
    public int port() {
        return Integer.parseInt(server.replaceFirst("^.*:(\\d+).*$", "$1"));
    }

    String database() {
        return database;
    }

    @Override
    public void close() {
        if (standIn != null) {
            standIn.shutdownNow();
            return;
        }
        try (var client = MongoClients.create(address())) {
            client.getDatabase(database).drop();
        }
    }
}
