package io.reconai.server.suspensions;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import io.reconai.server.OperatorSets;
import io.reconai.server.store.AccountStore;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What operators can do about people and workspaces, and that nobody else can.
@QuarkusTest
@TestProfile(SuspensionTest.WithOperator.class)
@QuarkusTestResource(LabAround.class)
class SuspensionTest {

    /// A service with an operator.
    public static final class WithOperator extends OperatorSets {
        public WithOperator() {
            super("RECONAI_OPERATORS=ops@acme.example");
        }
    }

    private static final String SUSPENSIONS = "/api/admin/suspensions";
    private static final String OPERATOR = "ops@acme.example";

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    AccountStore accounts;

    private Client operator;

    @BeforeEach
    void signIn() {
        if (accounts.findByEmail(OPERATOR).isEmpty()) {
            Client.registered(base, OPERATOR);
        }
        var uid = accounts.findByEmail(OPERATOR).orElseThrow().uid();
        accounts.setEmail(uid, OPERATOR, true);
        operator = signedIn(Client.stranger(base).post("/api/auth/login", Client.account(OPERATOR)));
    }

    private Client signedIn(HttpResponse<String> answer) {
        return Client.stranger(base)
                .with(
                        "Authorization",
                        "Bearer " + Client.json(answer).path("access_token").asText());
    }

    private static void refuses(HttpResponse<String> answer, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(Client.json(answer).path("error_code").asText()).isEqualTo("ACCOUNT_DISABLED");
        assertThat(Client.json(answer).path("detail").asText()).endsWith(reason);
    }

    private static String workspace(Client client, String name) {
        var made = client.post("/api/workspaces", "{\"name\":\"" + name + "\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return Client.json(made).at("/data/workspace_id").asText();
    }

    @Test
    void aPersonIsShutOutAtOnceAndLetInAgain() {
        var email = UUID.randomUUID() + "@acme.example";
        var opened = Client.stranger(base).post("/api/auth/register", Client.account(email));
        var person = signedIn(opened);
        var token = Client.json(person.post("/api/tokens", "{\"name\":\"t\",\"scopes\":[\"assets:read\"]}"))
                .at("/data/token")
                .asText();
        var program = Client.stranger(base).with("Authorization", "Bearer " + token);
        assertThat(program.get("/api/assets").statusCode()).isEqualTo(200);
        var scan = person.post("/api/assets/scan", "{\"domain\":\"acme.test\",\"max_hosts\":250}");
        var scanId = Client.json(scan).path("scan_id").asText();

        var made = operator.post(SUSPENSIONS, "{\"email\":\"" + email + "\",\"reason\":\"Complaints\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        var subject = Client.json(made).at("/data/subject").asText();
        assertThat(Client.json(made).at("/data/by").asText()).isEqualTo(OPERATOR);
        refuses(program.get("/api/assets"), "Complaints");
        refuses(Client.stranger(base).post("/api/auth/login", Client.account(email)), "Complaints");
        assertThat(person.get("/api/auth/me").statusCode())
                .as("the sign-in has ended")
                .isEqualTo(401);
        var refresh = "{\"refresh_token\":\"%s\"}"
                .formatted(Client.json(opened).path("refresh_token").asText());
        assertThat(Client.stranger(base).post("/api/auth/refresh", refresh).statusCode())
                .isEqualTo(401);
        var wrong = Client.stranger(base)
                .post("/api/auth/login", Client.account(email).replace(Client.PASSWORD, "a wrong password"));
        assertThat(Client.json(wrong).path("error_code").asText()).isEqualTo("INVALID_CREDENTIALS");

        assertThat(operator.send("DELETE", SUSPENSIONS + "/" + subject, "").statusCode())
                .isEqualTo(204);
        assertThat(program.get("/api/assets").statusCode()).isEqualTo(200);
        var again = signedIn(Client.stranger(base).post("/api/auth/login", Client.account(email)));
        assertThat(again.data("/api/assets/scans/" + scanId).path("scan_status").asText())
                .isIn("canceled", "completed");
        assertThat(again.data("/api/audit-log").findValuesAsText("action"))
                .contains("workspace.suspended", "workspace.let_in");
    }

    @Test
    void aWorkspaceIsShutForItsMembersWhoKeepTheirOwn() {
        var owner = Client.registered(base);
        var shared = workspace(owner, "Shared");
        var there = owner.with("X-Workspace-Id", shared);
        assertThat(operator.post(SUSPENSIONS, "{\"workspace_id\":\"" + shared + "\",\"reason\":\"Unpaid\"}")
                        .statusCode())
                .isEqualTo(201);
        refuses(there.get("/api/assets"), "Unpaid");
        refuses(there.post("/api/assets/scan", "{\"domain\":\"acme.test\"}"), "Unpaid");
        assertThat(there.get("/api/auth/me").statusCode()).isEqualTo(200);
        assertThat(owner.get("/api/assets").statusCode()).isEqualTo(200);
        assertThat(operator.data(SUSPENSIONS).findValuesAsText("subject")).contains(shared);
        operator.send("DELETE", SUSPENSIONS + "/" + shared, "");
        assertThat(there.get("/api/assets").statusCode()).isEqualTo(200);
    }

    @Test
    void forOthersThereIsNothing() {
        var stranger = Client.registered(base);
        for (var answer : new HttpResponse<?>[] {
            stranger.get(SUSPENSIONS),
            stranger.post(SUSPENSIONS, "{\"email\":\"" + OPERATOR + "\",\"reason\":\"x\"}"),
            stranger.send("DELETE", SUSPENSIONS + "/wsp_1", "")
        }) {
            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}
        {"reason":"x"}
        {"email":"nobody@acme.example","reason":"x"}
        {"workspace_id":"wsp_none","reason":"x"}
        {"email":"ops@acme.example","reason":"x"}
        {"email":"ops@acme.example","workspace_id":"wsp_1","reason":"x"}
        {"workspace_id":"wsp_1"}
        {"workspace_id":"wsp_1","reason":" "}
        """)
    void refusesWhatMakesNoSense(String body) {
        var answer = operator.post(SUSPENSIONS, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(operator.send("DELETE", SUSPENSIONS + "/wsp_none", "").statusCode())
                .isEqualTo(404);
    }
}
