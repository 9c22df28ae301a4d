package io.reconai.server.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import io.reconai.server.MovableClock;
import io.reconai.server.OperatorSets;
import io.reconai.server.billing.Plans;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.store.AssetStore;
import io.reconai.server.store.BillingStore;
import io.reconai.server.store.Looks;
import io.reconai.server.store.ScanStore;
import io.reconai.server.store.UsageStore;
import io.reconai.server.usage.Plan;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Alerts of what comes with time and of what is found no more or anew, from their cause to the receiver.
@QuarkusTest
@TestProfile(WatchedAlertsTest.Sold.class)
@QuarkusTestResource(LabAround.class)
class WatchedAlertsTest {

    /// A service with plans that may post to this machine.
    public static final class Sold extends OperatorSets {
        public Sold() {
            super("RECONAI_ALLOW_NETWORKS=127.0.0.0/8", "RECONAI_QUOTAS=enforced");
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// Never given: only a pause between two looks.
    private static final Semaphore LOOKS = new Semaphore(0);

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    ScanStore scans;

    @Inject
    AssetStore assets;

    @Inject
    BillingStore billing;

    @Inject
    UsageStore usage;

    @Inject
    AlertWatch watch;

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
            LOOKS.tryAcquire(50, TimeUnit.MILLISECONDS);
        }
    }

    /// Somebody whose plan has webhooks.
    private Client customer() {
        var client = Client.registered(base);
        Plans.set(billing, workspace(client), Plan.PRO, clock.instant());
        return client;
    }

    private static Workspace workspace(Client client) {
        return Workspace.ofRecord(
                client.data("/api/auth/me").path("workspace_id").asText());
    }

    /// A rule whose messages go to a path of the receiver.
    private void rule(Client client, String type, String path, String rest) {
        var config = type.equals("webhook")
                ? "{\"url\":\"%s\"}".formatted(receiver.address(path))
                : "{\"webhook_url\":\"%s\",\"allow_custom_hosts\":true}".formatted(receiver.address(path));
        var channel = created(
                client,
                "/api/alerts/channels",
                "{\"name\":\"c\",\"type\":\"%s\",\"config\":%s}".formatted(type, config));
        created(
                client,
                "/api/alerts/rules",
                "{\"name\":\"r\",\"channels\":[\"%s\"],%s}"
                        .formatted(channel.path("channel_id").asText(), rest));
    }

    private static JsonNode created(Client client, String path, String body) {
        var answer = client.post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer).path("data");
    }

    /// A scan that saw one host with these ports, and nothing else.
    private void scan(Client client, String host, Integer... ports) {
        var workspace = workspace(client);
        var scanId = "scn_" + UUID.randomUUID().toString().replace("-", "").substring(0, 26);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var scan = ScanRecords.asked(scanId, workspace, "acme.test", now);
        ScanRecords.addHeld(scans, workspace, scan);
        assets.keep(workspace, scanId, Looks.of(host, "acme.test", 20, List.of(ports), "tls.cert.expired"), now);
        assets.markStale(workspace, new DomainName("acme.test"), scanId, Set.of());
        scans.save(ScanRecords.finished(scan, now));
    }

    private List<JsonNode> told(String path, int many) throws InterruptedException {
        await(path, () -> receiver.at(path).size() >= many);
        assertThat(receiver.at(path)).as(path).hasSize(many);
        return receiver.at(path).stream().map(Receiver.Received::json).toList();
    }

    @Test
    void portsThatOpenAndHostsThatGo() throws Exception {
        var client = customer();
        rule(client, "webhook", "/changes", "\"events\":[\"port.opened\",\"asset.gone\"]");
        scan(client, "a.acme.test", 443);
        scan(client, "a.acme.test", 443, 8443, 9443); // whether 9443 was open before nobody asked
        var opened = told("/changes", 1).getFirst();
        assertThat(opened.path("event").asText()).isEqualTo("port.opened");
        assertThat(opened.at("/data/title").asText()).isEqualTo("Port 8443 opened on a.acme.test");
        scan(client, "b.acme.test", 443);
        var gone = told("/changes", 2).getLast();
        assertThat(gone.path("event").asText()).isEqualTo("asset.gone");
        assertThat(gone.at("/data/target/label").asText()).isEqualTo("a.acme.test");
        scan(client, "b.acme.test", 443); // nothing has changed
        scan(client, "b.acme.test", 443, 8000);
        assertThat(told("/changes", 3).getLast().at("/data/target/label").asText())
                .isEqualTo("b.acme.test");
    }

    @Test
    void certificatesAreToldOfAtEachMarkOnce() throws Exception {
        var client = customer();
        rule(client, "webhook", "/certificates", "\"events\":[\"certificate.expiring\"]");
        var asked = client.post("/api/assets/scan", "{\"domain\":\"acme.test\",\"max_hosts\":250}");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        var scanId = Client.json(asked).path("scan_id").asText();
        var workspace = workspace(client);
        await("the scan's end", () -> scans.find(workspace, scanId)
                .filter(scan -> scan.scanStatus().isFinal())
                .isPresent());
        var ending = client.all("/api/assets").stream()
                .filter(asset -> asset.path("ssl_days_until_expiry").asInt(-1) >= 0
                        && asset.path("ssl_days_until_expiry").asInt() < 7)
                .map(asset -> asset.path("asset_value").asText())
                .sorted()
                .toList();
        assertThat(ending).as("hosts whose certificate ends this week").isNotEmpty();
        lookAgain();
        await("each host", () -> certificates("high").equals(ending));
        lookAgain(); // the same mark
        clock.advance(Duration.ofDays(4).plusHours(8));
        lookAgain();
        await("the day before", () -> !certificates("critical").isEmpty());
        assertThat(certificates("high")).isEqualTo(ending);
        assertThat(certificates("critical")).isSubsetOf(ending).doesNotHaveDuplicates();
    }

    /// An hour later, since certificates are looked at once an hour.
    private void lookAgain() {
        clock.advance(Duration.ofMinutes(61));
        watch.look();
    }

    /// The hosts told of, each as often as it was.
    private List<String> certificates(String severity) {
        return receiver.at("/certificates").stream()
                .map(Receiver.Received::json)
                .filter(one -> one.at("/data/severity").asText().equals(severity))
                .map(one -> one.at("/data/target/label").asText())
                .sorted()
                .toList();
    }

    @Test
    void whoUsesUpAPlanIsWarnedTwice() {
        var client = Client.registered(base);
        var workspace = workspace(client);
        use(workspace, 80);
        watch.look();
        watch.look();
        assertThat(warnings(client)).containsExactly("80 % of the API calls are used");
        use(workspace, 100);
        watch.look();
        usage.giveCallBack(workspace, clock.instant()); // to look at what came
        assertThat(warnings(client)).containsExactly("All API calls are used up", "80 % of the API calls are used");
    }

    /// Without asking so often, which a free plan's rate would not allow.
    private void use(Workspace workspace, int calls) {
        while (usage.usage(workspace, clock.instant()).apiCalls() < calls) {
            assertThat(usage.takeCall(workspace, calls, clock.instant())).isTrue();
        }
    }

    private static List<String> warnings(Client client) {
        return client.all("/api/alerts?event=usage.warning").stream()
                .map(alert -> alert.path("title").asText())
                .toList();
    }

    @Test
    void aDigestGathersADayAndLeavesAtItsHour() throws Exception {
        var client = customer();
        var leaves = clock.instant().plus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MINUTES);
        rule(
                client,
                "slack",
                "/digest",
                "\"events\":[\"asset.new\"],\"mode\":\"digest\",\"digest\":{\"every\":\"daily\",\"at\":\"%s\",\"time_zone\":\"UTC\"}"
                        .formatted(clock(leaves)));
        scan(client, "a.acme.test", 443);
        scan(client, "b.acme.test", 443);
        await("both are known", () -> client.data("/api/alerts?event=asset.new").size() == 2);
        clock.advance(Duration.ofHours(2));
        assertThat(receiver.at("/digest")).isEmpty();
        clock.advance(Duration.ofHours(1));
        told("/digest", 1);
        assertThat(receiver.at("/digest").getFirst().text())
                .contains("a.acme.test")
                .contains("b.acme.test");
    }

    @Test
    void quietHoursHoldMessagesBackUntilTheyEnd() throws Exception {
        var client = customer();
        var now = clock.instant();
        rule(
                client,
                "webhook",
                "/quiet",
                "\"events\":[\"asset.new\"],\"quiet_hours\":{\"from\":\"%s\",\"to\":\"%s\",\"time_zone\":\"UTC\"}"
                        .formatted(clock(now.minus(Duration.ofHours(1))), clock(now.plus(Duration.ofHours(2)))));
        scan(client, "a.acme.test", 443);
        await("it is known", () -> client.data("/api/alerts?event=asset.new").size() == 1);
        clock.advance(Duration.ofHours(1));
        assertThat(receiver.at("/quiet")).isEmpty();
        clock.advance(Duration.ofHours(1));
        told("/quiet", 1);
    }

    private static String clock(Instant time) {
        return time.atOffset(ZoneOffset.UTC)
                .toLocalTime()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }
}
