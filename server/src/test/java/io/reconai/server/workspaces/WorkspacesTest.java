package io.reconai.server.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import io.reconai.server.MovableClock;
import io.reconai.server.identity.Role;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Workspaces, members and invitations over HTTP.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class WorkspacesTest {

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    MovableClock clock;

    private static String code(HttpResponse<String> answer) {
        return Client.json(answer).path("error_code").asText();
    }

    @Test
    void everybodyHasAWorkspaceAndCanMakeMore() {
        var ana = Client.registered(base);
        var uid = Team.uid(ana);
        var first = ana.data("/api/workspaces");
        assertThat(first).hasSize(1);
        assertThat(first.get(0).path("workspace_id").asText()).isEqualTo(uid);
        assertThat(first.get(0).path("personal").asBoolean()).isTrue();
        assertThat(first.get(0).path("status").asText()).isEqualTo("active");

        var made = ana.post("/api/workspaces", "{\"name\":\" Umbrella \"}");
        assertThat(made.statusCode()).isEqualTo(201);
        var id = Client.json(made).path("data").path("workspace_id").asText();
        assertThat(id).startsWith("wsp_");
        assertThat(Client.json(made).path("data").path("role").asText()).isEqualTo("owner");
        assertThat(ana.data("/api/workspaces?search=umbr")).hasSize(1);
        assertThat(ana.data("/api/workspaces?search=%25")).isEmpty();
        var inIt = ana.with("X-Workspace-Id", id).get("/api/assets");
        assertThat(inIt.headers().firstValue("X-Workspace-Id")).contains(id);
        assertThat(ana.get("/api/assets?workspace_id=" + id).headers().firstValue("X-Workspace-Id"))
                .contains(id);
        assertThat(ana.get("/api/assets").headers().firstValue("X-Workspace-Id"))
                .contains(uid);

        var renamed = ana.send("PATCH", "/api/workspaces/" + id, "{\"name\":\"Umbrella 2\",\"archived\":true}");
        assertThat(Client.json(renamed).path("data").path("status").asText()).isEqualTo("archived");
        assertThat(code(ana.with("X-Workspace-Id", id).post("/api/assets/scan", "{\"domain\":\"acme.test\"}")))
                .isEqualTo("RESOURCE_CONFLICT");
        assertThat(ana.with("X-Workspace-Id", id).get("/api/assets").statusCode())
                .isEqualTo(200);

        assertThat(ana.send("DELETE", "/api/workspaces/" + id, "{\"confirm\":\"Umbrella\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(ana.send("DELETE", "/api/workspaces/" + id, "{\"confirm\":\"Umbrella 2\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(ana.get("/api/workspaces/" + id).statusCode()).isEqualTo(404);
        assertThat(code(ana.send("DELETE", "/api/workspaces/" + uid, "{\"confirm\":\"x\"}")))
                .isEqualTo("RESOURCE_CONFLICT");
    }

    @Test
    void onePersonOwnsTwentyAtMost() {
        var ana = Client.registered(base);
        for (var i = 1; i < 20; i++) {
            assertThat(ana.post("/api/workspaces", "{\"name\":\"w" + i + "\"}").statusCode())
                    .isEqualTo(201);
        }
        assertThat(code(ana.post("/api/workspaces", "{\"name\":\"one more\"}"))).isEqualTo("RESOURCE_CONFLICT");
        assertThat(Client.json(ana.get("/api/workspaces?limit=100"))
                        .path("pagination")
                        .path("total_items")
                        .asInt())
                .isEqualTo(20);
    }

    @Test
    void anInvitationIsForOneAddressAndOneUse() {
        var team = Team.ofEveryRole(base);
        var admin = team.as(Role.ADMIN);
        var email = UUID.randomUUID() + "@acme.example";
        var old = secret(admin.post(team.path("/invitations"), Team.invitation(email, Role.VIEWER)));
        var renewed = admin.post(team.path("/invitations"), Team.invitation(email, Role.ANALYST));
        var secret = secret(renewed);
        var listed = admin.get(team.path("/invitations"));
        assertThat(Client.json(listed).path("data")).hasSize(1);
        assertThat(listed.body()).doesNotContain(secret);

        assertThat(code(Client.stranger(base).get("/api/invitations/" + old))).isEqualTo("TOKEN_LINK_INVALID");
        var shown = Client.stranger(base).data("/api/invitations/" + secret);
        assertThat(shown.path("workspace_name").asText()).isEqualTo("Acme");
        assertThat(shown.path("role").asText()).isEqualTo("analyst");

        assertThat(code(Client.registered(base).post("/api/invitations/" + secret + "/accept", "")))
                .isEqualTo("TOKEN_LINK_INVALID");
        var invited = Client.registered(base, email);
        assertThat(invited.post("/api/invitations/" + secret + "/accept", "").statusCode())
                .isEqualTo(200);
        assertThat(code(invited.post("/api/invitations/" + secret + "/accept", "")))
                .isEqualTo("TOKEN_LINK_INVALID");
        assertThat(invited.data(team.path("")).path("role").asText()).isEqualTo("analyst");
        assertThat(admin.data(team.path("/members"))).hasSize(5);

        var withdrawn = admin.post(team.path("/invitations"), Team.invitation("late@acme.example", Role.VIEWER));
        var id = Client.json(withdrawn).path("data").path("invitation_id").asText();
        assertThat(admin.send("DELETE", team.path("/invitations/" + id), "").statusCode())
                .isEqualTo(204);
        assertThat(code(Client.stranger(base).get("/api/invitations/" + secret(withdrawn))))
                .isEqualTo("TOKEN_LINK_INVALID");

        var late = secret(admin.post(team.path("/invitations"), Team.invitation("late@acme.example", Role.VIEWER)));
        clock.advance(Duration.ofDays(8));
        assertThat(code(Client.stranger(base).get("/api/invitations/" + late))).isEqualTo("TOKEN_LINK_INVALID");
    }

    private static String secret(HttpResponse<String> invited) {
        var link = Client.json(invited).path("accept_url").asText();
        return link.substring(link.lastIndexOf('/') + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN, VIEWER,  analyst, 200",
        "ADMIN, VIEWER,  admin,   200",
        "ADMIN, VIEWER,  owner,   403",
        "ADMIN, OWNER,   viewer,  403",
        "OWNER, VIEWER,  owner,   200",
        "OWNER, VIEWER,  king,    422",
        "ANALYST, VIEWER, admin,  403",
    })
    void onlyOwnersMakeOrChangeOwners(Role who, Role whom, String role, int status) {
        var team = Team.ofEveryRole(base);
        var answer = team.as(who).send("PATCH", team.path("/members/" + team.uid(whom)), "{\"role\":\"" + role + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void aWorkspaceIsNeverWithoutAnOwner() {
        var team = Team.ofEveryRole(base);
        var owner = team.as(Role.OWNER);
        var self = team.path("/members/" + team.uid(Role.OWNER));
        assertThat(code(owner.send("PATCH", self, "{\"role\":\"admin\"}"))).isEqualTo("LAST_OWNER");
        assertThat(code(owner.send("DELETE", self, ""))).isEqualTo("LAST_OWNER");
        var second = team.path("/members/" + team.uid(Role.ADMIN));
        assertThat(owner.send("PATCH", second, "{\"role\":\"owner\"}").statusCode())
                .isEqualTo(200);
        assertThat(owner.send("DELETE", self, "").statusCode()).isEqualTo(204);
        assertThat(owner.get(team.path("")).statusCode()).isEqualTo(404);
    }

    @Test
    void ofTwoOwnersWhoLeaveAtOnceOneStays() throws Exception {
        for (var round = 0; round < 5; round++) {
            var team = Team.ofEveryRole(base);
            var first = team.as(Role.OWNER);
            var second = team.as(Role.ADMIN);
            var paths = List.of(
                    team.path("/members/" + team.uid(Role.OWNER)), team.path("/members/" + team.uid(Role.ADMIN)));
            first.send("PATCH", paths.get(1), "{\"role\":\"owner\"}");
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var one = threads.submit(
                        () -> first.send("DELETE", paths.get(0), "").statusCode());
                var other = threads.submit(
                        () -> second.send("DELETE", paths.get(1), "").statusCode());
                assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(204, 409);
            }
        }
    }

    @Test
    void whoLeavesTakesHisTokensWithHim() {
        var team = Team.ofEveryRole(base);
        var analyst = team.as(Role.ANALYST);
        var token = Client.json(analyst.post("/api/tokens", "{\"name\":\"ci\",\"scopes\":[\"assets:read\"]}"))
                .path("data")
                .path("token")
                .asText();
        var program = Client.stranger(base).with("Authorization", "Bearer " + token);
        assertThat(program.get("/api/assets").headers().firstValue("X-Workspace-Id"))
                .contains(team.workspaceId);
        var self = team.path("/members/" + team.uid(Role.ANALYST));
        assertThat(team.as(Role.VIEWER).send("DELETE", self, "").statusCode()).isEqualTo(403);
        assertThat(analyst.send("DELETE", self, "").statusCode()).isEqualTo(204);
        assertThat(program.get("/api/assets").statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenMayNoMoreThanItsOwnersPresentRole() {
        var team = Team.ofEveryRole(base);
        var analyst = team.as(Role.ANALYST);
        assertThat(analyst.post("/api/tokens", "{\"name\":\"ci\",\"scopes\":[\"audit:read\"]}")
                        .statusCode())
                .isEqualTo(403);
        var token = Client.json(analyst.post("/api/tokens", "{\"name\":\"ci\",\"scopes\":[\"scans:write\"]}"))
                .path("data")
                .path("token")
                .asText();
        var program = Client.stranger(base).with("Authorization", "Bearer " + token);
        assertThat(program.post("/api/assets/scans/x/cancel", "").statusCode()).isEqualTo(404);
        team.as(Role.OWNER).send("PATCH", team.path("/members/" + team.uid(Role.ANALYST)), "{\"role\":\"viewer\"}");
        var refused = program.post("/api/assets/scans/x/cancel", "");
        assertThat(code(refused)).isEqualTo("INSUFFICIENT_ROLE");
        assertThat(Client.json(refused).path("required_role").asText()).isEqualTo("analyst");
    }

    @Test
    void adminsSeeAllTokensOthersTheirOwn() {
        var team = Team.ofEveryRole(base);
        for (var role : new Role[] {Role.OWNER, Role.ADMIN, Role.ANALYST}) {
            team.as(role).post("/api/tokens", "{\"name\":\"" + role.word() + "\",\"scopes\":[\"assets:read\"]}");
        }
        assertThat(team.as(Role.ADMIN).data("/api/tokens")).hasSize(3);
        assertThat(team.as(Role.ADMIN).data("/api/tokens?mine=true")).hasSize(1);
        assertThat(team.as(Role.ANALYST).data("/api/tokens")).hasSize(1);
        var others = team.as(Role.ADMIN)
                .data("/api/tokens?mine=true")
                .get(0)
                .path("token_id")
                .asText();
        assertThat(team.as(Role.ANALYST)
                        .send("DELETE", "/api/tokens/" + others, "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void isChangedOnlyAsItWasSeen() {
        var client = Client.registered(base);
        var id = Client.json(client.post("/api/workspaces", "{\"name\":\"Acme\"}"))
                .at("/data/workspace_id")
                .asText();
        var path = "/api/workspaces/" + id;
        var seen = client.with(
                "If-Match", client.get(path).headers().firstValue("ETag").orElseThrow());
        assertThat(seen.send("PATCH", path, "{\"name\":\"Acme 2\"}").statusCode())
                .isEqualTo(200);
        var late = seen.send("PATCH", path, "{\"name\":\"Acme 3\"}");
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(Client.json(late).path("error_code").asText()).isEqualTo("PRECONDITION_FAILED");
        assertThat(seen.send("DELETE", path, "{\"confirm\":\"Acme 2\"}").statusCode())
                .isEqualTo(412);
        assertThat(client.data(path).path("name").asText()).isEqualTo("Acme 2");
    }
}
