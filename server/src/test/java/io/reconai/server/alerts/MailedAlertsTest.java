package io.reconai.server.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import io.reconai.server.MovableClock;
import io.reconai.server.OperatorSets;
import io.reconai.server.identity.Workspace;
import io.reconai.server.mail.PostOffice;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.store.AssetStore;
import io.reconai.server.store.Looks;
import io.reconai.server.store.ScanStore;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Alerts by mail: who gets them, and how people begin and end it.
@QuarkusTest
@TestProfile(MailedAlertsTest.WithMail.class)
@QuarkusTestResource(LabAround.class)
class MailedAlertsTest {

    /// A service with mail.
    public static final class WithMail extends OperatorSets {
        public WithMail() {
            super(
                    "SMTP_HOST=127.0.0.1",
                    "SMTP_PORT=free",
                    "FROM_EMAIL=reconai@acme.example",
                    "RECONAI_PUBLIC_URL=https://reconai.example.com");
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern VERIFY = Pattern.compile("verify-email#token=([0-9a-z]{40})");
    private static final Pattern CONFIRM = Pattern.compile("confirm-alerts#token=(chn_[0-9a-z]{26}\\.[0-9a-z]{26})");

    private static GreenMail post;

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    ScanStore scans;

    @Inject
    AssetStore assets;

    @Inject
    MovableClock clock;

    @BeforeAll
    static void openPost() {
        post = new GreenMail(new ServerSetup(Integer.parseInt(System.getProperty("SMTP_PORT")), "127.0.0.1", "smtp"));
        post.start();
    }

    @AfterAll
    static void closePost() {
        post.stop();
    }

    /// The mails to somebody, when there are so many.
    private static List<MimeMessage> mails(String recipient, int count) throws Exception {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var found = received(recipient);
        while (found.size() < count && System.nanoTime() < end) {
            post.waitForIncomingEmail(200, post.getReceivedMessages().length + 1);
            found = received(recipient);
        }
        assertThat(found).as("mails to " + recipient).hasSize(count);
        return found;
    }

    private static List<MimeMessage> received(String recipient) throws Exception {
        var found = new ArrayList<MimeMessage>();
        for (MimeMessage message : post.getReceivedMessages()) {
            if (Arrays.toString(message.getRecipients(Message.RecipientType.TO)).equals("[" + recipient + "]")) {
                found.add(message);
            }
        }
        return found;
    }

    private static String text(MimeMessage message) throws Exception {
        return (String) ((MimeMultipart) message.getContent()).getBodyPart(0).getContent();
    }

    private static String html(MimeMessage message) throws Exception {
        return (String) ((MimeMultipart) message.getContent()).getBodyPart(1).getContent();
    }

    private static String found(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    /// Somebody whose address was shown to be his.
    private Client member(String email) throws Exception {
        Client.stranger(base).post("/api/auth/register", Client.account(email));
        var secret = found(VERIFY, text(mails(email, 1).getFirst()));
        Client.stranger(base).post("/api/auth/email/verify", "{\"token\":\"" + secret + "\"}");
        var login = Client.stranger(base).post("/api/auth/login", Client.account(email));
        return Client.stranger(base)
                .with(
                        "Authorization",
                        "Bearer " + Client.json(login).path("access_token").asText());
    }

    private static String newEmail() {
        return UUID.randomUUID() + "@acme.example";
    }

    private void scan(Client client, int score, String... hosts) {
        var workspace = Workspace.ofRecord(
                client.data("/api/auth/me").path("workspace_id").asText());
        var scanId = "scn_" + UUID.randomUUID().toString().replace("-", "").substring(0, 26);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var scan = ScanRecords.asked(scanId, workspace, "acme.test", now);
        ScanRecords.addHeld(scans, workspace, scan);
        for (var host : hosts) {
            assets.keep(workspace, scanId, Looks.of(host, "acme.test", score, List.of(443), "tls.cert.expired"), now);
        }
        scans.save(ScanRecords.finished(scan, now));
    }

    @Test
    void theOwnerGetsOneMailAScanOfWhatRose() throws Exception {
        var email = newEmail();
        var owner = member(email);
        scan(owner, 70, "a.acme.test", "b.acme.test");
        var mail = mails(email, 2).getLast();
        assertThat(mail.getSubject()).isEqualTo("2 alerts: asset high risk");
        assertThat(text(mail))
                .contains("a.acme.test is at high risk (70)")
                .contains("b.acme.test is at high risk (70)")
                .contains("https://reconai.example.com/assets/ast_");
        assertThat(html(mail)).contains("<a href=\"https://reconai.example.com/assets/ast_");
        assertThat(mail.getHeader("List-Unsubscribe-Post", ",")).isEqualTo("List-Unsubscribe=One-Click");
        var address = mail.getHeader("List-Unsubscribe", ",");
        assertThat(address).startsWith("<https://reconai.example.com/api/alerts/unsubscribe/chn_");

        scan(owner, 75, "a.acme.test", "b.acme.test"); // the level stays
        scan(owner, 90, "a.acme.test"); // and rises
        assertThat(text(mails(email, 3).getLast()))
                .contains("a.acme.test is at critical risk (90)")
                .doesNotContain("b.acme.test");

        var path = address.substring("<https://reconai.example.com".length(), address.length() - 1);
        var unsubscribed = Client.stranger(base)
                .with("Content-Type", "application/x-www-form-urlencoded")
                .post(path, "List-Unsubscribe=One-Click");
        assertThat(unsubscribed.statusCode()).as(unsubscribed.body()).isEqualTo(204);
        assertThat(owner.data("/api/alerts/channels")
                        .at("/0/config/unsubscribed/0")
                        .asText())
                .isEqualTo(email);
        scan(owner, 95, "c.acme.test");
        var end = System.nanoTime() + PATIENCE.toNanos();
        var log = "/api/alerts/channels/"
                + owner.data("/api/alerts/channels").at("/0/channel_id").asText() + "/deliveries";
        while (!owner.data(log).at("/0/status").asText().equals("failed")) {
            assertThat(System.nanoTime()).isLessThan(end);
            post.waitForIncomingEmail(50, post.getReceivedMessages().length + 1);
        }
        assertThat(received(email)).hasSize(3);
    }

    @Test
    void aDigestCarriesTheReportWhereItsRuleWantsIt() throws Exception {
        var email = newEmail();
        var owner = member(email);
        var rule = owner.data("/api/alerts/rules").get(0);
        var changed = owner.send(
                "PATCH",
                "/api/alerts/rules/" + rule.path("rule_id").asText(),
                "{\"digest\":{\"every\":\"scan\",\"attach_pdf\":true}}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(Client.json(changed).at("/data/digest/attach_pdf").asBoolean())
                .isTrue();
        scan(owner, 70, "a.acme.test");
        var mail = mails(email, 2).getLast();
        assertThat(PostOffice.text(mail)).contains("a.acme.test is at high risk (70)");
        assertThat(mail.getMessageID()).matches("<dlv_[0-9a-z]{26}_[0-9a-z]{26}@acme\\.example>");
        var file = PostOffice.attachments(mail).getFirst();
        assertThat(file.getFileName()).endsWith(".pdf");
        assertThat(new String(file.getInputStream().readNBytes(5), StandardCharsets.US_ASCII))
                .isEqualTo("%PDF-");
    }

    @Test
    void whoIsNoMemberConfirmsFirst() throws Exception {
        var owner = member(newEmail());
        var outsider = newEmail();
        var made = Client.json(owner.post(
                        "/api/alerts/channels",
                        "{\"name\":\"Outside\",\"type\":\"email\",\"config\":{\"to\":[\"" + outsider + "\"]}}"))
                .path("data");
        assertThat(made.at("/config/unconfirmed/0").asText()).isEqualTo(outsider);
        var asked = text(mails(outsider, 1).getFirst());
        var test = "/api/alerts/channels/" + made.path("channel_id").asText() + "/test";
        assertThat(Client.json(owner.post(test, "")).at("/data/delivered").asBoolean())
                .isFalse();
        assertThat(received(outsider)).hasSize(1);
        var confirmed =
                Client.stranger(base).post("/api/alerts/confirm", "{\"token\":\"" + found(CONFIRM, asked) + "\"}");
        assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(204);
        assertThat(Client.json(owner.post(test, "")).at("/data/delivered").asBoolean())
                .isTrue();
        var mail = mails(outsider, 2).getLast();
        assertThat(mail.getSubject()).startsWith("[test]");
        assertThat(mail.getHeader("List-Unsubscribe", ","))
                .as("a test is no digest")
                .isNull();
        assertThat(owner.get(test.replace("/test", "")).body())
                .doesNotContain(found(CONFIRM, asked).split("\\.")[1]);
    }
}
