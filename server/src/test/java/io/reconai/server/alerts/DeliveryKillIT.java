package io.reconai.server.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.lab.FreePort;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import io.reconai.server.Client;
import io.reconai.server.PackagedServer;
import io.reconai.server.alerts.Receiver.Received;
import io.reconai.server.mail.PostOffice;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills the server again and again while it tells what a scan found, at random moments.
///
/// Everything that is to be told reaches each kind of channel, as part of one delivery. A message is repeated only
/// where the server died between the receiver's taking it and its own noting that, and then under the same id.
/// `-Dreconai.kills=100` kills more often.
class DeliveryKillIT {

    private static final int KILLS = Integer.getInteger("reconai.kills", 30);
    private static final long SEED = Long.getLong("reconai.kills.seed", 20_261_126L);
    private static final List<String> CHATS = List.of("slack", "discord", "teams");
    private static final Duration ANSWER = Duration.ofMillis(500);

    /// Longer than the receiver lets an answer wait, and the server needs to note it.
    private static final long UNSURE_NANOS = Duration.ofMillis(1_500).toNanos();

    private static final long UNKNOWN = 0;

    @TempDir
    Path folder = Path.of("");

    private final Random random = new Random(SEED);
    private final Map<String, String> variables = new HashMap<>();
    private final List<Long> kills = new ArrayList<>();
    private final String owner = PostOffice.newAddress();

    @Test
    @Timeout(1_800)
    void tellsEverythingOnce() throws Exception {
        var smtp = FreePort.find();
        try (var lab = Lab.start(LabOptions.defaults());
                var post = new PostOffice(smtp);
                var receiver = new Receiver()) {
            variables.putAll(lab.environment());
            variables.put("RECONAI_DATA_DIR", folder.resolve("data").toString());
            variables.put("RECONAI_SOURCE_PAUSE_MS", "20");
            variables.put("RECONAI_ALLOW_NETWORKS", "127.0.0.0/8");
            variables.put("SMTP_HOST", "127.0.0.1");
            variables.put("SMTP_PORT", String.valueOf(smtp));
            variables.put("FROM_EMAIL", "reconai@acme.example");
            variables.put("RECONAI_PUBLIC_URL", "https://reconai.example.com");
            variables.put("PORT", String.valueOf(FreePort.find()));
            receiver.answerAfter(ANSWER);
            var client = scanned(post, receiver);
            kill(receiver);
            receiver.answerAfter(Duration.ZERO);
            try (var _ = server()) {
                var channels = client.data("/api/alerts/channels");
                awaitEnds(client, channels);
                for (var channel : channels) {
                    var type = channel.path("type").asText();
                    check(
                            log(client, channel),
                            type.equals("email")
                                    ? mailed(post.received(owner))
                                    : posted(type, receiver.at("/" + type)));
                }
                checkWebhook(client, receiver.at("/webhook"));
            }
        }
    }

    private PackagedServer server() throws Exception {
        return PackagedServer.start(variables, folder.resolve("server.log"));
    }

    /// Somebody with a channel of each kind and rules for all of them, whose first scan has just ended.
    private Client scanned(PostOffice post, Receiver receiver) throws Exception {
        try (var server = server()) {
            var client = post.member(server.address(), owner);
            var mail = client.data("/api/alerts/channels").at("/0/channel_id").asText();
            var chats = new ArrayList<>(List.of(mail));
            for (var type : CHATS) {
                chats.add(channel(
                        client,
                        type,
                        "{\"webhook_url\":\"%s\",\"allow_custom_hosts\":true}"
                                .formatted(receiver.address("/" + type))));
            }
            var webhook = channel(client, "webhook", "{\"url\":\"%s\"}".formatted(receiver.address("/webhook")));
            rule(client, "\"events\":[\"finding.new\"],\"min_severity\":\"low\"", List.of(webhook));
            for (var event : List.of("asset.new", "finding.new", "asset.high_risk", "scan.completed")) {
                rule(client, "\"events\":[\"" + event + "\"],\"min_severity\":\"low\"", chats);
            }
            var scan = client.post("/api/assets/scan", "{\"domain\":\"acme.test\",\"max_hosts\":250}");
            assertThat(scan.statusCode()).as(scan.body()).isEqualTo(202);
            while (client.all("/api/assets/scans").stream()
                    .anyMatch(one -> one.path("completed_at").isNull())) {
                Thread.sleep(Duration.ofMillis(20));
            }
            server.kill();
            kills.add(System.nanoTime());
            return client;
        }
    }

    private static String channel(Client client, String type, String config) {
        var made = client.post(
                "/api/alerts/channels",
                "{\"name\":\"%s\",\"type\":\"%s\",\"config\":%s}".formatted(type, type, config));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return Client.json(made).at("/data/channel_id").asText();
    }

    private static void rule(Client client, String what, List<String> channels) {
        var made = client.post(
                "/api/alerts/rules",
                "{\"name\":\"r\",\"throttle_minutes\":0,\"channels\":[\"%s\"],%s}"
                        .formatted(String.join("\",\"", channels), what));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    private void kill(Receiver receiver) throws Exception {
        while (kills.size() < KILLS) {
            passTime();
            try (var server = server()) {
                var until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
                while (receiver.waiting() == 0) {
                    assertThat(System.nanoTime())
                            .as("a message on its way before kill " + kills.size())
                            .isLessThan(until);
                    Thread.sleep(Duration.ofMillis(5));
                }
                Thread.sleep(Duration.ofMillis(random.nextInt(1_000)));
                server.kill();
                kills.add(System.nanoTime());
            }
        }
        passTime();
    }

    /// The minutes after which what a dead process had taken is anybody's.
    private void passTime() throws Exception {
        try (var store = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("data").resolve("reconai.db"));
                var statement = store.createStatement()) {
            statement.executeUpdate(
                    "UPDATE alert_deliveries SET next_try_at = '2026-01-01T00:00:00Z' WHERE status = 'pending'");
            statement.executeUpdate("UPDATE scan_news SET due_at = '2026-01-01T00:00:00Z'");
        }
    }

    private static List<JsonNode> log(Client client, JsonNode channel) {
        return client.all("/api/alerts/channels/" + channel.path("channel_id").asText() + "/deliveries");
    }

    private static void awaitEnds(Client client, JsonNode channels) throws InterruptedException {
        for (var channel : channels) {
            while (log(client, channel).stream()
                    .anyMatch(one -> one.path("status").asText().equals("pending"))) {
                Thread.sleep(Duration.ofMillis(100));
            }
        }
    }

    /// When each message came, by what tells it from others: chats are given no id, and the same in another order.
    private static Map<Object, List<Long>> posted(String type, List<Received> messages) {
        return messages.stream()
                .collect(Collectors.groupingBy(
                        one -> type.equals("webhook") ? one.header("X-reconai-delivery") : one.json(),
                        Collectors.mapping(Received::at, Collectors.toList())));
    }

    /// The mails after the one that shows the address to be the owner's; when they came is not known.
    private static Map<Object, List<Long>> mailed(List<MimeMessage> mails) throws Exception {
        var found = new HashMap<Object, List<Long>>();
        for (var mail : mails.subList(1, mails.size())) {
            found.computeIfAbsent(mail.getMessageID(), _ -> new ArrayList<>()).add(UNKNOWN);
        }
        return found;
    }

    private void check(List<JsonNode> log, Map<Object, List<Long>> came) {
        assertThat(log)
                .isNotEmpty()
                .extracting(one -> one.path("status").asText())
                .containsOnly("delivered");
        assertThat(came.keySet()).as("deliveries and messages").hasSameSizeAs(log);
        for (var times : came.values()) {
            for (var at : times.subList(0, times.size() - 1)) {
                assertThat(at == UNKNOWN || kills.stream().anyMatch(kill -> kill > at && kill - at < UNSURE_NANOS))
                        .as("a message is repeated only when its answer may not have been noted")
                        .isTrue();
            }
        }
    }

    /// A webhook is told each alert by itself, so that all can be named.
    private static void checkWebhook(Client client, List<Received> messages) {
        Set<String> alerts = client.all("/api/alerts?event=finding.new").stream()
                .map(alert -> alert.path("alert_id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        var byDelivery = messages.stream()
                .collect(Collectors.toMap(
                        one -> one.header("X-reconai-delivery"),
                        one -> one.json().path("id").asText(),
                        (one, _) -> one));
        assertThat(byDelivery.values()).as("no alert in two deliveries").doesNotHaveDuplicates();
        assertThat(new TreeSet<>(byDelivery.values())).isEqualTo(alerts);
    }
}
