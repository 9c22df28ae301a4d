package io.reconai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Somebody who made an account and uses the interface.
final class ApiCaller implements AutoCloseable {

    static final String PASSWORD = "a tunnel painted on rock";

    private static final Set<String> ENDS = Set.of("completed", "partial", "failed", "canceled");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String origin;
    private final String email;
    private final Optional<String> workspace;
    private volatile String token;

    private ApiCaller(ServiceProcess server, String by, String email, Optional<String> workspace)
            throws IOException, InterruptedException {
        origin = "http://127.0.0.1:" + server.port();
        this.email = email;
        this.workspace = workspace;
        token = enter(by);
    }

    static ApiCaller register(ServiceProcess server) throws IOException, InterruptedException {
        return new ApiCaller(server, "/api/auth/register", "bench@example.com", Optional.empty());
    }

    /// Who has an account, in one of the workspaces.
    static ApiCaller signIn(ServiceProcess server, String email, String workspace)
            throws IOException, InterruptedException {
        return new ApiCaller(server, "/api/auth/login", email, Optional.of(workspace));
    }

    /// @throws IOException when the answer is no success
    void patch(String path, String json) throws IOException, InterruptedException {
        signedIn(() -> request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
    }

    /// @throws IOException when the answer is no success
    JsonNode get(String path) throws IOException, InterruptedException {
        return signedIn(() -> request(path));
    }

    /// Starts a scan and waits for its end.
    ///
    /// @return the scan, as the interface shows it
    JsonNode scan(String domain, String mode) throws IOException, InterruptedException {
        var order = "{\"domain\":\"" + domain + "\",\"mode\":\"" + mode + "\"}";
        var scanId = signedIn(() -> posting(request("/api/assets/scan"), order))
                .path("scan_id")
                .asText();
        while (true) {
            Thread.sleep(500);
            var scan = get("/api/assets/scans/" + scanId).path("data");
            if (ENDS.contains(scan.path("scan_status").asText())) {
                return scan;
            }
        }
    }

    /// Asks, and once more after signing in again, since a token is good for an hour.
    private JsonNode signedIn(Supplier<HttpRequest.Builder> request) throws IOException, InterruptedException {
        var answer = send(request.get());
        if (answer.statusCode() == 401) {
            token = enter("/api/auth/login");
            answer = send(request.get());
        }
        return success(answer);
    }

    /// @return the token
    private String enter(String path) throws IOException, InterruptedException {
        var account = "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}";
        var answer = send(posting(HttpRequest.newBuilder(URI.create(origin + path)), account));
        return success(answer).path("access_token").asText();
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(origin + path)).header("Authorization", "Bearer " + token);
        workspace.ifPresent(id -> request.header("X-Workspace-Id", id));
        return request;
    }

    private static HttpRequest.Builder posting(HttpRequest.Builder request, String body) {
        return request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode success(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.uri().getPath() + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
