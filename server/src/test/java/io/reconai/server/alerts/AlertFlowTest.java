package io.reconai.server.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import io.reconai.server.MovableClock;
import io.reconai.server.OperatorSets;
import io.reconai.server.alerts.Receiver.Received;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.store.AssetStore;
import io.reconai.server.store.Looks;
import io.reconai.server.store.ScanStore;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Alerts from a scan's last word to the receiver, over HTTP.
@QuarkusTest
@TestProfile(AlertFlowTest.WithLoopback.class)
@QuarkusTestResource(LabAround.class)
class AlertFlowTest {

    /// A service that may post to this machine.
    public static final class WithLoopback extends OperatorSets {
        public WithLoopback() {
            super("RECONAI_ALLOW_NETWORKS=127.0.0.0/8", "RECONAI_PUBLIC_URL=https://reconai.example.com");
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Never given: only a pause between two looks.
    private static final Semaphore LOOKS = new Semaphore(0);

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    ScanStore scans;

    @Inject
    AssetStore assets;

    @Inject
    AlertWorker worker;

    @Inject
    Composer composer;

    @Inject
    Carrier carrier;

    @Inject
    MovableClock clock;

    private Receiver receiver;

    @BeforeEach
    void open() throws Exception {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LOOKS.tryAcquire(20, TimeUnit.MILLISECONDS);
        }
    }

    private static JsonNode created(Client client, String path, String body) {
        var answer = client.post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer).path("data");
    }

    private JsonNode channel(Client client, String type, String path) {
        return created(
                client,
                "/api/alerts/channels",
                type.equals("webhook")
                        ? "{\"name\":\"%s\",\"type\":\"webhook\",\"config\":{\"url\":\"%s\",\"headers\":{\"X-Key\":\"a value\"}}}"
                                .formatted(type, receiver.address(path))
                        : "{\"name\":\"%s\",\"type\":\"%s\",\"config\":{\"webhook_url\":\"%s\",\"allow_custom_hosts\":true}}"
                                .formatted(type, type, receiver.address(path)));
    }

    private static JsonNode rule(Client client, String rest, String... channels) {
        return created(
                client,
                "/api/alerts/rules",
                "{\"name\":\"r\",\"channels\":[\"" + String.join("\",\"", channels) + "\"]," + rest + "}");
    }

    private static String id(JsonNode channel) {
        return channel.path("channel_id").asText();
    }

    /// A scan that ends: each host with a finding of high severity.
    private String scan(Client client, String... hosts) {
        var workspace = Workspace.ofRecord(
                client.data("/api/auth/me").path("workspace_id").asText());
        var scanId = "scn_" + UUID.randomUUID().toString().replace("-", "").substring(0, 26);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var scan = ScanRecords.asked(scanId, workspace, "acme.test", now);
        ScanRecords.addHeld(scans, workspace, scan);
        for (var host : hosts) {
            assets.keep(workspace, scanId, Looks.of(host, "acme.test", 70, List.of(443), "tls.cert.expired"), now);
        }
        scans.save(ScanRecords.finished(scan, now));
        return scanId;
    }

    private static List<JsonNode> log(Client client, JsonNode channel) {
        return client.all("/api/alerts/channels/" + id(channel) + "/deliveries");
    }

    private static boolean allEnded(Client client, JsonNode channel, int many) {
        var log = log(client, channel);
        return log.size() == many
                && log.stream().noneMatch(one -> one.path("status").asText().equals("pending"));
    }

    @Test
    void eachChannelIsToldOnce() throws Exception {
        var client = Client.registered(base);
        var slack = channel(client, "slack", "/slack");
        var discord = channel(client, "discord", "/discord");
        var teams = channel(client, "teams", "/teams");
        var webhook = channel(client, "webhook", "/webhook");
        rule(
                client,
                "\"events\":[\"finding.new\",\"asset.high_risk\"]",
                id(slack),
                id(discord),
                id(teams),
                id(webhook));
        rule(client, "\"events\":[\"finding.new\"]", id(slack), id(webhook)); // asks for the same once more

        var scanId = scan(client, "a.acme.test", "b.acme.test");
        await("four alerts for programs", () -> allEnded(client, webhook, 4));
        for (var chat : List.of(slack, discord, teams)) {
            await("one message for people", () -> allEnded(client, chat, 1));
        }
        for (var path : List.of("/slack", "/discord", "/teams")) {
            assertThat(receiver.at(path)).as(path).hasSize(1);
            assertThat(receiver.at(path).getFirst().text())
                    .contains("a.acme.test")
                    .contains("b.acme.test")
                    .contains("https://reconai.example.com/");
        }
        assertThat(receiver.at("/slack").getFirst().json().path("blocks")).isNotEmpty();
        assertThat(receiver.at("/discord").getFirst().json().path("embeds")).hasSize(1);
        assertThat(receiver.at("/teams").getFirst().text()).contains("AdaptiveCard");
        assertThat(receiver.at("/webhook")).hasSize(4);
        assertThat(receiver.at("/webhook").stream().map(Received::json).map(one -> one.path("id")
                        .asText()))
                .doesNotHaveDuplicates();
        for (var message : receiver.at("/webhook")) {
            isSigned(message, webhook.path("secret").asText());
            assertThat(message.header("X-key")).isEqualTo("a value");
            assertThat(message.header("X-reconai-event"))
                    .isEqualTo(message.json().path("event").asText());
            assertThat(message.json().has("test")).isFalse();
            assertThat(message.json().at("/data/scan_id").asText()).isEqualTo(scanId);
            assertThat(message.json().at("/data/asset_value").asText()).endsWith(".acme.test");
        }
        var inbox = Client.json(client.get("/api/alerts"));
        assertThat(inbox.path("unread_count").asInt()).isEqualTo(4);
        assertThat(inbox.at("/data/0/target/type").asText()).isIn("finding", "asset");

        scan(client, "a.acme.test", "b.acme.test"); // nothing has changed
        worker.prepareNext();
        assertThat(Client.json(client.get("/api/alerts")).path("unread_count").asInt())
                .isEqualTo(4);
        assertThat(log(client, webhook)).hasSize(4);
    }

    private static void isSigned(Received message, String secret) throws Exception {
        var parts = message.header("X-reconai-signature").split(",v1=");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((parts[0].substring(2) + ".").getBytes(StandardCharsets.UTF_8));
        assertThat(parts[1]).isEqualTo(HexFormat.of().formatHex(mac.doFinal(message.body())));
        assertThat(Instant.ofEpochSecond(Long.parseLong(parts[0].substring(2))))
                .isAfter(Instant.parse("2025-01-01T00:00:00Z"));
        assertThat(message.header("X-reconai-delivery")).matches("dlv_[0-9a-z]{26}");
    }

    @Test
    void whatIsRefusedComesAgainByThePlanAndByHand() throws Exception {
        var client = Client.registered(base);
        var webhook = channel(client, "webhook", "/later");
        rule(client, "\"events\":[\"finding.new\"]", id(webhook));
        receiver.answer("/later", 503);
        scan(client, "a.acme.test");
        await("a first try", () -> receiver.at("/later").size() == 1);
        var first = receiver.at("/later").getFirst();
        for (var pause : List.of(10, 60, 300, 1800, 7200)) {
            var tries = receiver.at("/later").size();
            await(
                    "tried so often",
                    () -> log(client, webhook).getFirst().path("tries").asInt() == tries
                            && log(client, webhook).getFirst().path("attempts").size() == tries);
            assertThat(log(client, webhook).getFirst().path("status").asText()).isEqualTo("pending");
            clock.advance(Duration.ofSeconds(pause + 1));
            await("the next try", () -> receiver.at("/later").size() == tries + 1);
        }
        await(
                "given up",
                () -> log(client, webhook).getFirst().path("status").asText().equals("failed"));
        var failed = log(client, webhook).getFirst();
        assertThat(failed.path("tries").asInt()).isEqualTo(6);
        assertThat(failed.path("attempts")).hasSize(6);
        assertThat(failed.at("/attempts/0/status").asInt()).isEqualTo(503);
        assertThat(failed.path("request").asText())
                .contains("X-ReconAI-Delivery: ")
                .contains("X-Key: (set)");
        assertThat(failed.path("response").asText()).isEqualTo("told");
        receiver.answer("/later", 204);
        var redeliver = "/api/alerts/channels/" + id(webhook) + "/deliveries/"
                + failed.path("delivery_id").asText() + "/redeliver";
        assertThat(client.post(redeliver, "").statusCode()).isEqualTo(202);
        await(
                "delivered",
                () -> log(client, webhook).getFirst().path("status").asText().equals("delivered"));
        var last = receiver.at("/later").getLast();
        assertThat(last.header("X-reconai-delivery")).isEqualTo(first.header("X-reconai-delivery"));
        assertThat(last.text()).isEqualTo(first.text());
        assertThat(receiver.at("/later")).hasSize(7);
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        var client = Client.registered(base);
        var webhook = channel(client, "webhook", "/moved");
        receiver.answer("/moved", 302);
        var test = Client.json(client.post("/api/alerts/channels/" + id(webhook) + "/test", ""))
                .path("data");
        assertThat(test.path("delivered").asBoolean()).isFalse();
        assertThat(test.path("status").asInt()).isEqualTo(302);
        assertThat(receiver.at("/elsewhere")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"slack", "discord", "teams", "webhook"})
    void testsAreMarked(String type) {
        var client = Client.registered(base);
        var channel = channel(client, type, "/" + type);
        var answer = client.post("/api/alerts/channels/" + id(channel) + "/test", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var test = Client.json(answer).path("data");
        assertThat(test.path("delivered").asBoolean()).isTrue();
        assertThat(test.path("status").asInt()).isEqualTo(200);
        assertThat(receiver.at("/" + type)).hasSize(1);
        var message = receiver.at("/" + type).getFirst();
        if (type.equals("webhook")) {
            assertThat(message.json().path("test").asBoolean()).isTrue();
        } else {
            assertThat(message.text()).contains("test");
        }
        assertThat(log(client, channel))
                .singleElement()
                .satisfies(one -> assertThat(one.path("test").asBoolean()).isTrue());
        assertThat(client.data("/api/alerts")).isEmpty();
    }

    @Test
    void onlySoManyTestsAnHour() {
        var client = Client.registered(base);
        var channel = channel(client, "webhook", "/often");
        var codes = IntStream.range(0, 11)
                .map(_ -> client.post("/api/alerts/channels/" + id(channel) + "/test", "")
                        .statusCode())
                .boxed()
                .toList();
        assertThat(codes.subList(0, 10)).containsOnly(200);
        assertThat(codes.getLast()).isEqualTo(429);
    }

    @Test
    void aChannelThatTakesNothingIsSwitchedOff() throws Exception {
        var client = Client.registered(base);
        var webhook = channel(client, "webhook", "/gone");
        rule(client, "\"events\":[\"finding.new\"]", id(webhook));
        receiver.answer("/gone", 410);
        var hosts = IntStream.range(0, Carrier.MOST_FAILURES)
                .mapToObj(i -> "h" + i + ".acme.test")
                .toArray(String[]::new);
        scan(client, hosts);
        await("made", () -> log(client, webhook).size() == Carrier.MOST_FAILURES);
        for (var i = 1; i <= 6; i++) {
            var tries = i;
            await("try " + i, () -> log(client, webhook).stream()
                    .allMatch(one -> one.path("attempts").size() >= tries));
            clock.advance(Duration.ofHours(3));
        }
        await("switched off", () -> !client.data("/api/alerts/channels/" + id(webhook))
                .path("enabled")
                .asBoolean());
        var off = client.data("/api/alerts?event=channel.disabled");
        assertThat(off).hasSize(1);
        assertThat(off.at("/0/title").asText()).contains("switched off");
        assertThat(client.data("/api/alerts/channels/" + id(webhook))
                        .path("problem")
                        .asText())
                .contains("in a row failed");
        var on = client.send("PATCH", "/api/alerts/channels/" + id(webhook), "{\"enabled\":true}");
        assertThat(Client.json(on).at("/data/problem").isNull()).isTrue();
    }

    @Test
    void messagesOfOneRuleAreGathered() throws Exception {
        var client = Client.registered(base);
        var slack = channel(client, "slack", "/gathered");
        rule(client, "\"events\":[\"finding.new\"],\"throttle_minutes\":60", id(slack));
        scan(client, "a.acme.test");
        await("the first", () -> receiver.at("/gathered").size() == 1);
        scan(client, "b.acme.test");
        scan(client, "c.acme.test");
        await("three alerts", () -> client.data("/api/alerts?event=finding.new").size() == 3);
        while (composer.composeDue()) {
            // until nothing is due
        }
        assertThat(log(client, slack)).as("the next waits an hour").hasSize(1);
        clock.advance(Duration.ofMinutes(61));
        await("the second", () -> receiver.at("/gathered").size() == 2);
        assertThat(receiver.at("/gathered").getLast().text())
                .contains("b.acme.test")
                .contains("c.acme.test")
                .doesNotContain("a.acme.test");
    }

    @Test
    void manyWorkersTellOnce() throws Exception {
        var client = Client.registered(base);
        var webhook = channel(client, "webhook", "/many");
        rule(client, "\"events\":[\"finding.new\"]", id(webhook));
        scan(client, "a.acme.test", "b.acme.test", "c.acme.test");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 8; i++) {
                threads.submit(() -> worker.prepareNext());
                threads.submit(() -> carrier.deliverNext());
            }
        }
        await("told", () -> allEnded(client, webhook, 3));
        assertThat(receiver.at("/many")).hasSize(3);
    }

    @Test
    void showsNoSecrets() {
        var client = Client.registered(base);
        var made = channel(client, "webhook", "/secret");
        var secret = made.path("secret").asText();
        assertThat(secret).hasSizeGreaterThan(15);
        var slack = channel(client, "slack", "/T0/B0/verysecret");
        assertThat(slack.toString()).doesNotContain("verysecret");
        assertThat(slack.path("secret_set").asBoolean()).isTrue();
        client.post("/api/alerts/channels/" + id(slack) + "/test", "");
        client.send(
                "PATCH", "/api/alerts/channels/" + id(made), "{\"config\":{\"secret\":\"another-secret-of-ours\"}}");
        for (var path : List.of(
                "/api/alerts/channels",
                "/api/alerts/channels/" + id(made),
                "/api/alerts/channels/" + id(made) + "/deliveries",
                "/api/alerts/channels/" + id(slack) + "/deliveries",
                "/api/audit-log")) {
            assertThat(client.get(path).body())
                    .as(path)
                    .doesNotContain(secret)
                    .doesNotContain("verysecret")
                    .doesNotContain("another-secret")
                    .doesNotContain("a value");
        }
        assertThat(StreamSupport.stream(client.data("/api/audit-log").spliterator(), false)
                        .map(entry -> entry.path("action").asText()))
                .contains("channel.created", "channel.updated", "channel.tested");
    }

    @Test
    void theFirstRuleStaysAwayOnceRemoved() {
        var client = Client.registered(base);
        var rules = client.data("/api/alerts/rules");
        assertThat(rules).hasSize(1);
        assertThat(rules.at("/0/events/0").asText()).isEqualTo("asset.high_risk");
        var owner = client.data("/api/alerts/channels").get(0);
        assertThat(owner.path("type").asText()).isEqualTo("email");
        assertThat(owner.at("/config/to/0").asText())
                .isEqualTo(client.data("/api/auth/me").path("email").asText());
        client.send("DELETE", "/api/alerts/rules/" + rules.at("/0/rule_id").asText(), "");
        client.send("DELETE", "/api/alerts/channels/" + id(owner), "");
        assertThat(client.data("/api/alerts/rules")).isEmpty();
        assertThat(client.data("/api/alerts/channels")).isEmpty();
    }

    @Test
    void readMarksAreOnesOwn() throws Exception {
        var client = Client.registered(base);
        scan(client, "a.acme.test");
        await(
                "alerts",
                () -> Client.json(client.get("/api/alerts"))
                                .path("unread_count")
                                .asInt()
                        == 2);
        var first = client.data("/api/alerts").at("/0/alert_id").asText();
        assertThat(client.post("/api/alerts/read", "{\"alert_ids\":[\"" + first + "\"]}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(client.data("/api/alerts?read=true").at("/0/alert_id").asText())
                .isEqualTo(first);
        assertThat(client.post("/api/alerts/read", "{\"all\":true}").statusCode())
                .isEqualTo(204);
        assertThat(Client.json(client.get("/api/alerts")).path("unread_count").asInt())
                .isZero();
        assertThat(Client.registered(base).data("/api/alerts")).isEmpty();
    }

    @Test
    void aRepeatedRequestMakesOneChannelAndShowsItsSecretAgain() {
        var client = Client.registered(base).with("Idempotency-Key", "one");
        var first = channel(client, "webhook", "/x");
        var again = channel(client, "webhook", "/x");
        assertThat(again).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        channels | {}
        channels | {"name":"x","type":"pigeon","config":{}}
        channels | {"name":"","type":"webhook","config":{"url":"https://example.com"}}
        channels | {"name":"x","type":"webhook","config":{}}
        channels | {"name":"x","type":"webhook","config":{"url":"http://example.com/"}}
        channels | {"name":"x","type":"webhook","config":{"url":"http://10.0.0.1/"}}
        channels | {"name":"x","type":"webhook","config":{"url":"https://a:b@example.com/"}}
        channels | {"name":"x","type":"webhook","config":{"url":"file:///etc/passwd"}}
        channels | {"name":"x","type":"webhook","config":{"url":"https://example.com","secret":"short"}}
        channels | {"name":"x","type":"webhook","config":{"url":"https://example.com","headers":{"Host":"a"}}}
        channels | {"name":"x","type":"webhook","config":{"url":"https://example.com","headers":{"X-A":"a\\r\\nB: c"}}}
        channels | {"name":"x","type":"webhook","config":{"url":"https://example.com","headers":{"X-ReconAI-Event":"a"}}}
        channels | {"name":"x","type":"webhook","config":{"url":"https://example.com","to":["a@b.example"]}}
        channels | {"name":"x","type":"webhook","config":{"url":"https://example.com","other":1}}
        channels | {"name":"x","type":"webhook","workspace_id":"wsp_x","config":{"url":"https://example.com"}}
        channels | {"name":"x","type":"slack","config":{"webhook_url":"https://example.com/x"}}
        channels | {"name":"x","type":"slack","config":{"webhook_url":"https://hooks.slack.com.evil.test/x"}}
        channels | {"name":"x","type":"email","config":{"to":[]}}
        channels | {"name":"x","type":"email","config":{"to":["nobody"]}}
        channels | {"name":"x","type":"email","config":{"to":["a@b.example, c@d.example"]}}
        rules    | {"name":"x","events":[],"channels":["chn_x"]}
        rules    | {"name":"x","events":["finding.new"],"channels":["chn_x"]}
        rules    | {"name":"x","events":["channel.disabled"],"channels":["chn_x"]}
        rules    | {"name":"x","events":["finding.new"],"channels":[],"min_severity":"bad"}
        rules    | {"name":"x","events":["finding.new"]}
        read     | {}
        read     | {"all":false}
        read     | {"all":true,"alert_ids":["alr_x"]}
        read     | {"alert_ids":[]}
        """)
    void refusesWhatIsWrong(String what, String body) {
        var answer = Client.registered(base).post("/api/alerts/" + what, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(Client.json(answer).path("error_code").asText()).isEqualTo("VALIDATION_ERROR");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "mode":"digest"
        "mode":"digest","digest":{"every":"yearly"}
        "mode":"digest","digest":{"every":"daily","at":"8"}
        "mode":"digest","digest":{"every":"daily","time_zone":"Mars/Olympus"}
        "mode":"instant","digest":{"every":"daily"}
        "throttle_minutes":-1
        "quiet_hours":{"from":"22:00"}
        "quiet_hours":{"from":"22:00","to":"25:00"}
        "domains":["not a name"]
        "tags":[""]
        """)
    void refusesRulesThatMakeNoSense(String rest) {
        var client = Client.registered(base);
        var channel = channel(client, "webhook", "/x");
        var answer = client.post(
                "/api/alerts/rules",
                "{\"name\":\"x\",\"events\":[\"finding.new\"],\"channels\":[\"" + id(channel) + "\"]," + rest + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    }

    @Test
    void ofOthersIsAsIfItWereNot() {
        var mine = Client.registered(base);
        var channel = channel(mine, "webhook", "/x");
        var rule = rule(mine, "\"events\":[\"finding.new\"]", id(channel));
        var stranger = Client.registered(base);
        for (var id : List.of(id(channel), "chn_00000000000000000000000000", "nonsense")) {
            var path = "/api/alerts/channels/" + id;
            for (HttpResponse<String> answer : List.of(
                    stranger.get(path),
                    stranger.send("PATCH", path, "{\"enabled\":false}"),
                    stranger.send("DELETE", path, ""),
                    stranger.post(path + "/test", ""),
                    stranger.get(path + "/deliveries"),
                    stranger.post(path + "/deliveries/dlv_x/redeliver", ""))) {
                assertThat(answer.statusCode()).as(answer.uri().toString()).isEqualTo(404);
                assertThat(Client.json(answer).path("detail").asText()).isEqualTo("Not found");
            }
        }
        var path = "/api/alerts/rules/" + rule.path("rule_id").asText();
        assertThat(stranger.get(path).statusCode()).isEqualTo(404);
        assertThat(stranger.send("DELETE", path, "").statusCode()).isEqualTo(404);
        assertThat(stranger.post(
                                "/api/alerts/rules",
                                "{\"name\":\"x\",\"events\":[\"finding.new\"],\"channels\":[\"" + id(channel) + "\"]}")
                        .statusCode())
                .isEqualTo(422);
        for (var token : List.of("nonsense", id(channel) + ".x")) {
            var answer = Client.stranger(base).post("/api/alerts/confirm", "{\"token\":\"" + token + "\"}");
            assertThat(Client.json(answer).path("error_code").asText()).isEqualTo("TOKEN_LINK_INVALID");
        }
    }

    @Test
    void aRuleIsChangedFieldByField() {
        var client = Client.registered(base);
        var channel = channel(client, "slack", "/x");
        var rule = rule(
                client,
                "\"events\":[\"finding.new\"],\"mode\":\"digest\",\"digest\":{\"every\":\"daily\",\"at\":\"07:30\","
                        + "\"time_zone\":\"Europe/Vienna\"},\"quiet_hours\":{\"from\":\"22:00\",\"to\":\"07:00\"}",
                id(channel));
        assertThat(rule.at("/digest/every").asText()).isEqualTo("daily");
        assertThat(rule.path("min_severity").asText()).isEqualTo("high");
        assertThat(rule.path("throttle_minutes").asInt()).isEqualTo(60);
        var path = "/api/alerts/rules/" + rule.path("rule_id").asText();
        client.send("PATCH", path, "{\"min_severity\":\"low\",\"quiet_hours\":{\"from\":\"00:00\",\"to\":\"00:00\"}}");
        client.send("PATCH", path, "{\"mode\":\"instant\"}");
        var after = client.data(path);
        assertThat(after.path("digest").isNull()).isTrue();
        assertThat(after.path("quiet_hours").isNull()).isTrue();
        assertThat(after.path("min_severity").asText()).isEqualTo("low");
        assertThat(after.path("events")).isEqualTo(rule.path("events"));
    }
}
