package io.reconai.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.reconai.server.Client;
import io.reconai.server.MovableClock;
import io.reconai.server.OperatorSets;
import io.reconai.server.billing.Plans;
import io.reconai.server.identity.Workspace;
import io.reconai.server.mail.PostOffice;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.store.AssetStore;
import io.reconai.server.store.BillingStore;
import io.reconai.server.store.Looks;
import io.reconai.server.store.MemberStore;
import io.reconai.server.store.ReportScheduleStore;
import io.reconai.server.store.ScanStore;
import io.reconai.server.usage.Plan;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reports that come by mail by themselves.
@QuarkusTest
@TestProfile(ReportScheduleTest.WithMail.class)
class ReportScheduleTest {

    /// A service with mail, whose plans count.
    public static final class WithMail extends OperatorSets {
        public WithMail() {
            super(
                    "SMTP_HOST=127.0.0.1",
                    "SMTP_PORT=free",
                    "FROM_EMAIL=reconai@acme.example",
                    "RECONAI_PUBLIC_URL=https://reconai.example.com",
                    "RECONAI_QUOTAS=enforced");
        }
    }

    private static final String SCHEDULES = "/api/reports/schedules";

    private static PostOffice post;

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    ScanStore scans;

    @Inject
    AssetStore assets;

    @Inject
    BillingStore billing;

    @Inject
    MemberStore members;

    @Inject
    ReportScheduleStore store;

    @Inject
    ReportRunner runner;

    @Inject
    MovableClock clock;

    @BeforeAll
    static void openPost() {
        post = new PostOffice(Integer.parseInt(System.getProperty("SMTP_PORT")));
    }

    @AfterAll
    static void closePost() {
        post.close();
    }

    private static Workspace workspace(Client client) {
        return Workspace.ofRecord(
                client.data("/api/auth/me").path("workspace_id").asText());
    }

    private Client customer(String email) throws Exception {
        var client = post.member(base, email);
        Plans.set(billing, workspace(client), Plan.PRO, now());
        return client;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// A scan that ends: each host with a finding.
    private void scan(Workspace workspace, String... hosts) {
        var scanId = "scn_" + UUID.randomUUID().toString().replace("-", "").substring(0, 26);
        var scan = ScanRecords.asked(scanId, workspace, "acme.test", now());
        ScanRecords.addHeld(scans, workspace, scan);
        for (var host : hosts) {
            assets.keep(workspace, scanId, Looks.of(host, "acme.test", 20, List.of(443), "tls.cert.expired"), now());
        }
        scans.save(ScanRecords.finished(scan, now()));
    }

    private static HttpResponse<String> add(Client client, String recipient, String more) {
        return client.post(SCHEDULES, "{\"name\":\"Board\",\"recipients\":[\"" + recipient + "\"]" + more + "}");
    }

    private static JsonNode added(Client client, String recipient, String more) {
        var answer = add(client, recipient, more);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer).path("data");
    }

    private static String at(JsonNode schedule) {
        return SCHEDULES + "/" + schedule.path("schedule_id").asText();
    }

    @Test
    void comesOnMondayOnceHoweverManyServersMakeIt() throws Exception {
        var email = PostOffice.newAddress();
        var client = customer(email);
        var ours = workspace(client);
        scan(ours, "www.acme.test");
        var made = added(client, email, ",\"every\":\"weekly\",\"at\":\"07:30\",\"time_zone\":\"Europe/Vienna\"");
        assertThat(made.path("state").asText()).isEqualTo("active");
        assertThat(made.path("format").asText()).isEqualTo("pdf");
        assertThat(made.path("last_sent_at").isNull()).isTrue();
        var next = Instant.parse(made.path("next_send_at").asText());
        assertThat(Duration.between(now(), next)).isBetween(Duration.ZERO, Duration.ofDays(7));
        clock.advance(Duration.ofMinutes(1));
        scan(ours, "www.acme.test", "new.acme.test");

        clock.advance(Duration.between(clock.instant(), next).plusSeconds(1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(runner::runDue))
                    .toList();
            for (var run : runs) {
                run.get();
            }
        }
        var mail = post.mails(email, 2).getLast();
        assertThat(mail.getSubject()).startsWith("Board: ").contains("1 new host");
        assertThat(PostOffice.text(mail))
                .contains("weekly report")
                .contains("Changes since")
                .contains("New host: new.acme.test")
                .contains("The whole report is attached.")
                .contains("https://reconai.example.com/reports");
        var attached = PostOffice.attachments(mail);
        assertThat(attached).hasSize(1);
        assertThat(attached.getFirst().getFileName()).matches("detailed_security_report_\\d{8}\\.pdf");
        assertThat(attached.getFirst().getContentType()).startsWith("application/pdf");
        assertThat(new String(attached.getFirst().getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-");

        var later = PostOffice.signedIn(base, email).data(at(made));
        assertThat(Instant.parse(later.path("next_send_at").asText())).isAfter(next);
        assertThat(later.path("last_sent_at").isNull()).isFalse();
        runner.runDue();
        clock.advance(Duration.ofDays(7));
        runner.runDue();
        assertThat(PostOffice.text(post.mails(email, 3).getLast())).contains("Nothing was scanned since then.");
    }

    @Test
    void isSentAtOnceOnRequestAndOnceForOneKey() throws Exception {
        var email = PostOffice.newAddress();
        var client = customer(email);
        var made = added(client, email, ",\"format\":\"html\",\"every\":\"monthly\"");
        clock.advance(Duration.ofMinutes(1));
        scan(workspace(client), "www.acme.test", "<script>.acme.test");
        var send = client.with("Idempotency-Key", "once");
        assertThat(send.post(at(made) + "/send", "").statusCode()).isEqualTo(202);
        assertThat(send.post(at(made) + "/send", "").headers().firstValue("Idempotent-Replayed"))
                .contains("true");
        var mail = post.mails(email, 2).getLast();
        assertThat(mail.getMessageID()).matches("<mail_[0-9a-z]{26}@acme\\.example>");
        var file = PostOffice.attachments(mail).getFirst();
        assertThat(file.getContentType()).startsWith("text/html");
        var html = new String(file.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(html)
                .contains("Changes since")
                .contains("looked at for the first time")
                .contains("Content-Security-Policy")
                .doesNotContain("<script");
        assertThat(client.data(at(made)).path("next_send_at").asText())
                .as("the planned one stays")
                .isEqualTo(made.path("next_send_at").asText());
        assertThat(client.all("/api/audit-log?target_type=report_schedule"))
                .extracting(entry -> entry.path("action").asText())
                .containsExactly("report_schedule.sent", "report_schedule.created");
    }

    @Test
    void whoLeftGetsNoneAndNobodyElseIsWrittenTo() throws Exception {
        var email = PostOffice.newAddress();
        var client = customer(email);
        assertThat(add(client, "stranger@acme.example", "").statusCode()).isEqualTo(422);
        var made = added(client, email, "");
        var shared = Client.json(client.post("/api/workspaces", "{\"name\":\"Shared\"}"))
                .at("/data/workspace_id")
                .asText();
        Plans.set(billing, Workspace.ofRecord(shared), Plan.PRO, now());
        var there = client.with("X-Workspace-Id", shared);
        var second = PostOffice.newAddress();
        var other = post.member(base, second);
        assertThat(add(there, second, "").statusCode()).as("no member yet").isEqualTo(422);
        there.post("/api/workspaces/" + shared + "/invitations", "{\"email\":\"" + second + "\",\"role\":\"viewer\"}");
        var link = PostOffice.text(post.mails(second, 2).getLast());
        var token = link.replaceAll("(?s).*/invitations/([0-9a-z]+).*", "$1");
        other.post("/api/invitations/" + token + "/accept", "");
        var theirs = added(there, second, "");
        assertThat(theirs.at("/recipients/0").asText()).isEqualTo(second);
        members.remove(
                Workspace.ofRecord(shared),
                other.data("/api/auth/me").path("uid").asText());
        var left = there.data(at(theirs));
        assertThat(left.path("recipients")).isEmpty();
        assertThat(left.path("state").asText()).isEqualTo("paused");
        assertThat(left.path("paused_because").asText()).isEqualTo("no_recipient");
        assertThat(there.post(at(theirs) + "/send", "").statusCode()).isEqualTo(409);
        store.ask(Workspace.ofRecord(shared), theirs.path("schedule_id").asText(), now());
        runner.runDue();
        assertThat(post.received(second)).hasSize(2);
        there.send("DELETE", "/api/workspaces/" + shared, "{\"confirm\":\"Shared\"}");
        assertThat(store.locate(theirs.path("schedule_id").asText())).isEmpty();
        assertThat(store.locate(made.path("schedule_id").asText())).isPresent();
    }

    @Test
    void aSmallerPlanPausesWhatItDoesNotHave() throws Exception {
        var email = PostOffice.newAddress();
        var client = customer(email);
        var pdf = added(client, email, "");
        var html = added(client, email, ",\"format\":\"html\"");
        Plans.set(billing, workspace(client), Plan.FREE, now().plusMillis(1));
        var paused = client.data(at(pdf));
        assertThat(paused.path("state").asText()).isEqualTo("paused");
        assertThat(paused.path("paused_because").asText()).isEqualTo("plan");
        assertThat(client.data(at(html)).path("state").asText()).isEqualTo("active");
        assertThat(add(client, email, "").statusCode()).isEqualTo(402);
        assertThat(client.post(at(pdf) + "/send", "").statusCode()).isEqualTo(402);
        assertThat(client.send("PATCH", at(html), "{\"format\":\"pdf\"}").statusCode())
                .isEqualTo(402);
        assertThat(client.send("PATCH", at(pdf), "{\"enabled\":false}").statusCode())
                .isEqualTo(200);
        assertThat(client.data(at(pdf)).path("state").asText()).isEqualTo("off");
        assertThat(client.data(at(pdf)).path("next_send_at").isNull()).isTrue();
    }

    @Test
    void ofOthersIsAsIfItWereNot() throws Exception {
        var email = PostOffice.newAddress();
        var mine = customer(email);
        var made = added(mine, email, "");
        var stranger = customer(PostOffice.newAddress());
        for (var path : List.of(at(made), SCHEDULES + "/rps_00000000000000000000000000", SCHEDULES + "/nonsense")) {
            for (HttpResponse<String> answer : List.of(
                    stranger.get(path),
                    stranger.send("PATCH", path, "{\"enabled\":false}"),
                    stranger.send("DELETE", path, ""),
                    stranger.post(path + "/send", ""))) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
            }
        }
        assertThat(stranger.data(SCHEDULES)).isEmpty();
        assertThat(mine.send("DELETE", at(made), "").statusCode()).isEqualTo(204);
        assertThat(mine.get(at(made)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}
        {"name":"x"}
        {"name":"x","recipients":[]}
        {"name":" ","recipients":["ME"]}
        {"name":"x","recipients":["ME"],"every":"daily"}
        {"name":"x","recipients":["ME"],"at":"8"}
        {"name":"x","recipients":["ME"],"at":"25:00"}
        {"name":"x","recipients":["ME"],"time_zone":"Mars/Olympus"}
        {"name":"x","recipients":["ME"],"format":"docx"}
        {"name":"x","recipients":["ME"],"domains":["not a name"]}
        {"name":"x","recipients":["ME"],"domains":[null]}
        {"name":"x","recipients":[null]}
        {"name":"x","recipients":["nobody"]}
        {"name":"x","recipients":["ME"],"workspace_id":"wsp_x"}
        """)
    void refusesWhatIsWrong(String body) throws Exception {
        var answer = refusing().post(SCHEDULES, body.replace("ME", REFUSED));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(Client.json(answer).path("error_code").asText()).isEqualTo("VALIDATION_ERROR");
    }

    private static final String REFUSED = PostOffice.newAddress();

    /// The same person for all of them.
    private Client refusing() throws Exception {
        return post.received(REFUSED).isEmpty() ? customer(REFUSED) : PostOffice.signedIn(base, REFUSED);
    }
}
