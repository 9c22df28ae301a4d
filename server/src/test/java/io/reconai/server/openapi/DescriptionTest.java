package io.reconai.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;

/// The document and the service say the same.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class DescriptionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    /// Calls without an id that answer 404 all the same.
    private static final Pattern SOMETIMES_MISSING = Pattern.compile(
            "/assets/(export|graph|misconfiguration-recommendation)|/auth/(password|email|second-factor|oidc)|/admin/"
                    + "|(get|patch) /api/auth/me$");

    private static final Map<String, Class<? extends Annotation>> METHODS = Map.of(
            "get", GET.class, "post", POST.class, "put", PUT.class, "patch", PATCH.class, "delete", DELETE.class);

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private JsonNode document() {
        return Client.json(Client.stranger(base).get("/openapi.json"));
    }

    /// Such as `get /api/assets/{asset_id}`, of our own resources; as the code has them.
    private static List<String> operations() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.reconai.server").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> !method.isAnnotatedWith(Operation.class)
                                || !method.getAnnotationOfType(Operation.class).hidden())
                        .flatMap(DescriptionTest::operations)
                        .sorted()
                        .toList();
    }

    private static Stream<String> operations(JavaMethod method) {
        var path = method.getOwner().getAnnotationOfType(Path.class).value()
                + (method.isAnnotatedWith(Path.class)
                        ? method.getAnnotationOfType(Path.class).value()
                        : "");
        return METHODS.entrySet().stream()
                .filter(verb -> method.isAnnotatedWith(verb.getValue()))
                .map(verb -> verb.getKey() + " " + path);
    }

    private static List<String> documented(JsonNode document) {
        var found = new ArrayList<String>();
        document.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.containsKey(method)) {
                        found.add(method + " " + path.getKey());
                    }
                }));
        return found.stream().sorted().toList();
    }

    @Test
    void describesEveryCallAndNoOther() {
        assertThat(operations()).hasSizeGreaterThan(20);
        assertThat(documented(document())).isEqualTo(operations());
    }

    @Test
    void isOpenApi31InBothForms() {
        assertThat(document().path("openapi").asText()).startsWith("3.1");
        var yaml = Client.stranger(base).get("/openapi.yaml");
        assertThat(yaml.statusCode()).isEqualTo(200);
        assertThat(yaml.body()).contains("openapi: 3.1", "/api/assets/{asset_id}:");
        assertThat(yaml.headers().firstValue("Cache-Control")).contains("public, max-age=300");
    }

    @Test
    void everyCallHasCredentialsErrorsAndANameOfItsOwn() {
        var document = document();
        var names = new ArrayList<String>();
        for (var call : documented(document)) {
            var operation = operation(document, call);
            names.add(operation.path("operationId").asText());
            if (call.contains(" /api")) {
                var answers = operation.path("responses");
                for (var status : List.of("406", "414", "431", "500", "503")) {
                    assertThat(answers.at("/" + status + "/content/application~1json/schema/$ref")
                                    .asText())
                            .as(call + " " + status)
                            .isEqualTo("#/components/schemas/Error");
                }
                assertThat(answers.has("401") || call.contains("/refresh") || call.contains("/login"))
                        .as(call)
                        .isEqualTo(!operation.path("security").isEmpty()
                                || call.contains("/refresh")
                                || call.contains("/login"));
                assertThat(answers.has("404"))
                        .as(call)
                        .isEqualTo(call.contains("{")
                                || SOMETIMES_MISSING.matcher(call).find());
            }
        }
        assertThat(names).doesNotHaveDuplicates().allSatisfy(name -> assertThat(name)
                .matches("[a-z_]+"));
        assertThat(operation(document, "get /api/config").path("security")).isEmpty();
        assertThat(operation(document, "get /api/assets").path("security")).hasSize(2);
        assertThat(document.at("/components/securitySchemes/token/scheme").asText())
                .isEqualTo("bearer");
    }

    private static JsonNode operation(JsonNode document, String call) {
        return document.path("paths").path(call.split(" ")[1]).path(call.split(" ")[0]);
    }

    /// Each parameter of a list is asked for with its example: an unknown one would be refused by its name.
    @Test
    void theServiceKnowsEveryParameter() {
        var client = Client.registered(base);
        var document = document();
        var asked = 0;
        for (var call : documented(document)) {
            if (!call.startsWith("get /api") || call.contains("{") || call.equals("get /api/events")) {
                continue; // events have no end
            }
            for (var parameter : operation(document, call).path("parameters")) {
                if (!parameter.path("in").asText().equals("query")) {
                    continue;
                }
                var name = parameter.path("name").asText();
                var value = parameter.path("example").asText();
                var answer = client.get(call.split(" ")[1] + "?" + name + "="
                        + URLEncoder.encode(
                                name.equals("sort") || name.equals("sort_by") ? sortable(call) : value,
                                StandardCharsets.UTF_8));
                assertThat(answer.statusCode())
                        .as(call + " " + name + ": " + answer.statusCode())
                        .isIn(200, 404);
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(40);
    }

    private static String sortable(String call) {
        return call.contains("/scans") ? "created_at" : "risk_score"; // of assets and of findings
    }

    @Test
    void answersFitTheirSchemas() {
        var client = Client.registered(base);
        var scan = Client.json(client.post("/api/assets/scan", "{\"domain\":\"acme.test\",\"mode\":\"active\"}"));
        var scanId = scan.path("scan_id").asText();
        client.get("/api/assets/scans/" + scanId + "/events");
        var document = document();
        var checked = new ArrayList<String>();
        var misfits = new TreeMap<String, List<String>>();
        for (var call : documented(document)) {
            var schema = operation(document, call)
                    .path("responses")
                    .path("200")
                    .path("content")
                    .path("application/json")
                    .path("schema");
            if (!call.startsWith("get ") || schema.isMissingNode() || call.contains("/api/admin/")) {
                continue; // the last are for operators
            }
            for (var path : paths(client, call.split(" ")[1], scanId)) {
                var answer = client.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                var problems = problems(document, schema, Client.json(answer));
                if (!problems.isEmpty()) {
                    misfits.put(call, problems);
                }
                checked.add(path);
            }
        }
        assertThat(misfits).isEmpty();
        assertThat(checked).hasSizeGreaterThan(40);
        var error = client.get("/api/assets?nope=1");
        assertThat(problems(document, reference("Error"), Client.json(error))).isEmpty();
        assertThat(problems(document, reference("Error"), Client.json(client.get("/api/config"))))
                .as("a schema that everything fits proves nothing")
                .isNotEmpty();
    }

    private static List<String> paths(Client client, String template, String scanId) {
        if (template.contains("{asset_id}")) {
            return StreamSupport.stream(
                            Client.json(client.get("/api/assets?limit=20"))
                                    .path("data")
                                    .spliterator(),
                            false)
                    .map(row ->
                            template.replace("{asset_id}", row.path("asset_id").asText()))
                    .toList();
        }
        if (template.contains("{finding_id}")) {
            return client.all("/api/findings?severity=critical").stream()
                    .map(row -> template.replace(
                            "{finding_id}", row.path("finding_id").asText()))
                    .limit(10)
                    .toList();
        }
        if (template.contains("{domain_id}")) {
            var listed = client.data("/api/domains").get(0).path("domain_id").asText();
            client.send("PUT", "/api/domains/" + listed + "/schedule", "{\"frequency_hours\":24}");
            return List.of(template.replace("{domain_id}", listed));
        }
        if (template.contains("{workspace_id}")) {
            var own = client.data("/api/workspaces").get(0).path("workspace_id").asText();
            return List.of(template.replace("{workspace_id}", own));
        }
        if (template.endsWith("/diff")) {
            return List.of(template.replace("{scan_id}", scanId) + "?against=" + scanId); // there is none before it
        }
        var path = template.replace("{scan_id}", scanId);
        return path.contains("{") ? List.of() : List.of(path); // links of invitations are others' to follow
    }

    private static ObjectNode reference(String name) {
        return JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static List<String> problems(JsonNode document, JsonNode schema, JsonNode answer) {
        var whole = schema.<ObjectNode>deepCopy();
        whole.set("components", document.path("components"));
        return SCHEMAS.getSchema(whole).validate(answer).stream()
                .map(Object::toString)
                .limit(10)
                .toList();
    }
}
