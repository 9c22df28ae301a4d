package io.reconai.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.lab.FreePort;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import io.reconai.server.Client;
import io.reconai.server.PackagedServer;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills the server again and again during scans and writes, at random moments.
///
/// No accepted scan is lost and none runs twice, credits are right to the unit, what was answered is kept, the store is
/// whole, and what is found is what an undisturbed scan finds. `-Dreconai.kills=200` kills more often.
class KillIT {

    private static final int KILLS = Integer.getInteger("reconai.kills", 10);
    private static final long SEED = Long.getLong("reconai.kills.seed", 20_260_301L);
    private static final String SCAN = "{\"domain\":\"acme.test\",\"max_hosts\":250}";

    /// How long the server lives at most, once it answers or its scan has come further.
    private static final int MOST_MS = 1_500;

    // One person may ask 600 times a minute, and a server that waits for a host may live longer than that.
    private static final Duration BETWEEN_TURNS = Duration.ofMillis(250);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    @TempDir
    Path folder = Path.of("");

    private final Random random = new Random(SEED);
    private final Map<String, String> variables = new HashMap<>();

    /// Keys whose requests were sent and not answered, the oldest first.
    private final Set<String> unanswered = new LinkedHashSet<>();

    /// Ids of scans that were accepted.
    private final Set<String> accepted = new HashSet<>();

    private int keys;

    @Test
    @Timeout(3_600)
    void losesNothing() throws Exception {
        try (var lab = Lab.start(LabOptions.defaults())) {
            variables.putAll(lab.environment());
            variables.put("RECONAI_DATA_DIR", folder.resolve("data").toString());
            variables.put("RECONAI_SOURCE_PAUSE_MS", "20");
            variables.put("RECONAI_QUOTAS", "enforced");
            variables.put(
                    "RECONAI_LEASE_SECONDS", "1"); // the next server goes on when that of the killed one has ended
            variables.put("PORT", String.valueOf(FreePort.find()));
            var client = customer();
            var triage = kill(client);
            try (var _ = server()) {
                answerAll(client);
                awaitScans(client);
                checkScans(client);
                triage.check(client);
                var disturbed = found(client);
                startScan(client, "undisturbed");
                awaitScans(client);
                assertThat(disturbed).isEqualTo(found(client));
                assertThat(scans(client).stream()
                                .map(scan -> scan.path("assets_discovered").asInt())
                                .distinct())
                        .as("hosts of each scan, disturbed or not")
                        .hasSize(1);
            }
            checkStore();
        }
    }

    private PackagedServer server() throws Exception {
        return PackagedServer.start(variables, folder.resolve("server.log"));
    }

    /// Somebody with a plan that allows many scans, who has seen a first one.
    private Client customer() throws Exception {
        Client client;
        try (var server = server()) {
            client = Client.browser(server.address());
        }
        try (var store = DriverManager.getConnection("jdbc:sqlite:" + store());
                var statement = store.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE workspaces SET plan = 'pro'"))
                    .isEqualTo(1);
        }
        try (var _ = server()) {
            startScan(client, "first");
            awaitScans(client);
        }
        return client;
    }

    private Path store() {
        return folder.resolve("data").resolve("reconai.db");
    }

    private Triage kill(Client client) throws Exception {
        var triage = new Triage();
        var shortOnes = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var kill = 0; kill < KILLS; kill++) {
                var server = server();
                var isAlive = new AtomicBoolean(true);
                var writer = threads.submit(() -> {
                    while (isAlive.get()) {
                        triage.turn(client);
                        Thread.sleep(BETWEEN_TURNS);
                    }
                    return triage;
                });
                var scanner = threads.submit(() -> {
                    answerAll(client);
                    var key = "key-" + keys++;
                    if (isAlive.get()) {
                        startScan(client, key);
                    }
                });
                // Two lives without a host in a row at most: after a third a scan is given up, as is promised.
                var isShort = shortOnes < 2 && random.nextBoolean();
                shortOnes = isShort ? shortOnes + 1 : 0;
                if (!isShort) {
                    awaitProgress(client);
                }
                Thread.sleep(Duration.ofMillis(random.nextInt(MOST_MS)));
                isAlive.set(false);
                server.kill();
                writer.get();
                scanner.get();
            }
        }
        return triage;
    }

    /// Sends again what got no answer, with the same keys.
    private void answerAll(Client client) {
        for (var key : List.copyOf(unanswered)) {
            startScan(client, key);
        }
    }

    private void startScan(Client client, String key) {
        unanswered.add(key);
        try {
            var answer = client.with("Idempotency-Key", key).post("/api/assets/scan", SCAN);
            unanswered.remove(key);
            if (answer.statusCode() == 202) {
                accepted.add(Client.json(answer).path("scan_id").asText());
            } else {
                var code = Client.json(answer).path("error_code").asText();
                assertThat(code).isIn("SCAN_IN_PROGRESS", "SCAN_LIMIT_REACHED");
            }
        } catch (UncheckedIOException killed) {
            // Nobody knows whether it was taken: it is asked again.
        }
    }

    /// Waits until a host more was looked at, or the last scan has ended.
    private static void awaitProgress(Client client) throws InterruptedException {
        var before = hostsDone(client);
        while (before.isPresent() && hostsDone(client).equals(before)) {
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /// Of the newest scan, while it runs.
    private static Optional<Integer> hostsDone(Client client) {
        return Optional.of(client.data("/api/assets/scans?limit=1").path(0))
                .filter(scan -> scan.path("completed_at").isNull())
                .map(scan -> scan.path("assets_discovered").asInt());
    }

    private static void awaitScans(Client client) throws InterruptedException {
        while (scans(client).stream().anyMatch(scan -> scan.path("completed_at").isNull())) {
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private static List<JsonNode> scans(Client client) {
        return client.all("/api/assets/scans");
    }

    private void checkScans(Client client) {
        var scans = scans(client);
        assertThat(scans)
                .extracting(scan -> scan.path("scan_status").asText()
                        + scan.path("error_message").asText(""))
                .containsOnly("completed");
        assertThat(scans.stream().map(scan -> scan.path("scan_id").asText()).collect(Collectors.toSet()))
                .as("exactly the accepted scans")
                .isEqualTo(accepted);
        assertThat(client.data("/api/billing/usage").path("scan_credits_used").asInt())
                .isEqualTo(accepted.size());
    }

    /// What is known of the organisation, without anything that differs from one scan to the next.
    private static Set<String> found(Client client) {
        var found = new TreeSet<String>();
        for (var asset : client.all("/api/assets")) {
            found.add("asset " + asset.path("asset_value").asText() + " "
                    + asset.path("risk_score").asText() + " "
                    + asset.path("open_findings").asText());
        }
        for (var finding : client.all("/api/findings?state=all")) {
            found.add("finding " + finding.path("finding_id").asText() + " "
                    + finding.path("asset_value").asText() + " "
                    + finding.path("type").asText());
        }
        return found;
    }

    private void checkStore() throws Exception {
        assertThat(Files.exists(store())).isTrue();
        try (var store = DriverManager.getConnection("jdbc:sqlite:" + store());
                var statement = store.createStatement()) {
            for (var check : List.of("integrity_check", "foreign_key_check")) {
                var problems = new ArrayList<String>();
                try (var rows = statement.executeQuery("PRAGMA " + check)) {
                    while (rows.next()) {
                        problems.add(rows.getString(1));
                    }
                }
                problems.remove("ok");
                assertThat(problems).as(check).isEmpty();
            }
        }
    }

    /// Somebody who marks one finding as seen and as open again, and knows what was answered.
    private static final class Triage {

        private @Nullable String findingId;
        private String answered = "open";

        /// What was asked for and not answered.
        private Optional<String> asked = Optional.empty();

        void turn(Client client) {
            try {
                if (findingId == null) {
                    findingId = client.data("/api/findings?limit=1&sort=first_seen_at")
                            .path(0)
                            .path("finding_id")
                            .asText();
                }
                settle(client);
                var next = answered.equals("open") ? "acknowledged" : "open";
                asked = Optional.of(next);
                HttpResponse<String> answer =
                        client.send("PATCH", "/api/findings/" + findingId, "{\"state\":\"" + next + "\"}");
                if (answer.statusCode() == 200) {
                    answered = next;
                    asked = Optional.empty();
                }
            } catch (UncheckedIOException killed) {
                // What was asked for may have been done or not.
            }
        }

        /// Looks at what became of the change that got no answer.
        private void settle(Client client) {
            if (asked.isPresent()) {
                var state = state(client);
                assertThat(state).isIn(answered, asked.get());
                answered = state;
                asked = Optional.empty();
            }
        }

        private String state(Client client) {
            return client.data("/api/findings/" + findingId).path("state").asText();
        }

        void check(Client client) {
            settle(client);
            assertThat(state(client)).isEqualTo(answered);
            var history = client.all("/api/findings/" + findingId + "/history");
            for (var at = 0; at + 1 < history.size(); at++) {
                assertThat(history.get(at).path("from").asText())
                        .as("each change begins where the one before ended")
                        .isEqualTo(history.get(at + 1).path("to").asText());
            }
        }
    }
}
