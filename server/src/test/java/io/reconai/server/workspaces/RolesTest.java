package io.reconai.server.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import io.reconai.server.identity.Role;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every role against every row.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class RolesTest {

    @TestHTTPResource("/")
    URI base = URI.create("/");

    /// A row: the least role, and what is asked. None of it does harm when it succeeds, so that order does not matter.
    private record Row(Role least, String method, String path, String body) {}

    private static Stream<Row> rows(Team team) {
        return Stream.of(
                new Row(Role.VIEWER, "GET", "/api/assets", ""),
                new Row(Role.VIEWER, "GET", "/api/assets/x", ""),
                new Row(Role.VIEWER, "GET", "/api/assets/x/evidence", ""),
                new Row(Role.ANALYST, "PATCH", "/api/assets/x", "{}"),
                new Row(Role.ADMIN, "DELETE", "/api/assets/x", ""),
                new Row(Role.ADMIN, "DELETE", "/api/assets?parent_domain=none.test", ""),
                new Row(Role.ANALYST, "POST", "/api/assets/bulk", "{}"),
                new Row(Role.ANALYST, "POST", "/api/assets/x/rescan", ""),
                new Row(Role.ADMIN, "DELETE", "/api/assets/scans/x", ""),
                new Row(Role.VIEWER, "GET", "/api/assets/scans/x/assets", ""),
                new Row(Role.VIEWER, "GET", "/api/assets/scans/x/evidence", ""),
                new Row(Role.VIEWER, "GET", "/api/assets/scans/x/diff", ""),
                new Row(Role.ANALYST, "POST", "/api/assets/scans/x/replay", "{}"),
                new Row(Role.ANALYST, "POST", "/api/assets/evidence", ""),
                new Row(Role.ANALYST, "POST", "/api/assets/scan", "{}"),
                new Row(Role.VIEWER, "GET", "/api/assets/scans", ""),
                new Row(Role.VIEWER, "GET", "/api/assets/scans/x", ""),
                new Row(Role.VIEWER, "GET", "/api/assets/scans/x/events", ""),
                new Row(Role.ANALYST, "POST", "/api/assets/scans/x/cancel", ""),
                new Row(Role.VIEWER, "GET", "/api/assets/x/findings", ""),
                new Row(Role.VIEWER, "GET", "/api/assets/scans/x/findings", ""),
                new Row(Role.VIEWER, "GET", "/api/assets/graph", ""),
                new Row(Role.VIEWER, "POST", "/api/assets/misconfiguration-recommendation", "{}"),
                new Row(Role.VIEWER, "POST", "/api/assets/summary-recommendation", "{}"),
                new Row(Role.VIEWER, "POST", "/api/assets/security-terms", "{}"),
                new Row(Role.VIEWER, "GET", "/api/findings", ""),
                new Row(Role.VIEWER, "GET", "/api/findings/types", ""),
                new Row(Role.VIEWER, "GET", "/api/findings/summary", ""),
                new Row(Role.VIEWER, "GET", "/api/findings/export?format=jsonl", ""),
                new Row(Role.VIEWER, "GET", "/api/findings/x", ""),
                new Row(Role.VIEWER, "GET", "/api/findings/x/history", ""),
                new Row(Role.ANALYST, "PATCH", "/api/findings/x", "{}"),
                new Row(Role.ANALYST, "POST", "/api/findings/bulk", "{}"),
                new Row(Role.VIEWER, "GET", "/api/domains", ""),
                new Row(Role.VIEWER, "GET", "/api/domains/x", ""),
                new Row(Role.VIEWER, "GET", "/api/schedules", ""),
                new Row(Role.ANALYST, "POST", "/api/domains", "{}"),
                new Row(Role.ANALYST, "POST", "/api/domains/x/verify", "{}"),
                new Row(Role.ADMIN, "PUT", "/api/domains/x/schedule", "{}"),
                new Row(Role.ADMIN, "DELETE", "/api/domains/x/schedule", ""),
                new Row(Role.ADMIN, "DELETE", "/api/domains/x", ""),
                new Row(Role.ANALYST, "GET", "/api/tokens", ""),
                new Row(Role.ANALYST, "POST", "/api/tokens", "{}"),
                new Row(Role.ANALYST, "PATCH", "/api/tokens/x", "{\"name\":\"x\"}"),
                new Row(Role.ANALYST, "DELETE", "/api/tokens/x", ""),
                new Row(Role.VIEWER, "GET", "/api/billing/usage", ""),
                new Row(Role.VIEWER, "GET", "/api/billing/usage/daily", ""),
                new Row(Role.VIEWER, "GET", "/api/billing/subscription", ""),
                new Row(Role.ADMIN, "GET", "/api/audit-log", ""),
                new Row(Role.ADMIN, "GET", "/api/audit-log/export?format=jsonl", ""),
                new Row(Role.VIEWER, "GET", team.path(""), ""),
                new Row(Role.ADMIN, "PATCH", team.path(""), "{}"),
                new Row(Role.OWNER, "DELETE", team.path(""), "{}"),
                new Row(Role.VIEWER, "GET", team.path("/members"), ""),
                new Row(Role.ADMIN, "PATCH", team.path("/members/x"), "{\"role\":\"viewer\"}"),
                new Row(Role.ADMIN, "DELETE", team.path("/members/x"), ""),
                new Row(Role.ADMIN, "GET", team.path("/invitations"), ""),
                new Row(Role.ADMIN, "POST", team.path("/invitations"), "{}"),
                new Row(Role.ADMIN, "DELETE", team.path("/invitations/x"), ""));
    }

    @Test
    void analystsChangeManyAssetsButRemoveNone() {
        var team = Team.ofEveryRole(base);
        var body = "{\"action\":\"delete\",\"asset_ids\":[\"x\"]}";
        var refused = team.as(Role.ANALYST).post("/api/assets/bulk", body);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(Client.json(refused).path("required_role").asText()).isEqualTo("admin");
        assertThat(team.as(Role.ADMIN).post("/api/assets/bulk", body).statusCode())
                .isEqualTo(200);
    }

    @Test
    void everyRoleAgainstEveryRow() {
        var team = Team.ofEveryRole(base);
        rows(team).forEach(row -> {
            for (var role : Role.values()) {
                var client = row.path().endsWith("/evidence")
                        ? team.as(role).with("Content-Type", "application/x-ndjson")
                        : team.as(role);
                var answer = client.send(row.method(), row.path(), row.body());
                if (role.mayActAs(row.least())) {
                    assertThat(answer.statusCode()).as("%s %s", role, row).isNotIn(401, 403, 405, 500);
                } else {
                    assertThat(answer.statusCode()).as("%s %s", role, row).isEqualTo(403);
                    assertThat(Client.json(answer).path("error_code").asText()).isEqualTo("INSUFFICIENT_ROLE");
                    assertThat(Client.json(answer).path("required_role").asText())
                            .isEqualTo(row.least().word());
                }
            }
        });
    }
}
