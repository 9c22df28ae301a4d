package io.reconai.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.lab.FreePort;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import io.reconai.server.Client;
import io.reconai.server.PackagedServer;
import io.reconai.server.store.TestMongo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Two servers on one store: a scan is run by one of them, and by the other when that one is killed or stands still. A
/// server that stood still for longer than its lease and goes on overwrites nothing.
@Timeout(600)
@ParameterizedClass
@EnumSource(TwoServersIT.Kind.class)
class TwoServersIT {

    /// Each look is a request, of which a person has 600 a minute.
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final String SCAN = "{\"domain\":\"acme.test\"}";

    /// Enough hosts before, and enough left.
    private static final int IN_THE_MIDDLE = 5;

    enum Kind {
        SQLITE,
        MONGODB
    }

    @TempDir
    Path folder = Path.of("");

    private final Map<String, String> variables = new HashMap<>();
    private final Kind kind;
    private Lab lab;
    private @Nullable TestMongo mongo;
    private PackagedServer first;
    private PackagedServer second;
    private Client atFirst;
    private Client atSecond;

    TwoServersIT(Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws Exception {
        lab = Lab.start(new LabOptions(0, Duration.ofMillis(20), 42));
        variables.putAll(lab.environment());
        variables.put("RECONAI_DATA_DIR", folder.resolve("data").toString());
        variables.put("RECONAI_SOURCE_PAUSE_MS", "20");
        variables.put("RECONAI_CONCURRENCY", "2"); // so that there is a middle of a scan
        variables.put("RECONAI_QUOTAS", "enforced");
        variables.put("RECONAI_LEASE_SECONDS", "5");
        if (kind == Kind.MONGODB) {
            mongo = new TestMongo();
            variables.put("MONGO_URI", mongo.address());
        }
        first = server("first");
        second = server("second");
        atFirst = Client.browser(first.address());
        atSecond = atFirst.at(second.address());
    }

    @AfterEach
    void stop() throws Exception {
        first.kill();
        second.kill();
        lab.close();
        if (mongo != null) {
            mongo.close();
        }
    }

    private PackagedServer server(String name) throws Exception {
        var own = new HashMap<>(variables);
        own.put("PORT", String.valueOf(FreePort.find()));
        return PackagedServer.start(own, log(name));
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private String startScan() {
        var answer = atFirst.post("/api/assets/scan", SCAN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Client.json(answer).path("scan_id").asText();
    }

    private static JsonNode scan(Client client, String scanId) {
        return client.data("/api/assets/scans/" + scanId);
    }

    private static boolean isOver(Client client, String scanId) {
        return !scan(client, scanId).path("completed_at").isNull();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(PAUSE); // the test's own timeout bounds it
        }
    }

    private void awaitMiddle(String scanId) throws InterruptedException {
        await(() -> scan(atSecond, scanId).path("assets_discovered").asInt() >= IN_THE_MIDDLE);
        assertThat(isOver(atSecond, scanId)).isFalse();
    }

    private static List<String> warnings(JsonNode scan) {
        return StreamSupport.stream(scan.path("warnings").spliterator(), false)
                .map(warning -> warning.path("code").asText())
                .toList();
    }

    private void checkCompleted(String scanId) {
        var scan = scan(atSecond, scanId);
        assertThat(scan.path("scan_status").asText()).as(scan.toString()).isEqualTo("completed");
        assertThat(scan.path("assets_discovered").asInt())
                .isEqualTo(atSecond.all("/api/assets?scan_id=" + scanId).size());
        assertThat(scan.path("assets_discovered").asInt())
                .isEqualTo(scan.path("counts").path("hosts_done").asInt());
        assertThat(atSecond.all("/api/assets/scans")).hasSize(1);
        assertThat(atSecond.data("/api/billing/usage").path("scan_credits_used").asInt())
                .isEqualTo(1);
    }

    @Test
    void runsAScanOnceAndShowsItEverywhere() throws Exception {
        var scanId = startScan();
        assertThat(atSecond.post("/api/assets/scan", SCAN).statusCode()).isEqualTo(409);
        var stream = atSecond.get("/api/assets/scans/" + scanId + "/events").body();
        assertThat(stream).contains("event:scan", "event:phase", "event:asset", "event:finding");
        assertThat(stream.substring(stream.lastIndexOf("event:"))).startsWith("event:end");
        checkCompleted(scanId);
        var scan = scan(atSecond, scanId);
        assertThat(warnings(scan)).doesNotContain("RESUMED");
        assertThat(scan.path("retry_count").asInt()).isZero();
        assertThat(Files.readString(log("second"))).doesNotContain(scanId);
    }

    @Test
    void whatAKilledServerRanTheOtherEnds() throws Exception {
        var scanId = startScan();
        awaitMiddle(scanId);
        first.kill();
        await(() -> isOver(atSecond, scanId));
        checkCompleted(scanId);
        assertThat(warnings(scan(atSecond, scanId))).containsOnlyOnce("RESUMED");
    }

    @Test
    void whoStoodStillOverwritesNothing() throws Exception {
        var scanId = startScan();
        awaitMiddle(scanId);
        freezeFirst();
        await(() -> isOver(atSecond, scanId));
        checkCompleted(scanId);
        var before = all(scanId);
        first.thaw();
        await(() -> hasNoticed(scanId));
        assertThat(scan(atFirst, scanId)).isEqualTo(scan(atSecond, scanId));
        assertThat(all(scanId)).isEqualTo(before);
        // What it was in the middle of is over for it too: the domain is free for the next scan, of either.
        var next = startScan();
        await(() -> isOver(atSecond, next));
        assertThat(scan(atSecond, next).path("scan_status").asText()).isEqualTo("completed");
    }

    /// Not within a write: the lock on the file would stand still with it, and everybody with the lock.
    private void freezeFirst() throws Exception {
        first.freeze();
        while (kind == Kind.SQLITE && !isWritable()) {
            first.thaw();
            Thread.sleep(PAUSE);
            first.freeze();
        }
    }

    private boolean isWritable() throws SQLException {
        try (var store = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("data").resolve("reconai.db"));
                var statement = store.createStatement()) {
            statement.execute("PRAGMA busy_timeout=1000");
            try {
                statement.execute("BEGIN IMMEDIATE");
                statement.execute("ROLLBACK");
                return true;
            } catch (SQLException locked) {
                return false;
            }
        }
    }

    private boolean hasNoticed(String scanId) {
        try {
            return Files.readString(log("first")).contains("scan " + scanId + " goes on elsewhere");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Everything that a scan writes, as the interface shows it.
    private List<Object> all(String scanId) {
        return List.of(
                scan(atSecond, scanId),
                atSecond.all("/api/assets?sort=asset_value"),
                atSecond.all("/api/findings?state=all&sort=first_seen_at"),
                atSecond.get("/api/assets/scans/" + scanId + "/evidence").body());
    }

    @Test
    void stopsAScanThatTheOtherRuns() throws Exception {
        var scanId = startScan();
        awaitMiddle(scanId);
        var stream = CompletableFuture.supplyAsync(
                () -> atSecond.get("/api/assets/scans/" + scanId + "/events").body());
        assertThat(atSecond.post("/api/assets/scans/" + scanId + "/cancel", "").statusCode())
                .isEqualTo(202);
        await(() -> isOver(atFirst, scanId));
        assertThat(scan(atSecond, scanId).path("scan_status").asText()).isEqualTo("canceled");
        assertThat(stream.get()).contains("event:end");
        assertThat(atSecond.post("/api/assets/scans/" + scanId + "/cancel", "").statusCode())
                .isEqualTo(409);
    }
}
