package io.reconai.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What people do is written down, can be found again, and tells no secrets.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class AuditLogTest {

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private static List<String> actions(JsonNode entries) {
        return StreamSupport.stream(entries.spliterator(), false)
                .map(entry -> entry.path("action").asText())
                .toList();
    }

    @Test
    void writesDownWhatWasDone() {
        var email = UUID.randomUUID() + "@acme.example";
        var ana = Client.registered(base, email).with("User-Agent", "=cmd|' /C calc'!A0");
        Client.stranger(base).post("/api/auth/login", "{\"email\":\"" + email + "\",\"password\":\"wrong one 12\"}");
        Client.stranger(base).post("/api/auth/login", Client.account(email));
        var made = Client.json(
                        ana.post("/api/tokens", "{\"name\":\"ci\",\"scopes\":[\"assets:read\",\"scans:write\"]}"))
                .path("data");
        var scan = Client.stranger(base)
                .with("Authorization", "Bearer " + made.path("token").asText())
                .with("X-Request-Id", "audit-1")
                .post("/api/assets/scan", "{\"domain\":\"acme.test\",\"mode\":\"passive\",\"scan_subdomains\":false}");
        assertThat(scan.statusCode()).isEqualTo(202);
        ana.send("DELETE", "/api/tokens/" + made.path("token_id").asText(), "");

        var entries = ana.data("/api/audit-log");
        assertThat(actions(entries))
                .containsExactly(
                        "token.revoked",
                        "domain.added",
                        "scan.started",
                        "token.created",
                        "user.login",
                        "user.failed_login",
                        "user.registered");
        var started = entries.get(2);
        assertThat(started.path("actor").path("type").asText()).isEqualTo("token");
        assertThat(started.path("actor").path("id")).isEqualTo(made.path("token_id"));
        assertThat(started.path("actor").path("email").asText()).isEqualTo(email);
        assertThat(started.path("target").path("id").asText())
                .isEqualTo(Client.json(scan).path("scan_id").asText());
        assertThat(started.path("request_id").asText()).isEqualTo("audit-1");
        assertThat(started.path("ip").asText()).startsWith("test-");
        assertThat(ana.get("/api/audit-log").body())
                .doesNotContain(made.path("token").asText())
                .doesNotContain(Client.PASSWORD);

        var csv = ana.get("/api/audit-log/export?format=csv");
        assertThat(csv.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(name -> assertThat(name).startsWith("attachment; filename=\"reconai_audit_log_"));
        assertThat(csv.body().lines().toList()).hasSize(9).first().asString().startsWith("audit_id,at,");
        assertThat(csv.body()).contains(",'=cmd|' /C calc'!A0,");
        var lines = ana.get("/api/audit-log/export?format=jsonl").body().lines().toList();
        assertThat(lines).hasSize(9).allSatisfy(line -> assertThat(line).startsWith("{\"audit_id\":\"aud_"));
        assertThat(Client.registered(base).data("/api/audit-log")).hasSize(1);
    }

    @Test
    void writesDownWhatBecameOfFindings() {
        var ana = Client.registered(base);
        var scan = Client.json(ana.post("/api/assets/scan", "{\"domain\":\"acme.test\",\"scan_subdomains\":false}"));
        ana.get("/api/assets/scans/" + scan.path("scan_id").asText() + "/events"); // ends with the scan
        var findings = ana.data("/api/findings");
        var first = findings.get(0).path("finding_id").asText();
        var second = findings.get(1).path("finding_id").asText();
        ana.send("PATCH", "/api/findings/" + first, "{\"state\":\"acknowledged\"}");
        ana.send("PATCH", "/api/findings/" + first, "{\"state\":\"acknowledged\"}"); // nothing new
        ana.post(
                "/api/findings/bulk",
                "{\"finding_ids\":[\"" + first + "\",\"" + second + "\"],\"state\":\"acknowledged\"}");
        var entries = ana.data("/api/audit-log?action=finding.state_changed");
        assertThat(entries).hasSize(2);
        assertThat(entries.get(1).path("target").path("id").asText()).isEqualTo(first);
        assertThat(entries.get(1).path("changes").path("state").toString()).isEqualTo("[\"open\",\"acknowledged\"]");
        assertThat(entries.get(0).path("target").path("id").asText()).isEqualTo(second);
    }

    @Test
    void isReadPageByPageWithoutLossOrRepetition() {
        var ana = Client.registered(base);
        for (var i = 0; i < 7; i++) {
            ana.post("/api/tokens", "{\"name\":\"t" + i + "\",\"scopes\":[\"assets:read\"]}");
        }
        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var answer = Client.json(ana.get("/api/audit-log?limit=3" + cursor));
            answer.path("data").forEach(entry -> seen.add(entry.path("audit_id").asText()));
            ana.post("/api/tokens", "{\"name\":\"meanwhile\",\"scopes\":[\"assets:read\"]}"); // newer: not in the way
            cursor = answer.path("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + answer.path("next_cursor").asText();
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(8).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "action=token.created, 2",
        "'action=token.created,user.registered', 3",
        "target_type=user, 1",
        "actor=nobody, 0",
        "target_id=tok_x, 0",
        "after=2999-01-01T00:00:00Z, 0",
        "before=2999-01-01T00:00:00Z, 3",
        "after=2020-01-01T00:00:00Z, 3",
    })
    void filters(String query, int found) {
        var ana = Client.registered(base);
        for (var i = 0; i < 2; i++) {
            ana.post("/api/tokens", "{\"name\":\"t" + i + "\",\"scopes\":[\"assets:read\"]}");
        }
        assertThat(ana.data("/api/audit-log?" + query)).hasSize(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursor=x", "after=yesterday", "actr=x", "limit=101"})
    void refuses(String query) {
        assertThat(Client.registered(base).get("/api/audit-log?" + query).statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain      | plain",
                "a,b        | \"a,b\"",
                "say \"hi\" | \"say \"\"hi\"\"\"",
                "=1+1       | '=1+1",
                "+1         | '+1",
                "-1         | '-1",
                "@x         | '@x",
                "＝1        | '＝1",
            })
    void cellsAreTextToASpreadsheet(String value, String cell) {
        assertThat(AuditCsv.cell(value)).isEqualTo(cell);
    }
}
