package io.reconai.server.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClients;
import io.reconai.engine.SettingException;
import io.reconai.server.identity.Account;
import io.reconai.server.store.CuttableLine;
import io.reconai.server.store.StoreAwayException;
import io.reconai.server.store.TestMongo;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Opening a database, and its absence.
class MongoStoresTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:27017",
                "http://user:s3cret@localhost/",
                "mongodb://",
                "mongodb://user:s3cret/x@localhost:27017/reconai",
                "mongodb://user:s3cret@localhost:port/reconai",
                "mongodb://user:s3cret@localhost:27017/reconai?w=wrong&journal=what&readPreference=none",
                "mongodb://user:s3cret@localhost:27017/re con.ai"
            })
    void anAddressThatCannotBeReadIsRefusedWithoutRepeatingIt(String address) {
        assertThatThrownBy(() -> MongoStores.open(address))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("MONGO_URI: ")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void nobodyAnswering() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var address = "mongodb://user:s3cret@127.0.0.1:" + free + "/reconai?serverSelectionTimeoutMS=100";
        assertThatThrownBy(() -> MongoStores.open(address))
                .isInstanceOf(SettingException.class)
                .hasMessage("MONGO_URI: no database answers at 127.0.0.1:" + free);
    }

    @Test
    void goesOnWhenTheDatabaseIsBack() throws Exception {
        try (var server = new TestMongo();
                var line = new CuttableLine(server.port());
                var ports = MongoStores.open(server.through(line.port()) + "?serverSelectionTimeoutMS=2000")) {
            var account = new Account("u_1", "ana@acme.example", "h", null, NOW, NOW);
            assertThat(ports.health().isHealthy()).isTrue();
            line.cut();
            assertThat(ports.health().isHealthy()).isFalse();
            assertThatThrownBy(() -> ports.accounts().add(account)).isInstanceOf(StoreAwayException.class);
            assertThatThrownBy(() -> ports.accounts().find("u_1")).isInstanceOf(StoreAwayException.class);
            line.mend();
            // The driver's monitor notices within its pause; each try waits for it no longer than it was told.
            var tries = 0;
            while (!ports.health().isHealthy() && tries < 20) {
                tries++;
            }
            assertThat(ports.accounts().add(account)).isTrue();
        }
    }

    @Test
    void aCanceledThreadStillWrites() throws Exception {
        try (var server = new TestMongo();
                var ports = MongoStores.open(server.address())) {
            Thread.currentThread().interrupt();
            assertThat(ports.accounts().add(new Account("u_1", "ana@acme.example", "h", null, NOW, NOW)))
                    .isTrue();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void recordsItsMigrationsAndRefusesANewerVersion() throws Exception {
        try (var server = new TestMongo();
                var client = MongoClients.create(server.address())) {
            MongoStores.open(server.address()).close();
            MongoStores.open(server.address()).close();
            var database = client.listDatabaseNames().into(new ArrayList<>()).stream()
                    .filter(name -> name.startsWith("reconai_test_"))
                    .toList();
            assertThat(database).hasSize(1);
            var migrations = client.getDatabase(database.getFirst()).getCollection("migrations");
            assertThat(migrations.find().into(new ArrayList<>()))
                    .extracting(step -> step.getString("name"))
                    .containsExactlyElementsOf(List.of(
                            "001-first",
                            "011-billing",
                            "012-alerts",
                            "013-second-factors",
                            "014-report-schedules",
                            "015-suspensions",
                            "017-leases"));
            migrations.insertOne(new Document("version", 999));
            assertThatThrownBy(() -> MongoStores.open(server.address())).hasMessageContaining("newer");
        }
    }
}
