package io.reconai.server.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import io.reconai.server.identity.Role;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Walks every endpoint that has an id, as its own description lists them, with an id of somebody else: the answer is
/// the same as for an id that never was.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class TenancyTest {

    @TestHTTPResource("/")
    URI base = URI.create("/");

    /// What a body must say where an empty one is refused before the id is looked at.
    private static final Map<String, String> BODIES = Map.of(
            "PATCH /api/tokens/{token_id}", "{\"name\":\"mine\"}",
            "PATCH /api/workspaces/{workspace_id}/members/{uid}", "{\"role\":\"viewer\"}",
            "POST /api/workspaces/{workspace_id}/invitations", "{\"email\":\"a@acme.example\",\"role\":\"viewer\"}");

    /// Links are secrets, no ids: their own tests are in [WorkspacesTest] and with the mailed alerts.
    private static final List<String> LINKS =
            List.of("/api/invitations/{token}", "/api/invitations/{token}/accept", "/api/alerts/unsubscribe/{token}");

    private record Endpoint(String method, String template) {}

    private List<Endpoint> endpoints() {
        var endpoints = new ArrayList<Endpoint>();
        Client.json(Client.stranger(base).get("/openapi.json"))
                .path("paths")
                .properties()
                .forEach(path -> {
                    if (path.getKey().contains("{") && !LINKS.contains(path.getKey())) {
                        path.getValue().properties().forEach(operation -> {
                            if (List.of("get", "post", "put", "patch", "delete").contains(operation.getKey())) {
                                endpoints.add(new Endpoint(operation.getKey().toUpperCase(Locale.ROOT), path.getKey()));
                            }
                        });
                    }
                });
        return endpoints;
    }

    /// Real ids of a team, by the parameter that they fill.
    private Map<String, String> idsOf(Team team) {
        var owner = team.as(Role.OWNER);
        Map<String, String> ids = new HashMap<>();
        ids.put("workspace_id", team.workspaceId);
        ids.put("uid", team.uid(Role.VIEWER));
        ids.put(
                "token_id",
                Client.json(owner.post("/api/tokens", "{\"name\":\"ci\",\"scopes\":[\"assets:read\"]}"))
                        .path("data")
                        .path("token_id")
                        .asText());
        ids.put(
                "invitation_id",
                Client.json(owner.post(team.path("/invitations"), Team.invitation("new@acme.example", Role.VIEWER)))
                        .path("data")
                        .path("invitation_id")
                        .asText());
        var scan = owner.post(
                "/api/assets/scan", "{\"domain\":\"acme.test\",\"scan_subdomains\":false,\"mode\":\"standard\"}");
        var scanId = Client.json(scan).path("scan_id").asText();
        owner.get("/api/assets/scans/" + scanId + "/events"); // ends with the scan
        ids.put("scan_id", scanId);
        ids.put(
                "finding_id",
                owner.data("/api/findings").get(0).path("finding_id").asText());
        ids.put("domain_id", owner.data("/api/domains").get(0).path("domain_id").asText());
        ids.put(
                "channel_id",
                owner.data("/api/alerts/channels").get(0).path("channel_id").asText());
        ids.put(
                "rule_id",
                owner.data("/api/alerts/rules").get(0).path("rule_id").asText());
        ids.put("asset_id", owner.data("/api/assets").get(0).path("asset_id").asText());
        return ids;
    }

    private static String path(String template, Map<String, String> ids) {
        var path = template;
        for (var id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
        }
        return path.replaceAll("\\{[a-z_]+}", "unknown_id");
    }

    private static JsonNode comparable(JsonNode body) {
        var copy = (ObjectNode) body.deepCopy();
        copy.remove(List.of("timestamp", "path", "request_id"));
        return copy;
    }

    @Test
    void idsOfOthersAreIdsThatNeverWere() {
        var theirs = idsOf(Team.ofEveryRole(base));
        var stranger = Client.registered(base);
        var ours = Team.uid(stranger);
        var endpoints = endpoints();
        assertThat(endpoints).hasSizeGreaterThan(15);
        for (var endpoint : endpoints) {
            var body = BODIES.getOrDefault(endpoint.method() + " " + endpoint.template(), "");
            var foreign = stranger.send(endpoint.method(), path(endpoint.template(), theirs), body);
            var unknown = stranger.send(endpoint.method(), path(endpoint.template(), Map.of()), body);
            assertThat(foreign.statusCode()).as("%s", endpoint).isEqualTo(404);
            assertThat(unknown.statusCode()).as("%s", endpoint).isEqualTo(404);
            assertThat(comparable(Client.json(foreign))).as("%s", endpoint).isEqualTo(comparable(Client.json(unknown)));
            assertThat(foreign.headers().map().keySet())
                    .as("%s", endpoint)
                    .isEqualTo(unknown.headers().map().keySet());
            // The same inside the caller's own workspace, where only the last id is foreign.
            if (endpoint.template().startsWith("/api/workspaces/{workspace_id}/")
                    && endpoint.template().endsWith("}")) {
                var mixed = new HashMap<>(theirs);
                mixed.put("workspace_id", ours);
                assertThat(stranger.send(endpoint.method(), path(endpoint.template(), mixed), body)
                                .statusCode())
                        .as("%s", endpoint)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void aWorkspaceOfOthersIsNone() {
        var team = Team.ofEveryRole(base);
        var stranger = Client.registered(base);
        for (var id : List.of(team.workspaceId, "wsp_00000000000000000000000000", "", "'--", team.uid(Role.OWNER))) {
            for (var path : List.of("/api/assets", "/api/auth/me", "/api/nope")) {
                var answer = stranger.with("X-Workspace-Id", id).get(path);
                assertThat(answer.statusCode()).as("%s in %s", path, id).isEqualTo(404);
                assertThat(Client.json(answer).path("detail").asText()).isEqualTo("Not found");
            }
        }
    }
}
