package io.reconai.server.identity;

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
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Accounts of a service that can write to people; the mail server is one of this machine.
@QuarkusTest
@TestProfile(MailedAccountsTest.WithMail.class)
@QuarkusTestResource(LabAround.class)
class MailedAccountsTest {

    /// A service with mail.
    public static final class WithMail extends OperatorSets {
        public WithMail() {
            super(
                    "SMTP_HOST=127.0.0.1",
                    "SMTP_PORT=free",
                    "FROM_EMAIL=reconai@acme.example",
                    "RECONAI_OPERATORS=other@acme.example, Ops@acme.example",
                    "RECONAI_PUBLIC_URL=https://reconai.example.com");
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LINK =
            Pattern.compile("https://reconai\\.example\\.com/([a-z-]+)#token=([0-9a-z]{40})");
    private static final String NEW_PASSWORD = "rain on a tin roof at noon";

    private static GreenMail post;

    @TestHTTPResource("/")
    URI base = URI.create("/");

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

    private static String newEmail() {
        return UUID.randomUUID() + "@acme.example";
    }

    private static String code(HttpResponse<String> answer) {
        return Client.json(answer).path("error_code").asText();
    }

    /// The latest mails to somebody, when there are so many.
    private static List<String> mails(String recipient, int count) throws Exception {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var found = received(recipient);
        while (found.size() < count && System.nanoTime() < end) {
            post.waitForIncomingEmail(200, post.getReceivedMessages().length + 1);
            found = received(recipient);
        }
        assertThat(found).as("mails to " + recipient).hasSize(count);
        return found;
    }

    private static List<String> received(String recipient) throws Exception {
        var texts = new ArrayList<String>();
        for (MimeMessage message : post.getReceivedMessages()) {
            if (Arrays.toString(message.getRecipients(Message.RecipientType.TO)).equals("[" + recipient + "]")) {
                texts.add(message.getSubject() + "\n"
                        + ((MimeMultipart) message.getContent()).getBodyPart(0).getContent());
            }
        }
        return texts;
    }

    private static String secret(String mail, String page) {
        var link = LINK.matcher(mail);
        assertThat(link.find()).as(mail).isTrue();
        assertThat(link.group(1)).isEqualTo(page);
        return link.group(2);
    }

    private HttpResponse<String> ask(String path, String body) {
        return Client.stranger(base).with("X-Request-Id", "same").post(path, body);
    }

    private HttpResponse<String> verify(String secret) {
        return ask("/api/auth/email/verify", "{\"token\":\"" + secret + "\"}");
    }

    private HttpResponse<String> reset(String secret, String password) {
        return ask("/api/auth/password/reset", "{\"token\":\"" + secret + "\",\"password\":\"" + password + "\"}");
    }

    private HttpResponse<String> forgot(String email) {
        return ask("/api/auth/password/forgot", "{\"email\":\"" + email + "\"}");
    }

    private HttpResponse<String> signIn(String email, String password) {
        return ask("/api/auth/login", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
    }

    /// Somebody whose address was confirmed.
    private String member() throws Exception {
        return member(newEmail());
    }

    private String member(String email) throws Exception {
        assertThat(ask("/api/auth/register", Client.account(email)).statusCode())
                .isEqualTo(201);
        assertThat(verify(secret(mails(email, 1).getFirst(), "verify-email")).statusCode())
                .isEqualTo(204);
        return email;
    }

    private Client client(String email) {
        var answer = signIn(email, Client.PASSWORD);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Client.stranger(base)
                .with(
                        "Authorization",
                        "Bearer " + Client.json(answer).path("access_token").asText());
    }

    @Test
    void anAccountBeginsWithTheMailedLink() throws Exception {
        var email = newEmail();
        var answer = ask("/api/auth/register", Client.account(email));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(Client.json(answer).path("data").toString())
                .isEqualTo("{\"email\":\"" + email + "\",\"email_verified\":false}");
        assertThat(answer.body()).doesNotContain("token");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(code(signIn(email, Client.PASSWORD))).isEqualTo("INVALID_CREDENTIALS");

        var secret = secret(mails(email, 1).getFirst(), "verify-email");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 20)
                    .mapToObj(_ -> threads.submit(() -> verify(secret).statusCode()))
                    .toList();
            var done = 0;
            for (var one : all) {
                done += one.get() == 204 ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        }
        assertThat(code(verify(secret))).isEqualTo("TOKEN_LINK_INVALID");
        var me = client(email).data("/api/auth/me");
        assertThat(me.path("email_verified").asBoolean()).isTrue();
        assertThat(client(email).data("/api/audit-log?action=user.registered")).hasSize(1);
    }

    @Test
    void theServiceIsShownToItsOperators() throws Exception {
        var system = client(member("ops@acme.example")).data("/api/admin/system");
        assertThat(system.path("versions").path("store").asInt()).isPositive();
        assertThat(system.path("versions").path("java").asText()).isNotEmpty();
        assertThat(system.path("store").path("kind").asText()).isEqualTo("sqlite");
        assertThat(system.path("store").path("bytes").asLong()).isPositive();
        assertThat(system.path("queue").path("depth").asInt()).isZero();
        assertThat(system.path("queue").path("oldest_waiting_since").isNull()).isTrue();
        assertThat(system.path("workers").path(0).path("places").asInt()).isPositive();
        assertThat(code(client(member()).get("/api/admin/system"))).isEqualTo("RESOURCE_NOT_FOUND");
    }

    /// Somebody who registers another's address gets no foothold in the account that its owner makes.
    @Test
    void eachLinkBringsItsOwnPassword() throws Exception {
        var email = newEmail();
        ask("/api/auth/register", "{\"email\":\"" + email + "\",\"password\":\"the thief knows this one\"}");
        var thiefs = secret(mails(email, 1).getFirst(), "verify-email");
        ask("/api/auth/register", Client.account(email));
        var mails = mails(email, 2);
        var own = secret(mails.get(secret(mails.get(0), "verify-email").equals(thiefs) ? 1 : 0), "verify-email");
        assertThat(verify(own).statusCode()).isEqualTo(204);
        assertThat(code(verify(thiefs))).isEqualTo("TOKEN_LINK_INVALID");
        assertThat(code(signIn(email, "the thief knows this one"))).isEqualTo("INVALID_CREDENTIALS");
        assertThat(signIn(email, Client.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void aForgottenPasswordIsSetAnewOnce() throws Exception {
        var email = member();
        var before = client(email);
        assertThat(forgot(email.toUpperCase(Locale.ROOT)).statusCode()).isEqualTo(202);
        var old = secret(mails(email, 2).get(1), "reset-password");
        assertThat(forgot(email).statusCode()).isEqualTo(202);
        var secret = secret(mails(email, 3).get(2), "reset-password");
        assertThat(code(reset(old, NEW_PASSWORD))).as("only the newest counts").isEqualTo("TOKEN_LINK_INVALID");
        assertThat(code(reset(secret, "short"))).isEqualTo("VALIDATION_ERROR");
        assertThat(code(reset(secret, email))).isEqualTo("VALIDATION_ERROR");
        assertThat(code(verify(secret))).as("for something else").isEqualTo("TOKEN_LINK_INVALID");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 3)
                    .mapToObj(_ ->
                            threads.submit(() -> reset(secret, NEW_PASSWORD).statusCode()))
                    .toList();
            var done = 0;
            for (var one : all) {
                done += one.get() == 204 ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        }
        assertThat(code(reset(secret, NEW_PASSWORD))).isEqualTo("TOKEN_LINK_INVALID");
        assertThat(code(before.get("/api/auth/me"))).isEqualTo("AUTH_TOKEN_INVALID");
        assertThat(code(signIn(email, Client.PASSWORD))).isEqualTo("INVALID_CREDENTIALS");
        assertThat(signIn(email, NEW_PASSWORD).statusCode()).isEqualTo(200);
        assertThat(mails(email, 4).get(3)).startsWith("Your ReconAI password was changed");
    }

    @Test
    void aLinkRunsOut() throws Exception {
        var email = member();
        forgot(email);
        var secret = secret(mails(email, 2).get(1), "reset-password");
        clock.advance(Duration.ofMinutes(61));
        assertThat(code(reset(secret, NEW_PASSWORD))).isEqualTo("TOKEN_LINK_INVALID");
    }

    /// One without an account, one with, one that waits to be confirmed: every answer is the same to the letter.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/auth/register        | {\"email\":\"EMAIL\",\"password\":\"a tunnel painted on rock\"} | 201",
                "/api/auth/register        | {\"email\":\"EMAIL\",\"password\":\"short\"}            | 422",
                "/api/auth/login           | {\"email\":\"EMAIL\",\"password\":\"not the right one\"} | 401",
                "/api/auth/password/forgot | {\"email\":\"EMAIL\"}                                   | 202",
            })
    void noAnswerTellsWhetherThereIsAnAccount(String path, String body, int status) throws Exception {
        var known = member();
        var unknown = newEmail();
        var waiting = newEmail();
        ask("/api/auth/register", Client.account(waiting));
        var answers = List.of(known, unknown, waiting).stream()
                .map(email -> ask(path, body.replace("EMAIL", email)))
                .toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(status));
        assertThat(answers.stream().map(MailedAccountsTest::comparable).distinct())
                .hasSize(1);
    }

    /// Without what differs between any two answers, and the address that was sent.
    private static String comparable(HttpResponse<String> answer) {
        var headers = new TreeMap<>(answer.headers().map());
        headers.remove("x-ratelimit-reset");
        headers.remove("date");
        return (headers + answer.body())
                .replaceAll("\"timestamp\":\"[^\"]*\"", "")
                .replaceAll("[0-9a-f-]{36}@acme\\.example", "EMAIL");
    }

    @Test
    void anOwnerIsToldByMailInsteadAndAtHisOwnAddress() throws Exception {
        var email = member();
        ask("/api/auth/register", Client.account(email.toUpperCase(Locale.ROOT)));
        var told = mails(email, 2).get(1);
        assertThat(told).startsWith("You have a ReconAI account").doesNotContain("#token=");
        assertThat(received(email.toUpperCase(Locale.ROOT))).isEmpty();
    }

    @Test
    void nobodyIsFloodedWithMail() throws Exception {
        var email = member(); // one mail
        for (var i = 0; i < 8; i++) {
            assertThat(forgot(email).statusCode()).isEqualTo(202);
        }
        var other = member(); // what was asked for before was sent before
        assertThat(other).isNotEqualTo(email);
        assertThat(mails(email, 5)).hasSize(5);
        clock.advance(Duration.ofMinutes(61));
        forgot(email);
        mails(email, 6);
    }

    @Test
    void nothingIsSentToWhomNobodyKnows() throws Exception {
        var unknown = newEmail();
        forgot(unknown);
        forgot(member());
        assertThat(received(unknown)).isEmpty();
    }

    @Test
    void anInvitationIsMailedWithEveryValueEscaped() throws Exception {
        var admin = client(member());
        var made = Client.json(admin.post("/api/workspaces", "{\"name\":\"<script>alert(1)</script>\"}"));
        var path = "/api/workspaces/" + made.path("data").path("workspace_id").asText() + "/invitations";
        var invited = newEmail();
        var answer = admin.post(
                path, "{\"email\":\"" + invited + "\",\"role\":\"viewer\",\"message\":\"<b>hello</b>\\r\\nBcc: x\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var link = Client.json(answer).path("accept_url").asText();
        assertThat(link).startsWith("https://reconai.example.com/invitations/");
        assertThat(mails(invited, 1).getFirst()).contains(link);
        var message = Arrays.stream(post.getReceivedMessages())
                .filter(mail -> sentTo(mail, invited))
                .findFirst()
                .orElseThrow();
        var html = ((MimeMultipart) message.getContent())
                .getBodyPart(1)
                .getContent()
                .toString();
        assertThat(html)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;b&gt;hello&lt;/b&gt; Bcc: x")
                .doesNotContain("<script", "<b>");
        assertThat(message.getHeader("Bcc")).isNull();

        ask("/api/auth/register", Client.account(invited));
        verify(secret(mails(invited, 2).get(1), "verify-email"));
        var secret = link.substring(link.lastIndexOf('/') + 1);
        assertThat(client(invited)
                        .post("/api/invitations/" + secret + "/accept", "")
                        .statusCode())
                .isEqualTo(200);
    }

    private static boolean sentTo(MimeMessage mail, String recipient) {
        try {
            return Arrays.toString(mail.getAllRecipients()).contains(recipient);
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
