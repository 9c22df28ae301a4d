package io.reconai.server.domains;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.reconai.server.Client;
import io.reconai.server.MovableClock;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Showing that a domain is one's own, what that allows, and how the proof ends.
@QuarkusTest
@TestProfile(InProofWorld.class)
class OwnershipTest {

    private static final AtomicInteger DOMAINS = new AtomicInteger();

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    MovableClock clock;

    @Inject
    OwnershipRecheck recheck;

    @Inject
    LostProofs lost;

    /// A name that no test has used.
    private static String fresh() {
        return "d" + DOMAINS.incrementAndGet() + ".test";
    }

    private static JsonNode added(Client client, String domain) {
        var answer = client.post("/api/domains", "{\"domain\":\"" + domain + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer).path("data");
    }

    private static String id(JsonNode domain) {
        return domain.path("domain_id").asText();
    }

    private static JsonNode verify(Client client, JsonNode domain, String method) {
        var answer = client.post("/api/domains/" + id(domain) + "/verify", "{\"method\":\"" + method + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Client.json(answer).path("data");
    }

    private static void publish(JsonNode domain, int resolver) throws Exception {
        var txt = domain.path("challenge").path("dns_txt");
        ProofWorld.putTxt(
                resolver,
                txt.path("name").asText(),
                "v=spf1 -all",
                txt.path("value").asText());
    }

    private static JsonNode scan(Client client, String domain, String mode) {
        return Client.json(client.post(
                "/api/assets/scan",
                "{\"domain\":\"" + domain + "\",\"mode\":\"" + mode + "\",\"scan_type\":\"rescan\"}"));
    }

    /// A domain that is shown by its zone.
    private JsonNode verified(Client client, String name) throws Exception {
        var domain = added(client, name);
        publish(domain, 1);
        publish(domain, 2);
        assertThat(verify(client, domain, "dns_txt").path("verified").asBoolean())
                .isTrue();
        return domain;
    }

    @Test
    void aRecordAtTwoResolversShowsIt() throws Exception {
        var client = Client.registered(base);
        var domain = added(client, fresh());
        var name = domain.path("domain").asText();
        var txt = domain.path("challenge").path("dns_txt");
        assertThat(txt.path("name").asText()).isEqualTo("_reconai-challenge." + name);
        assertThat(txt.path("value").asText()).matches("reconai-verify=[0-9a-z]{31}");

        var nothing = verify(client, domain, "dns_txt");
        assertThat(nothing.path("verified").asBoolean(true)).isFalse();
        assertThat(nothing.path("method").asText()).isEqualTo("dns_txt");
        assertThat(nothing.path("problem").asText()).contains("no such name (NXDOMAIN)", "resolver 2");
        publish(domain, 1);
        assertThat(verify(client, domain, "dns_txt").path("problem").asText())
                .contains("resolver 1 has it", "2 have to have it");
        ProofWorld.putTxt(2, txt.path("name").asText(), "reconai-verify=\u001b[31mother");
        assertThat(verify(client, domain, "dns_txt").path("problem").asText())
                .contains("resolver 2 has \"reconai-verify=\\u001b[31mother\"");
        publish(domain, 2);
        var shown = verify(client, domain, "dns_txt");
        assertThat(shown.path("verified").asBoolean()).isTrue();
        assertThat(shown.path("problem").isNull()).isTrue();

        var after = client.data("/api/domains/" + id(domain));
        assertThat(after.path("verified").asBoolean()).isTrue();
        assertThat(after.path("verification_method").asText()).isEqualTo("dns_txt");
        assertThat(after.path("verified_at").asText())
                .isEqualTo(shown.path("checked_at").asText());
        assertThat(after.path("challenge")).isEqualTo(domain.path("challenge"));
        assertThat(client.data("/api/domains?verified=true")).hasSize(1);
        assertThat(client.data("/api/audit-log?action=domain.verified")).hasSize(1);

        var other = Client.registered(base);
        var theirs = added(other, name);
        assertThat(theirs.path("challenge")).isNotEqualTo(domain.path("challenge"));
        assertThat(verify(other, theirs, "dns_txt").path("verified").asBoolean(true))
                .as("the record of one workspace shows nothing for another")
                .isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        the content alone        | 200 |                                   | CONTENT          |
        white space around it    | 200 |                                   | ' CONTENT\\r\\n '|
        another content          | 200 |                                   | something        | holds "something"
        more than the content    | 200 |                                   | CONTENT and more | holds
        nothing                  | 200 |                                   | ''               | holds nothing
        an error with it         | 404 |                                   | CONTENT          | answers 404
        a hop inside             | 302 | http://www.NAME/.well-known/there | ''               |
        a hop elsewhere          | 302 | http://elsewhere.test/x           | ''               | elsewhere.test, which is another domain
        """)
    void aFileShowsIt(String why, String status, String location, String body, String problem) throws Exception {
        var client = Client.registered(base);
        var domain = added(client, fresh());
        var name = domain.path("domain").asText();
        var content = domain.path("challenge").path("http_file").path("content").asText();
        assertThat(domain.path("challenge").path("http_file").path("url").asText())
                .isEqualTo("https://" + name + "/.well-known/reconai-verify.txt");
        ProofWorld.putPage(
                name,
                "/.well-known/reconai-verify.txt",
                status + "\n" + (location == null ? "" : location.replace("NAME", name)) + "\n"
                        + body.replace("CONTENT", content).replace("\\r\\n", "\r\n"));
        ProofWorld.putPage("www." + name, "/.well-known/there", "200\n\n" + content);
        ProofWorld.putPage("elsewhere.test", "/x", "200\n\n" + content);

        var shown = verify(client, domain, "http_file");
        assertThat(shown.path("verified").asBoolean()).as("%s", shown).isEqualTo(problem == null);
        if (problem != null) {
            assertThat(shown.path("problem").asText()).contains("https://" + name, "http://" + name, problem);
        }
        assertThat(client.data("/api/domains/" + id(domain)).path("verified").asBoolean())
                .isEqualTo(problem == null);
    }

    @Test
    void aProofAllowsActiveScansOfTheNameAndAllBelow() throws Exception {
        var client = Client.registered(base);
        var domain = verified(client, fresh());
        var name = domain.path("domain").asText();
        assertThat(scan(client, name, "active").path("status").asText()).isEqualTo("pending");
        assertThat(scan(client, "deep.below." + name, "active").path("status").asText())
                .isEqualTo("pending");

        var listed = added(client, fresh());
        var refused = scan(client, "www." + listed.path("domain").asText(), "active");
        assertThat(refused.path("error_code").asText()).isEqualTo("DOMAIN_NOT_VERIFIED");
        assertThat(refused.path("domain_id").asText()).isEqualTo(id(listed));
        var unknown = scan(client, "x" + name, "active");
        assertThat(unknown.path("error_code").asText()).isEqualTo("DOMAIN_NOT_VERIFIED");
        assertThat(unknown.has("domain_id")).isTrue();
        assertThat(unknown.path("domain_id").isNull()).isTrue();
        assertThat(scan(client, listed.path("domain").asText(), "standard")
                        .path("status")
                        .asText())
                .isEqualTo("pending");
        assertThat(scan(Client.registered(base), name, "active")
                        .path("error_code")
                        .asText())
                .as("a proof is the workspace's own")
                .isEqualTo("DOMAIN_NOT_VERIFIED");

        client.send("DELETE", "/api/domains/" + id(domain), "");
        assertThat(scan(client, "again." + name, "active").path("error_code").asText())
                .isEqualTo("DOMAIN_NOT_VERIFIED");
    }

    @Test
    void aProofThatIsGoneEndsWithTheSecondLook() throws Exception {
        var client = Client.registered(base);
        var domain = verified(client, fresh());
        var below = added(client, "shop." + domain.path("domain").asText());
        for (var one : new JsonNode[] {domain, below}) {
            var set = client.send(
                    "PUT",
                    "/api/domains/" + id(one) + "/schedule",
                    "{\"frequency_hours\":720,\"mode\":\"active\",\"scan_type\":\"rescan\",\"enabled\":false}");
            assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        }
        var txt = domain.path("challenge").path("dns_txt").path("name").asText();

        clock.advance(Duration.ofDays(31));
        recheck(client, domain);
        assertThat(verifiedNow(client, domain)).as("it is still there").isTrue();

        ProofWorld.removeTxt(1, txt);
        clock.advance(Duration.ofDays(31));
        recheck(client, domain);
        assertThat(verifiedNow(client, domain)).as("once is not enough").isTrue();

        clock.advance(Duration.ofHours(23));
        recheck.checkDue();
        assertThat(verifiedNow(client, domain)).as("not yet a day").isTrue();
        clock.advance(Duration.ofHours(2));
        recheck(client, domain);
        assertThat(verifiedNow(client, domain)).isFalse();
        assertThat(lost.of(id(domain))).singleElement().satisfies(event -> {
            assertThat(event.domain().value()).isEqualTo(domain.path("domain").asText());
            assertThat(event.problem()).contains("no such name");
        });
        for (var one : new JsonNode[] {domain, below}) {
            assertThat(client.data("/api/domains/" + id(one))
                            .path("schedule")
                            .path("mode")
                            .asText())
                    .isEqualTo("standard");
        }
        var entry =
                client.data("/api/audit-log?action=domain.verification_lost").get(0);
        assertThat(entry.path("actor").path("type").asText()).isEqualTo("system");
        assertThat(entry.path("ip").isNull()).isTrue();
        assertThat(entry.path("target").path("id").asText()).isEqualTo(id(domain));
        assertThat(scan(client, domain.path("domain").asText(), "active")
                        .path("error_code")
                        .asText())
                .isEqualTo("DOMAIN_NOT_VERIFIED");
    }

    private static boolean verifiedNow(Client client, JsonNode domain) {
        return client.data("/api/domains/" + id(domain)).path("verified").asBoolean();
    }

    /// Looks until the look is made: the server's own may be doing it at this moment.
    private void recheck(Client client, JsonNode domain) throws Exception {
        var before = client.data("/api/domains/" + id(domain)).path("last_checked_at");
        var end = Instant.now().plusSeconds(30);
        do {
            recheck.checkDue();
            assertThat(Instant.now()).isBefore(end);
        } while (client.data("/api/domains/" + id(domain))
                .path("last_checked_at")
                .equals(before));
    }

    @Test
    void anActiveScheduleNeedsProof() throws Exception {
        var client = Client.registered(base);
        var domain = added(client, fresh());
        var active = "{\"frequency_hours\":24,\"mode\":\"active\",\"scan_type\":\"full\",\"enabled\":true}";
        var refused = client.send("PUT", "/api/domains/" + id(domain) + "/schedule", active);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(Client.json(refused).path("error_code").asText()).isEqualTo("DOMAIN_NOT_VERIFIED");
        assertThat(Client.json(refused).path("domain_id").asText()).isEqualTo(id(domain));
        publish(domain, 1);
        publish(domain, 2);
        verify(client, domain, "dns_txt");
        assertThat(client.send("PUT", "/api/domains/" + id(domain) + "/schedule", active)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void isNotAskedForTooOften() {
        var client = Client.registered(base);
        var domain = added(client, fresh());
        for (var i = 0; i < 10; i++) {
            verify(client, domain, "dns_txt");
        }
        var refused = client.post("/api/domains/" + id(domain) + "/verify", "{\"method\":\"dns_txt\"}");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(Client.json(refused).path("window").asText()).isEqualTo("1 hour");
        verify(client, added(client, fresh()), "dns_txt"); // another domain is
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}
        {"method":"email"}
        {"method":"DNS_TXT"}
        {"method":["dns_txt"]}
        {"method":"dns_txt","verified":true}
        """)
    void nothingElseIsAMethod(String body) {
        var client = Client.registered(base);
        var domain = added(client, UUID.randomUUID() + ".test");
        var refused = client.post("/api/domains/" + id(domain) + "/verify", body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(verifiedNow(client, domain)).isFalse();
    }
}
